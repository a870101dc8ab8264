"""What every step of a filing shares: it shows a draft, asks the rules, says what fields need."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self

from django import forms

from apps.compliance import rules
from apps.compliance.help import HELP
from apps.compliance.rules import normalize
from apps.core.forms import RadioCards


class DraftLike(Protocol):
    data: Any


class YesNoField(forms.TypedChoiceField):
    """A question answered yes or no, with no answer chosen in advance."""

    def __init__(self, **kwargs: Any) -> None:
        given = {"widget": RadioCards, "coerce": normalize.flag, "empty_value": "", **kwargs}
        super().__init__(choices=[("true", "Yes"), ("false", "No")], **given)

    def prepare_value(self, value: Any) -> Any:
        return str(value).lower() if isinstance(value, bool) else value


class LongText(forms.CharField):
    """Several lines; counts characters when the rules bound them."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows}), **kwargs})


class FilingForm(forms.Form):
    """One step. ``context`` holds the facts the rules ask for (see ``apps.compliance.rules``).

    ``draft`` is the whole filing so far, so that a rule can look at other steps; only complaints
    about this step's fields are reported. After ``is_valid()`` ``values`` holds this step's
    normalized values, ready to be merged into the draft.
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    lead: ClassVar[str] = ""
    updatable: ClassVar[frozenset[str] | None] = None
    """The fields that may change once filed; None: all."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        draft: Mapping[str, Any] | None = None,
        context: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.draft_data = dict(draft or {})
        self.context = dict(context or {})
        self.values: dict[str, Any] = {}
        super().__init__(data, **kwargs)
        # What was typed before beats a suggestion, also where it was emptied on purpose.
        self.initial = {**self.suggestions(), **self.draft_data, **self.initial}
        for name, field in self.fields.items():
            self._explain(name, field)

    @classmethod
    def from_draft(
        cls,
        draft: DraftLike,
        *,
        data: Mapping[str, Any] | None = None,
        context: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> Self:
        """The step as the draft has it, bound to ``data`` when something was posted."""
        return cls(data, draft=draft.data, context=context, **kwargs)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The fields of this step."""
        return tuple(cls.base_fields)

    def suggestions(self) -> dict[str, Any]:
        """Initial values for what the draft does not say yet."""
        return {}

    @property
    def typed(self) -> dict[str, Any]:
        """What was posted for this step, normalized but valid or not: what an autosave keeps."""
        raw = {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
            if not field.disabled
        }
        return normalize.values(self.kind, raw)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        whole = normalize.values(self.kind, {**self.draft_data, **cleaned})
        self.values = {
            name: whole[name]
            for name, field in self.fields.items()
            if name in whole and not field.disabled
        }
        asked = set(self.fields) - set(self.errors)
        for name, words in rules.check(self.kind, whole, context=self.context, only=asked).items():
            for sentence in words:
                self.add_error(name, sentence)
        return cleaned

    def shown(self, name: str, value: Any) -> dict[str, Any] | None:
        """The value as a fact of the review page; None: as its field usually shows it."""
        return None

    @property
    def advice(self) -> dict[str, list[str]]:
        """What may be filed but should be thought over, by field of this step."""
        source = {**self.initial, **getattr(self, "cleaned_data", {})}
        whole = normalize.values(self.kind, source)
        return rules.advise(self.kind, whole, context=self.context, only=set(self.fields))

    def _explain(self, name: str, field: forms.Field) -> None:
        act = self.context.get("act", "create")
        if act == "update" and self.updatable is not None and name not in self.updatable:
            field.disabled = True
        field.help_text = field.help_text or HELP[self.kind].get(name, "")
        asked = [r for r in rules.rules_of(self.kind, act=act, advice=False) if r.fields[0] == name]
        by_kind = {r.id.rsplit(".", 1)[1]: r for r in asked}
        needed = by_kind.get("true") or by_kind.get("answered") or by_kind.get("required")
        field.required = needed is not None and not field.disabled
        if needed:
            field.error_messages["required"] = needed.text
        if "choice" in by_kind:
            field.error_messages["invalid_choice"] = by_kind["choice"].text
        if isinstance(field.widget, forms.Textarea):
            fewest, most = rules.limits(self.kind, name)
            if fewest:
                field.widget.attrs["data-min"] = str(fewest)
            if most:
                field.widget.attrs["data-max"] = str(most)
