"""The steps of registering a brand: Company, Registration."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.compliance import choices
from apps.compliance.forms.base import FilingForm, YesNoField
from apps.core.forms import RadioCards


class CompanyForm(FilingForm):
    """``profiles`` are the companies to choose from, as (public id, label)."""

    kind = "brand"
    title = "Company"
    lead = "Whose brand this is. What the registry checks is taken from the company."
    updatable = frozenset[str]()

    profile_uuid = forms.ChoiceField(label="Company")
    brand_alias = forms.CharField(label="Name in lists")

    def __init__(self, *args: Any, profiles: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profile_uuid"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a company"), *profiles]


class RegistrationForm(FilingForm):
    kind = "brand"
    title = "Registration"
    lead = "How the brand is registered decides what its campaigns may send and how fast."
    updatable = frozenset[str]()

    brand_type = forms.ChoiceField(
        label="Registration",
        choices=choices.BrandType.choices,
        initial=choices.BrandType.STANDARD,
        widget=RadioCards(explanations=choices.BrandType.explanations()),
    )
    secondary_vetting = YesNoField(
        label="Secondary vetting",
        widget=RadioCards(
            explanations={
                "true": "A score from outside; the most traffic a brand can get. Costs more once.",
                "false": "No score; carriers allow the least traffic.",
            }
        ),
    )

    def suggestions(self) -> dict[str, Any]:
        return {"brand_type": choices.BrandType.STANDARD.value, "secondary_vetting": True}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Plivo has defaults for both; here the filer says so, because they decide the fee.
        for name, words in {
            "brand_type": "Choose how to register the brand.",
            "secondary_vetting": "Say yes or no to secondary vetting.",
        }.items():
            field = self.fields[name]
            field.required = not field.disabled
            field.error_messages["required"] = words
