"""How every form is drawn: `{{ form }}` or `{{ field.as_field_group }}`, nothing else.

FORM_RENDERER names UIRenderer, so a form needs no base class and no CSS class of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property

# Tabler's class by the widget's input_type; everything else that is typed into is a form-control.
_CLASSES = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}
_TYPED = (forms.TextInput, forms.Textarea)


class UIBoundField(BoundField):
    """A field as ui/field.html draws it: CSS class, ids, counter and choice cards worked out."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        names = [widget.attrs.get("class", ""), _CLASSES.get(_input_type(widget), "form-control")]
        attrs["class"] = " ".join(filter(None, [*names, "is-invalid" if self.errors else ""]))
        if attrs.get("required"):
            # The browser's own bubble names one field and hides the summary; the server answers.
            attrs["required"] = False
            if _input_type(widget) != "radio" and not self.use_fieldset:
                attrs["aria-required"] = "true"
        if self.counts:
            # maxlength would cut off pasted text silently; the counter says how much is too much.
            attrs["maxlength"] = attrs["minlength"] = False
            attrs["data-min"] = str(self.min_length or "")
            attrs["data-max"] = str(self.max_length or "")
        return attrs

    @property
    def aria_describedby(self) -> str | None:
        """The one line under the field (error, else help) and the counter."""
        if self.field.widget.attrs.get("aria-describedby") or not self.auto_id or self.is_hidden:
            return None
        ids = []
        if self.errors:
            ids.append(f"{self.auto_id}_error")
        elif self.help_text:
            ids.append(f"{self.auto_id}_helptext")
        if self.counts:
            ids.append(f"{self.auto_id}_count")
        return " ".join(ids) or None

    @property
    def min_length(self) -> int:
        return self._limit("data-min", "minlength")

    @property
    def max_length(self) -> int:
        return self._limit("data-max", "maxlength")

    @property
    def counts(self) -> bool:
        """Long texts count characters; short ones only where the form says so by data-min/-max."""
        widget = self.field.widget
        if not isinstance(widget, _TYPED):
            return False
        asked = any(name in widget.attrs for name in ("data-min", "data-max"))
        return asked or (isinstance(widget, forms.Textarea) and bool(self.max_length))

    @property
    def length(self) -> int:
        return len(str(self.value() or ""))

    @property
    def missing(self) -> int:
        return max(0, self.min_length - self.length)

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_cards(self) -> bool:
        return isinstance(self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))

    @cached_property
    def cards(self) -> list[dict[str, Any]]:
        """Each choice as {control, id, label, explanation}, without the empty one of a radio."""
        explanations = _explanations(self.field)
        cards = []
        for option in self.subwidgets:
            value = str(option.data["value"])
            if not value and isinstance(self.field.widget, forms.RadioSelect):
                continue
            label = option.data["label"]
            explanation = explanations.get(value, "")
            attrs = option.data["attrs"]
            if explanation and self.auto_id:
                attrs["aria-describedby"] = f"{attrs['id']}_explanation"
            cards.append(
                {
                    "control": option.tag(),
                    "id": attrs.get("id", ""),
                    "label": label,
                    "explanation": explanation,
                }
            )
        return cards

    def _limit(self, *names: str) -> int:
        for name in names:
            if self.field.widget.attrs.get(name):
                return int(self.field.widget.attrs[name])
        return 0


class UIRenderer(TemplatesSetting):
    """The project's FORM_RENDERER."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = UIBoundField


class RadioCards(forms.RadioSelect):
    """One of a few, each with its line of explanation ({value: line}, see compliance.choices)."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        explanations: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.explanations = dict(explanations or {})


class CheckCards(forms.CheckboxSelectMultiple):
    """Some of a few, drawn like RadioCards."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        explanations: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.explanations = dict(explanations or {})


class Suggested(forms.TextInput):
    """Typed freely or picked from many: (value, what it is), which the browser searches."""

    template_name = "ui/suggested.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, suggestions: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(attrs)
        self.suggestions = list(suggestions)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.suggestions:
            listed = f"{context['widget']['attrs'].get('id') or name}_list"
            context["widget"]["attrs"]["list"] = listed
            context |= {"list_id": listed, "suggestions": self.suggestions}
        return context


def _input_type(widget: forms.Widget) -> str:
    if isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        return "select"
    return getattr(widget, "input_type", "") or ""


def _explanations(field: forms.Field) -> dict[str, str]:
    found = getattr(field.widget, "explanations", None) or getattr(field, "explanations", None)
    return dict(found or {})
