"""The steps of filing a company: Business, Address, Contact, Identifiers."""

from typing import Any

from django import forms

from apps.compliance import choices, rules
from apps.compliance.forms.base import FilingForm
from apps.compliance.forms.countries import countries
from apps.compliance.rules.profile import UPDATABLE
from apps.core.forms import RadioCards

Choices = list[tuple[str, str]]


def _or_none(options: Any, label: str) -> Choices:
    return [("", label), *options]


class ProfileStep(FilingForm):
    kind = "profile"
    updatable = UPDATABLE


class BusinessForm(ProfileStep):
    title = "Business"
    lead = "Who the company is, as tax records know it."

    profile_alias = forms.CharField(label="Name in lists")
    company_name = forms.CharField(label="Legal name")
    doing_business_as = forms.CharField(label="Trading name")
    customer_type = forms.ChoiceField(
        label="Who sends",
        choices=choices.CustomerType.choices,
        initial=choices.CustomerType.DIRECT,
        widget=RadioCards(explanations=choices.CustomerType.explanations()),
    )
    entity_type = forms.ChoiceField(
        label="Ownership",
        choices=choices.EntityType.choices,
        widget=RadioCards(explanations=choices.EntityType.explanations()),
    )
    vertical = forms.ChoiceField(
        label="Industry", choices=_or_none(choices.Vertical.choices, "Choose an industry")
    )
    website = forms.CharField(label="Website")


class AddressForm(ProfileStep):
    title = "Address"
    lead = "The registered office, as in the IRS or Secretary of State record."

    street = forms.CharField(label="Street and number")
    city = forms.CharField(label="City")
    state = forms.CharField(label="State")
    postal_code = forms.CharField(label="ZIP or postal code")
    country = forms.ChoiceField(label="Country", choices=countries, initial="US")


class ContactForm(ProfileStep):
    title = "Contact"
    lead = "Somebody at the company whom the registry can reach."

    contact_first_name = forms.CharField(label="First name")
    contact_last_name = forms.CharField(label="Last name")
    contact_title = forms.CharField(label="Title")
    contact_seniority = forms.ChoiceField(label="Position")
    contact_email = forms.CharField(label="E-mail", widget=forms.EmailInput)
    contact_phone = forms.CharField(label="Phone", widget=forms.TextInput(attrs={"type": "tel"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = _or_none(choices.Seniority.choices, "Not stated")
        kept = str(self.initial.get("contact_seniority") or "")
        if kept and kept not in choices.Seniority.values:
            # Plivo's own data leaves its list; what came from there is kept, with advice.
            listed.append((kept, kept))
        field = self.fields["contact_seniority"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = listed


class IdentifiersForm(ProfileStep):
    title = "Identifiers"
    lead = "The numbers by which the registry finds the company."

    ein = forms.CharField(label="EIN", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    ein_issuing_country = forms.ChoiceField(
        label="Issued in", choices=lambda: _or_none(countries(), "Not stated"), initial="US"
    )
    stock_symbol = forms.CharField(label="Stock symbol")
    stock_exchange = forms.ChoiceField(
        label="Stock exchange", choices=_or_none(choices.StockExchange.choices, "Not listed")
    )
    alt_business_id_type = forms.ChoiceField(
        label="Other identifier",
        choices=choices.AltBusinessIdType.choices,
        widget=RadioCards(explanations=choices.AltBusinessIdType.explanations()),
    )
    alt_business_id = forms.CharField(label="The other identifier's number")
    business_contact_email = forms.CharField(
        label="Business contact e-mail", widget=forms.EmailInput
    )
    plivo_subaccount = forms.CharField(label="Plivo subaccount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.draft_data.get("entity_type") == choices.EntityType.PUBLIC:
            for name in ("stock_symbol", "stock_exchange"):
                field = self.fields[name]
                field.required = not field.disabled
                field.error_messages["required"] = rules.RULES[f"profile.{name}.public"].text
