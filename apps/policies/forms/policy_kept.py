"""What the form has no field for and keeps as it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.policies.body import CHANNELS, KNOWN_POLICY, Body
from apps.policies.pages.diff import Row, rows_of

QUOTA = frozenset({"type", "deliveryMethods", "total", "claimed", "unclaimed"})
LIMIT = frozenset({"type", "deliveryMethods", "countries"})
COOLDOWN = frozenset({"enabled", "periods", "resendLimit", "groupBy"})
PERIOD = frozenset({"duration", "timeUnit"})
CONDITION = frozenset({"deliveryMethods", "countries", "fallbackChain"})


def kept(body: Body) -> list[Row]:
    """Rows with the place and its value (`after`), in the order of the body."""
    found: dict[str, tuple[None, Any]] = {}
    for place, value in _unknown(body):
        found[place] = (None, value)
    return rows_of(found)


def _unknown(body: Body) -> Iterator[tuple[str, Any]]:
    yield from _others(body, "", KNOWN_POLICY)
    yield from _list(body.get("quotas"), "quotas", QUOTA)
    yield from _object(body.get("countryLimit"), "countryLimit", LIMIT)
    cooldown = body.get("cooldownConfiguration")
    yield from _object(cooldown, "cooldownConfiguration", frozenset(CHANNELS))
    for channel in CHANNELS:
        if not isinstance(cooldown, dict):
            break
        own, at = cooldown.get(channel), f"cooldownConfiguration.{channel}"
        yield from _object(own, at, COOLDOWN)
        if isinstance(own, dict):
            yield from _list(own.get("periods"), f"{at}.periods", PERIOD, most=3)
    routes = body.get("providerConfiguration")
    yield from _object(routes, "providerConfiguration", frozenset({"conditions"}))
    conditions = routes.get("conditions") if isinstance(routes, dict) else None
    at = "providerConfiguration.conditions"
    yield from _list(conditions, at, CONDITION)
    for index, condition in enumerate(conditions if isinstance(conditions, list) else ()):
        if isinstance(condition, dict):
            chain = condition.get("fallbackChain")
            yield from _list(chain, f"{at}[{index}].fallbackChain", frozenset({"id"}))


def _others(holder: Mapping[str, Any], at: str, known: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for key, value in holder.items():
        if key not in known:
            yield f"{at}.{key}" if at else key, value


def _object(value: Any, at: str, known: frozenset[str]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from _others(value, at, known)
    elif value is not None:
        yield at, value


def _list(
    value: Any, at: str, known: frozenset[str], most: int | None = None
) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, list):
        if value is not None:
            yield at, value
        return
    for index, item in enumerate(value):
        if not isinstance(item, dict) or (most is not None and index >= most):
            yield f"{at}[{index}]", item
        else:
            yield from _others(item, f"{at}[{index}]", known)
