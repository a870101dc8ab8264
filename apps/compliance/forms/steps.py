"""Which steps a filing has, how far each one is, and the review of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.compliance import rules
from apps.compliance.forms import brand, campaign, numbers, profile, tollfree
from apps.compliance.forms.base import FilingForm
from apps.compliance.rules import normalize
from apps.compliance.rules.shapes import filled


@dataclass(frozen=True, slots=True)
class Step:
    """``slug`` names it in addresses."""

    slug: str
    form: type[FilingForm]

    @property
    def title(self) -> str:
        return self.form.title


STEPS: dict[str, tuple[Step, ...]] = {
    "profile": (
        Step("business", profile.BusinessForm),
        Step("address", profile.AddressForm),
        Step("contact", profile.ContactForm),
        Step("identifiers", profile.IdentifiersForm),
    ),
    "brand": (
        Step("company", brand.CompanyForm),
        Step("registration", brand.RegistrationForm),
    ),
    "campaign": (
        Step("use-case", campaign.UseCaseForm),
        Step("content", campaign.ContentForm),
        Step("samples", campaign.SamplesForm),
        Step("replies", campaign.RepliesForm),
        Step("attributes", campaign.AttributesForm),
        Step("links", campaign.LinksForm),
    ),
    "numbers": (Step("numbers", numbers.NumbersForm),),
    "tollfree": (
        Step("sender", tollfree.SenderForm),
        Step("purpose", tollfree.PurposeForm),
        Step("messages", tollfree.MessagesForm),
        Step("evidence", tollfree.EvidenceForm),
        Step("details", tollfree.DetailsForm),
    ),
}


@dataclass(frozen=True, slots=True)
class StepState:
    """``state``: ``empty`` (nothing typed), ``open`` (something missing or wrong) or ``done``."""

    step: Step
    state: str
    errors: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Review:
    """A whole filing judged: normalized values, what stops it, what to think over."""

    values: dict[str, Any]
    errors: dict[str, list[str]]
    advice: dict[str, list[str]]
    steps: tuple[StepState, ...]

    @property
    def ready(self) -> bool:
        return not self.errors


def step(kind: str, slug: str) -> Step | None:
    """The step of a filing by its slug, None when there is none."""
    return next((s for s in STEPS.get(kind, ()) if s.slug == slug), None)


def step_states(
    kind: str, data: Mapping[str, Any], *, context: Mapping[str, Any] | None = None
) -> tuple[StepState, ...]:
    """How far each step is; complaints about no field of a step belong to none."""
    object = "number" if kind == "numbers" else kind
    values = normalize.values(object, data)
    errors = rules.check(object, values, context=context)
    states = []
    for each in STEPS[kind]:
        names = each.form.names()
        wrong = {name: errors[name] for name in names if name in errors}
        touched = any(filled(values, name) for name in names)
        # A step of optional fields that nobody has opened is not done yet, only not in the way.
        state = "done" if touched and not wrong else "open" if touched else "empty"
        states.append(StepState(each, state, wrong))
    return tuple(states)


def review(
    kind: str, data: Mapping[str, Any], *, context: Mapping[str, Any] | None = None
) -> Review:
    """Every rule over the whole draft of any filing but that of numbers."""
    values = normalize.values(kind, data)
    return Review(
        values=values,
        errors=rules.check(kind, values, context=context),
        advice=rules.advise(kind, values, context=context),
        steps=step_states(kind, data, context=context),
    )
