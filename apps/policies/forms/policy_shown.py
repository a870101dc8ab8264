"""How the form draws a value of the body; reading compares with it to see what was changed."""

import json
from collections.abc import Iterator
from typing import Any

from apps.policies.body import Body


def shown(value: Any) -> str:
    """As a field has it: absent and null are empty, what is no text or number is JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def objects(value: Any) -> Iterator[tuple[int, Body]]:
    """The objects of a list with their places in it."""
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item


def texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def channels_of(holder: Body, both: tuple[str, ...]) -> list[str]:
    """``deliveryMethods``; left out they are `both`."""
    given = holder.get("deliveryMethods")
    return list(both) if given is None else texts(given)


def methods_of(condition: Body) -> list[str]:
    """A condition's channels; without any it is for both."""
    return channels_of(condition, ("SMS", "VOICE"))


def codes_of(holder: Body) -> list[str]:
    """Its country codes, however odd they are written."""
    joined = ",".join(texts(holder.get("countries")))
    return [code for code in joined.split(",") if code.strip()]


def type_of(limit: Body) -> str:
    """The kind of a country limit; none is NONE."""
    return shown(limit.get("type")) or "NONE"


def amount_of(quota: Body) -> str:
    """Whether a quota has a total, or answered and unanswered apart; "" for both at once."""
    pair = any(quota.get(key) is not None for key in ("claimed", "unclaimed"))
    if quota.get("total") is not None:
        return "" if pair else "total"
    return "pair" if pair else "total"
