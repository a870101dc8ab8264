"""Between what a browser posts and what a draft keeps."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form


def typed(form: Form, post: Any) -> dict[str, Any]:
    """Field by field what was posted, unjudged. NUL has no place in text and is dropped."""
    values = {}
    for name, field in form.fields.items():
        if field.disabled:
            continue
        values[name] = _clean(field.widget.value_from_datadict(post, {}, form.add_prefix(name)))
    return values


def bound(data: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """A draft's values as if a browser had posted them."""
    return {
        name: _posted(data.get(name, form.get_initial_for_field(field, name)))
        for name, field in form.fields.items()
    }


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").replace("\r\n", "\n")
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return "" if value is None else value


def _posted(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
