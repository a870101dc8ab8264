"""What a step says, as the facts of the review page."""

from collections.abc import Mapping
from typing import Any

from django import forms

from apps.compliance.forms import FilingForm
from apps.core.templatetags.ui import ein


def shown(form: FilingForm, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One fact for each field, in the shape ``ui/facts.html`` takes; choices by their label."""
    return [
        {
            "label": field.label,
            **(form.shown(name, values.get(name)) or _shown(name, field, values.get(name))),
        }
        for name, field in form.fields.items()
        if values.get(name) not in ("", None, []) or field.required
    ]


def _shown(name: str, field: forms.Field, value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"value": "Yes" if value else "No", "kind": "text"}
    if isinstance(value, list):
        labels = _labels(field)
        return {"value": [labels.get(str(one), str(one)) for one in value], "kind": "list"}
    text = "" if value is None else str(value)
    if isinstance(field, forms.ChoiceField):
        return {"value": _labels(field).get(text, text), "kind": "text"}
    if name == "ein":
        return {"value": ein(text), "kind": "text"}
    if name in ("contact_phone", "number"):
        return {"value": text, "kind": "phone"}
    if name.endswith("_keywords"):
        return {"value": text.replace(",", ", "), "kind": "text"}
    return {"value": text, "kind": "long" if isinstance(field.widget, forms.Textarea) else "text"}


def _labels(field: forms.Field) -> dict[str, str]:
    return {str(value): str(label) for value, label in getattr(field, "choices", ()) if value}
