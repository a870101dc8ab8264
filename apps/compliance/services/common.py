"""Steps every compliance service takes."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.compliance import rules
from apps.core.errors import Invalid
from apps.sync.mirrored import Mirrored


def checked(
    kind: str, raw: Mapping[str, Any], *, context: Mapping[str, Any], as_sent: Iterable[str] = ()
) -> dict[str, Any]:
    """The normalized values; raises Invalid with every rule they break, by field."""
    values = rules.normalize.values(kind, raw, as_sent=as_sent)
    errors = rules.check(kind, values, context=context)
    if errors:
        raise Invalid(errors)
    return values


def assign(obj: Mirrored, values: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Sets those of `fields` that `values` has; returns {field: (before, after)} of changes."""
    changes: dict[str, Any] = {}
    for name in fields:
        if name in values and getattr(obj, name) != values[name]:
            changes[name] = (getattr(obj, name), values[name])
            setattr(obj, name, values[name])
    return changes
