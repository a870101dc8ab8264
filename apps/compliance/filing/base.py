"""What the wizard asks of a filing, whatever is being filed."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.urls import reverse

from apps.compliance.estimate import Estimate
from apps.compliance.filing.shown import shown
from apps.compliance.filing.typed import bound, typed
from apps.compliance.forms import STEPS, FilingForm, Review, Step, review
from apps.compliance.models import Brand, Campaign, Draft, Profile, TollfreeVerification
from apps.compliance.rules.shapes import filled
from apps.core.actor import Actor
from apps.sync.mirrored import Mirrored

Filed = Profile | Brand | Campaign | TollfreeVerification

SEEN = "_seen"
TAB = "_tab"
VERSION = "_version"


class Finding(NamedTuple):
    """One line of the live panel; ``url`` leads to the field."""

    text: str
    label: str
    url: str
    colour: str
    icon: str
    word: str


class Section(NamedTuple):
    """One step on the review page: its facts, each with its problems."""

    step: Step
    url: str
    facts: list[dict[str, Any]]
    problems: list[Finding]


class Filing:
    """A draft as steps. ``data`` overrides what the draft has, for what was just typed."""

    kind: ClassVar[str]
    noun: ClassVar[str]
    right: ClassVar[str]

    def __init__(self, draft: Draft, actor: Actor, data: Mapping[str, Any] | None = None) -> None:
        self.draft = draft
        self.actor = actor
        self.data: dict[str, Any] = {**draft.data, **(data or {})}

    # What a kind says of itself.

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def steps(self) -> tuple[Step, ...]:
        return STEPS[self.kind]

    @classmethod
    def first_steps(cls) -> tuple[Step, ...]:
        """The steps of a new filing."""
        return STEPS[cls.kind]

    @cached_property
    def subject(self) -> Mirrored | None:
        """What is being corrected; None for a new filing or when it is gone."""
        return None

    @cached_property
    def context(self) -> dict[str, Any]:
        """The facts the rules ask for."""
        return {}

    def choices(self, step: Step) -> dict[str, Any]:
        """What the form of a step is told besides draft and context."""
        return {}

    @property
    def estimate(self) -> Estimate | None:
        """What filing it costs; None when it is free."""
        return None

    @property
    def fee(self) -> Decimal:
        """US dollars due when it is filed."""
        estimate = self.estimate
        return estimate.once if estimate else Decimal()

    @property
    def fee_note(self) -> str:
        """A sentence about when the fee is due, "" where the estimate says it all."""
        return ""

    @property
    def free(self) -> str:
        """What is said of a filing without a fee."""
        return "Free."

    @property
    def verb(self) -> str:
        """The act on the button, without the fee: "File campaign"."""
        raise NotImplementedError

    @property
    def sender(self) -> str:
        return ""

    def bubbles(self) -> list[dict[str, Any]]:
        """The messages as a phone shows them."""
        return []

    def save(self, values: Mapping[str, Any]) -> Filed:
        """Calls the service. Raises Invalid, Conflict or Refused."""
        raise NotImplementedError

    # What all kinds share.

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    def after(self, step: Step) -> Step | None:
        at = self.steps.index(step)
        return self.steps[at + 1] if at + 1 < len(self.steps) else None

    def before(self, step: Step) -> Step | None:
        at = self.steps.index(step)
        return self.steps[at - 1] if at else None

    def url(self, step: Step | None) -> str:
        """Of a step; of the review for None."""
        if step is None:
            return reverse("compliance:review", args=[self.draft.pk])
        return reverse("compliance:step", args=[self.draft.pk, step.slug])

    def form(self, step: Step, post: Any = None) -> FilingForm:
        return step.form(post, draft=self.data, context=self.context, **self.choices(step))

    def judged(self, step: Step) -> FilingForm:
        """The step with its complaints, as if what the draft has had been sent again."""
        return self.form(step, bound(self.data, self.form(step)))

    def typed(self, step: Step, post: Any) -> dict[str, Any]:
        """What was typed into a step, valid or not, ready for the draft."""
        return self.tidy(typed(self.form(step), post))

    def tidy(self, values: dict[str, Any]) -> dict[str, Any]:
        return values

    @cached_property
    def review(self) -> Review:
        return review(self.kind, self.data, context=self.context)

    @property
    def seen(self) -> list[str]:
        """The steps that somebody has left by a button."""
        found = self.draft.data.get(SEEN)
        return list(found) if isinstance(found, list) else []

    def field_step(self, name: str) -> Step | None:
        return next((step for step in self.steps if name in step.form.names()), None)

    def label(self, name: str) -> str:
        step = self.field_step(name)
        return str(step.form.base_fields[name].label) if step else ""

    def problem(self, name: str, words: str) -> Finding:
        step = self.field_step(name)
        url = f"{self.url(step)}#id_{name}" if step else ""
        return Finding(words, self.label(name), url, "red", "circle-x", "Wrong")

    def problems(self, errors: Mapping[str, list[str]]) -> list[Finding]:
        return [self.problem(name, words) for name, said in errors.items() for words in said]

    def findings(self) -> list[Finding]:
        """What is wrong with what was typed, then what to think over; gaps are counted apart."""
        wrong = {n: w for n, w in self.review.errors.items() if n == "__all__" or self.has(n)}
        return [*self.problems(wrong), *self.advice()]

    def advice(self) -> list[Finding]:
        return [
            self.problem(name, words)._replace(
                colour="orange", icon="alert-triangle", word="Think over"
            )
            for name, said in self.review.advice.items()
            for words in said
            if name == "__all__" or self.has(name)
        ]

    def has(self, name: str) -> bool:
        return filled(self.review.values, name)

    def gaps(self) -> list[tuple[Step, int]]:
        """Steps with required fields that are still empty, and how many."""
        counted = []
        for step in self.steps:
            missing = [n for n in step.form.names() if n in self.review.errors and not self.has(n)]
            if missing:
                counted.append((step, len(missing)))
        return counted

    def nav(self, current: Step | None) -> list[dict[str, Any]]:
        """The steps as ``ui/steps.html`` draws them, the review last."""
        entries = []
        for each in self.review.steps:
            if self.step(each.step.slug) is None:
                continue
            entries.append(
                {"label": each.step.title, "url": self.url(each.step), **self._state(each, current)}
            )
        state = "current" if current is None else "todo"
        entries.append({"label": "Review and file", "url": self.url(None), "state": state})
        return entries

    def _state(self, each: Any, current: Step | None) -> dict[str, str]:
        seen = each.step.slug in self.seen
        wrong = sum(len(words) for words in each.errors.values())
        if current is not None and each.step.slug == current.slug:
            return {"state": "current", "note": ""}
        if wrong and (seen or any(self.has(name) for name in each.errors)):
            return {"state": "error", "note": f"{wrong} to correct"}
        if not wrong and (seen or each.state == "done"):
            return {"state": "done", "note": ""}
        return {"state": "todo", "note": ""}

    def first_open(self) -> Step | None:
        """Where to go on: the first step that is wrong or never left; None when all are done."""
        wrong = {each.step.slug for each in self.review.steps if each.errors}
        open_ = (s for s in self.steps if s.slug not in self.seen or s.slug in wrong)
        return next(open_, None)

    def sections(self) -> list[Section]:
        """The review page: every step with what it says and what is wrong with it."""
        return [
            Section(
                step,
                self.url(step),
                shown(self.form(step), self.review.values),
                self.problems(
                    {n: w for n, w in self.review.errors.items() if n in step.form.names()}
                ),
            )
            for step in self.steps
        ]
