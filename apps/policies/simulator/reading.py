"""Reads a wire body whatever is in it. What has the wrong type is read as absent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.policies.simulator.vocabulary import BOTH

_UNITS = {"SECONDS": 1, "MINUTES": 60}


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The JSON objects of an array."""
    return [one for one in array(value) if isinstance(one, Mapping)]


def array(value: Any) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else ()


def codes(value: Any) -> frozenset[str] | None:
    """Words of an array in capitals, so that Voice and VOICE are one; None where there is none."""
    if not isinstance(value, (list, tuple)):
        return None
    return frozenset(one.strip().upper() for one in value if isinstance(one, str) and one.strip())


def word(value: Any) -> str:
    return value.strip().upper() if isinstance(value, str) else ""


def whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if value == value and abs(value) < 1e15 and value == int(value) else None


def seconds(period: Mapping[str, Any]) -> int:
    """Length of a cooldown period; 0 where it cannot be read."""
    duration = whole(period.get("duration"))
    return max(duration or 0, 0) * _UNITS.get(word(period.get("timeUnit")), 0)


@dataclass(frozen=True, slots=True)
class Condition:
    """One entry of `providerConfiguration.conditions`; `place` counts from 1, as pages do.

    No countries, or an empty list of them, is the entry for all others. `chain` holds ids, or
    "PINGONE_TWILIO".
    """

    place: int
    methods: frozenset[str]
    countries: frozenset[str]
    chain: tuple[str, ...]


def conditions(policy: Mapping[str, Any]) -> list[Condition]:
    return list(each_condition(policy))


def each_condition(policy: Mapping[str, Any]) -> Iterator[Condition]:
    """In turn, for whom the first that fits is enough."""
    entries = array(mapping(policy.get("providerConfiguration")).get("conditions"))
    for place, entry in enumerate(entries, 1):
        if isinstance(entry, Mapping):
            methods = codes(entry.get("deliveryMethods"))
            chain = (link.get("id") for link in objects(entry.get("fallbackChain")))
            yield Condition(
                place,
                BOTH if methods is None else methods,
                codes(entry.get("countries")) or frozenset(),
                tuple(one for one in chain if isinstance(one, str) and one),
            )
