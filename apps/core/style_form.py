"""The form of the style page: one field of each kind, as filed and as refused."""

from django import forms

from apps.core.forms import CheckCards, RadioCards

BRAND_TYPES = {
    "STANDARD": "For companies with an EIN; every use case, up to 4,500 messages a minute.",
    "STARTER": "For those without an EIN; one campaign. Plivo has paused it since October 2022.",
}
PARTS = {
    "ACCOUNT_NOTIFICATION": "Notices to account holders about changes in their accounts.",
    "CUSTOMER_CARE": "Support and other teams that answer customers.",
    "DELIVERY_NOTIFICATION": "News about the delivery of a product or a service.",
}
DESCRIPTION = (
    "Northwind Veterinary sends appointment reminders and vaccination notices to pet owners who "
    "asked for them at the front desk or in the booking form on northwindvet.example."
)


class StyleForm(forms.Form):
    brand_alias = forms.CharField(
        label="Name of this brand", help_text="Only you see it. Plivo shows it in its console."
    )
    ein = forms.CharField(
        label="EIN",
        help_text="Nine digits, as on IRS letter CP 575. Any spacing will do.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    website = forms.CharField(
        label="Website",
        required=False,
        help_text="Reviewers open it: it must be live and name the company.",
    )
    vertical = forms.ChoiceField(
        label="Industry",
        choices=[
            ("", "Choose one"),
            ("HEALTHCARE", "Healthcare"),
            ("RETAIL", "Retail and consumer goods"),
        ],
    )
    brand_type = forms.ChoiceField(
        label="Kind of registration",
        choices=[("STANDARD", "Standard"), ("STARTER", "Starter (paused)")],
        widget=RadioCards(explanations=BRAND_TYPES),
        help_text="It cannot be changed once the brand is filed.",
    )
    sub_usecases = forms.MultipleChoiceField(
        label="What the messages are about",
        required=False,
        choices=[
            ("ACCOUNT_NOTIFICATION", "Account notification"),
            ("CUSTOMER_CARE", "Customer care"),
            ("DELIVERY_NOTIFICATION", "Delivery notification"),
        ],
        widget=CheckCards(explanations=PARTS),
        help_text="Two to five.",
    )
    description = forms.CharField(
        label="Description",
        widget=forms.Textarea(attrs={"data-min": 40, "data-max": 4096, "rows": 3}),
        help_text="Who sends what to whom, and why. Reviewers compare it with the samples.",
    )
    secondary_vetting = forms.BooleanField(
        label="Order secondary vetting, $40",
        required=False,
        help_text="A score raises the daily limit at T-Mobile from 2,000 messages.",
    )


def filled() -> StyleForm:
    return StyleForm(
        initial={
            "brand_alias": "Northwind main",
            "ein": "82-4417093",
            "vertical": "HEALTHCARE",
            "brand_type": "STANDARD",
            "sub_usecases": ["ACCOUNT_NOTIFICATION", "CUSTOMER_CARE"],
            "description": DESCRIPTION,
            "secondary_vetting": True,
        },
        auto_id="style_%s",
    )


def refused() -> StyleForm:
    form = StyleForm({"ein": "8244", "description": "Reminders"}, auto_id="wrong_%s")
    form.add_error("ein", "An EIN has nine digits; this one has four. Copy it from letter CP 575.")
    form.add_error("description", "At least 40 characters: say who sends what to whom, and why.")
    return form
