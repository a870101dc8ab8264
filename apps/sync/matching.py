"""Whether a body a provider lists is what a lost create has made."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime


def moment(value: Any) -> datetime | None:
    """A time with its zone as the provider tells it; None for anything else, 30 February too."""
    try:
        said = parse_datetime(str(value or ""))
    except ValueError:
        return None
    return said if said and said.tzinfo else None


def created_since(body: dict[str, Any], not_before: str, name: str = "created_at") -> bool:
    """Whether a body was not made before the send; one that does not tell when may be ours."""
    created, earliest = moment(body.get(name)), moment(not_before)
    return created is None or earliest is None or created >= earliest


def matching(
    bodies: Iterable[Any], id_key: str, taken: frozenset[str], key: dict[str, Any], *same: str
) -> list[dict[str, Any]]:
    """The bodies that could be the object sent with `key`, without those other rows have."""
    return [
        body
        for body in bodies
        if isinstance(body, dict)
        and str(body.get(id_key) or "") not in taken
        and all(str(body.get(name) or "") == str(key.get(name) or "") for name in same)
        and created_since(body, str(key.get("not_before") or ""))
    ]
