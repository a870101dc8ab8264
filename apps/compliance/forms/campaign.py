"""The steps of filing a campaign: Use case, Content, Samples, Replies, Attributes, Links.

``context["brand"]`` may name the sender for the suggested replies: ``sender`` (else
``company_name`` or ``alias``), ``phone``, ``email``, ``website``.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.compliance import choices
from apps.compliance.forms.base import FilingForm, LongText, YesNoField
from apps.compliance.forms.replies import suggested_replies
from apps.compliance.rules.campaign import UPDATABLE
from apps.core.forms import CheckCards, RadioCards


class CampaignStep(FilingForm):
    kind = "campaign"
    updatable = UPDATABLE

    @property
    def brand(self) -> dict[str, Any]:
        """The facts about the brand, empty while none is chosen."""
        return dict(self.context.get("brand") or {})


class UseCaseForm(CampaignStep):
    """``brands`` are those to choose from, as (public id, label)."""

    title = "Use case"
    lead = "What the campaign is for. None of this but the name can be changed after filing."

    brand_id = forms.ChoiceField(label="Brand")
    campaign_alias = forms.CharField(label="Name in lists")
    vertical = forms.ChoiceField(
        label="Industry", choices=[("", "Choose an industry"), *choices.Vertical.choices]
    )
    usecase = forms.ChoiceField(
        label="Use case", widget=RadioCards(explanations=choices.UseCase.explanations())
    )
    sub_usecases = forms.MultipleChoiceField(
        label="Combined use cases",
        choices=choices.SubUseCase.choices,
        widget=CheckCards(
            explanations={
                value: choices.UseCase(value).explanation for value in choices.SubUseCase.values
            }
        ),
    )

    def __init__(self, *args: Any, brands: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brand, usecase = self.fields["brand_id"], self.fields["usecase"]
        assert isinstance(brand, forms.ChoiceField)
        assert isinstance(usecase, forms.ChoiceField)
        brand.choices = [("", "Choose a brand"), *brands]
        usecase.choices = [
            (value, label) for value, label in choices.UseCase.choices if self._possible(value)
        ]

    def _possible(self, usecase: str) -> bool:
        """What Plivo offers the brand. Before it says so: Starter for Starter brands alone."""
        brand_type, offered = self.brand.get("brand_type"), self.brand.get("use_cases")
        if usecase == self.initial.get("usecase"):
            return True
        if offered:
            return usecase in offered
        starter = usecase == choices.UseCase.STARTER
        return not brand_type or starter == (brand_type == choices.BrandType.STARTER)


class ContentForm(CampaignStep):
    title = "Content"
    lead = "What reviewers read first. Write it for somebody who has never heard of the business."

    description = LongText(label="Description", rows=5)
    message_flow = LongText(label="How people opt in", rows=8)


class SamplesForm(CampaignStep):
    title = "Samples"
    lead = "Messages as they will really be sent."

    sample1 = LongText(label="First sample", rows=3)
    sample2 = LongText(label="Second sample", rows=3)
    sample3 = LongText(label="Third sample", rows=3)
    sample4 = LongText(label="Fourth sample", rows=3)
    sample5 = LongText(label="Fifth sample", rows=3)


class RepliesForm(CampaignStep):
    title = "Keywords and replies"
    lead = "What people can text, and what they get back. Suggestions are yours to change."

    optin_keywords = forms.CharField(label="Opt-in keywords")
    optin_message = LongText(label="Opt-in confirmation", rows=3)
    optout_keywords = forms.CharField(label="Opt-out keywords")
    optout_message = LongText(label="Reply to STOP", rows=3)
    help_keywords = forms.CharField(label="Help keywords")
    help_message = LongText(label="Reply to HELP", rows=3)

    def suggestions(self) -> dict[str, Any]:
        # A correction starts from what was filed, blanks included.
        if self.context.get("act") == "update":
            return {}
        brand = self.brand
        return suggested_replies(
            sender=brand.get("sender") or brand.get("company_name") or brand.get("alias") or "",
            phone=brand.get("phone", ""),
            email=brand.get("email", ""),
            website=brand.get("website", ""),
        )


class AttributesForm(CampaignStep):
    title = "Attributes"
    lead = "Facts about the campaign. A wrong one means deleting it and paying for a new review."

    subscriber_optin = forms.BooleanField(label="We collect opt-ins and keep them")
    subscriber_optout = forms.BooleanField(label="We honour opt-outs")
    subscriber_help = forms.BooleanField(label="We answer HELP")
    embedded_link = YesNoField(label="Do messages contain links?")
    embedded_phone = YesNoField(label="Do messages contain phone numbers?")
    age_gated = YesNoField(label="Is content age-restricted?")
    direct_lending = YesNoField(label="Is it about direct lending?")
    affiliate_marketing = YesNoField(label="Is affiliate marketing involved?")


class LinksForm(CampaignStep):
    title = "Links"
    lead = "Pages a reviewer opens. They have to be public."

    privacy_policy_link = forms.CharField(label="Privacy policy", widget=forms.URLInput)
    terms_and_conditions_link = forms.CharField(label="Terms and conditions", widget=forms.URLInput)
    reseller_id = forms.CharField(label="Reseller id")


class ImportForm(CampaignStep):
    """Taking over a campaign of The Campaign Registry; give it ``context={"act": "import"}``."""

    title = "Import a campaign"
    lead = "Share it with Plivo in The Campaign Registry's portal first."

    campaign_id = forms.CharField(label="Campaign id")
    campaign_alias = forms.CharField(label="Name in lists")

    def __init__(self, *args: Any, context: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, context={**(context or {}), "act": "import"}, **kwargs)
