"""The steps of verifying a toll-free number: Business, Purpose, Messages, Evidence, Details.

``context["business"]`` may name the sender for the suggested replies: ``sender``, ``phone``,
``email``, ``website``.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms

from apps.compliance import choices
from apps.compliance.forms.base import FilingForm, LongText
from apps.compliance.forms.replies import suggested_replies
from apps.compliance.rules import normalize
from apps.compliance.rules.tollfree_state import UPDATABLE
from apps.core.forms import CheckCards, RadioCards, Suggested

# More than these are a list to search, not cards (the same for every choice of the portal).
MOST_CARDS = 6


NO_NUMBER = (
    "No rented toll-free number is free to be verified. Rent one at Plivo, then press “Refresh "
    "from Plivo” on the Numbers page; or type one that is not listed yet."
)


class FreeNumber(NamedTuple):
    """A number that can be chosen; ``standing`` says how it stands with verification."""

    number: str
    label: str
    standing: str


class TollfreeStep(FilingForm):
    kind = "tollfree"
    updatable = UPDATABLE


class SenderForm(TollfreeStep):
    """``profiles`` are those to choose from, as (public id, label)."""

    title = "Business"
    lead = "Who sends, and from which number. Each verification is for one number."

    profile_uuid = forms.ChoiceField(label="Company")
    number = forms.CharField(label="Toll-free number")

    def __init__(
        self,
        *args: Any,
        profiles: Sequence[tuple[str, str]] = (),
        numbers: Sequence[FreeNumber] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        company, number = self.fields["profile_uuid"], self.fields["number"]
        assert isinstance(company, forms.ChoiceField)
        company.choices = [("", "Choose a company"), *profiles]
        options = [(each.number, each.label) for each in numbers]
        if 0 < len(numbers) <= MOST_CARDS:
            standings = {each.number: each.standing for each in numbers}
            number.widget = RadioCards(choices=options, explanations=standings)
        else:
            described = [(each.label, each.standing) for each in numbers]
            number.widget = Suggested(attrs={"inputmode": "tel"}, suggestions=described)
            if not numbers:
                number.help_text = NO_NUMBER
        number.widget.is_required = number.required


class PurposeForm(TollfreeStep):
    title = "Purpose"
    lead = "What the number sends. A rejection is final for the use cases chosen here."

    usecase = forms.MultipleChoiceField(
        label="Use cases",
        choices=choices.TollfreeUseCase.choices,
        widget=CheckCards(explanations=choices.TollfreeUseCase.explanations()),
    )
    usecase_summary = LongText(label="Summary", rows=5)
    volume = forms.ChoiceField(
        label="Messages a month", choices=[("", "Choose a volume"), *choices.Volume.choices]
    )


class MessagesForm(TollfreeStep):
    title = "Messages"
    lead = "What people will read on their phones, as it will really be sent."

    message_sample = LongText(label="Sample messages", rows=7)
    optin_message = LongText(label="Opt-in confirmation", rows=3)
    help_message = LongText(label="Reply to HELP", rows=3)

    def suggestions(self) -> dict[str, Any]:
        # A correction starts from what was filed, blanks included.
        business = self.context.get("business")
        if self.context.get("act") == "update" or not business:
            return {}
        suggested = suggested_replies(**business)
        return {name: suggested[name] for name in self.names() if name in suggested}


class LinksInput(forms.Textarea):
    """Links, one on each line, beside hidden inputs of the same name for uploaded files.

    Both are one list; ``files`` are the addresses that are not shown in the lines.
    """

    needs_multipart_form = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.files: frozenset[str] = frozenset()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        posted = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        values = [posted] if isinstance(posted, str) else posted
        found = dict.fromkeys(link for value in values for link in normalize.urls(value))
        # The lines first: "link 2" is then the second one.
        return sorted(found, key=lambda link: link in self.files)

    def format_value(self, value: Any) -> str:
        return "\n".join(link for link in normalize.urls(value) if link not in self.files)


class EvidenceForm(TollfreeStep):
    """``evidence`` is the draft's as ``pages.evidence`` shows it; ``save_url`` takes the autosave.

    Files are posted as ``evidence`` and are not the form's: the view keeps them.
    """

    title = "Opt-in evidence"
    lead = "How people agree to get these messages, and what shows it. Reviewers look here first."

    optin_type = forms.ChoiceField(
        label="How people opt in",
        choices=choices.OptInType.choices,
        widget=RadioCards(explanations=choices.OptInType.explanations()),
    )
    optin_image_url = forms.Field(
        label="Evidence",
        widget=LinksInput(attrs={"rows": 3, "id": "id_optin_image_url_links"}),
        template_name="compliance/evidence_field.html",
    )

    def __init__(
        self, *args: Any, evidence: Sequence[Any] = (), save_url: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.evidence = list(evidence)
        self.save_url = save_url
        widget = self.fields["optin_image_url"].widget
        assert isinstance(widget, LinksInput)
        widget.files = frozenset(each.url for each in self.uploaded)

    @property
    def uploaded(self) -> list[Any]:
        return [each for each in self.evidence if each.name]

    def shown(self, name: str, value: Any) -> dict[str, Any] | None:
        if name != "optin_image_url" or not value:
            return None
        return {"value": self.evidence, "kind": "files"}


class DetailsForm(TollfreeStep):
    title = "Details"
    lead = "Pages a reviewer opens, and whatever else helps. All of it is optional."

    privacy_policy_link = forms.CharField(label="Privacy policy", widget=forms.URLInput)
    terms_and_conditions_link = forms.CharField(label="Terms and conditions", widget=forms.URLInput)
    additional_information = LongText(label="Additional information", rows=4)
    extra_data = forms.CharField(label="Your own reference")
