"""Steps every compliance service takes."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.compliance import rules
from apps.core.actor import Actor
from apps.core.errors import Invalid
from apps.numberpools.models import PhoneNumber
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


def door_of(actor: Actor) -> str:
    """``rest`` for an API token, ``portal`` for people: some rules know the difference."""
    return "rest" if actor.kind == "token" else "portal"


def assign(obj: Mirrored, values: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Sets those of `fields` that `values` has; returns {field: (before, after)} of changes."""
    changes: dict[str, Any] = {}
    for name in fields:
        if name in values and getattr(obj, name) != values[name]:
            changes[name] = (getattr(obj, name), values[name])
            setattr(obj, name, values[name])
    return changes


def note_callback(row: Mirrored, values: Mapping[str, Any], *, actor: Actor) -> None:
    """Keeps where the integrator wants to hear about `row`, when `values` say so; does not save.

    `values` name it ``url`` and ``method`` (10DLC) or ``callback_url`` and ``callback_method``.
    """
    url = values.get("url") or values.get("callback_url")
    if not url:
        return
    row.callback_url = str(url)
    row.callback_method = str(values.get("method") or values.get("callback_method") or "POST")
    row.callback_credential_id = actor.id if actor.kind == "token" else None


def account_facts(number: PhoneNumber) -> dict[str, Any]:
    """What the rules of numbers ask about a number of the account."""
    country = number.country if len(number.country) == 2 else ""
    return {
        "type": number.type,
        "sms_enabled": number.sms_enabled,
        "country": country,
        "gone": number.gone_at is not None,
    }
