"""Where what PingOne has differs from what we want: drift, and the diff people see."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.policies.body import READ_ONLY
from apps.upstream.redact import MASK

Pairs = dict[str, tuple[Any, Any]]

NOTHING: tuple[Any, ...] = (None, "", [], {})
# What PingOne may fill in, and what means something all the same when we say it and PingOne does
# not: whom messages go through.
CHAINS = "providerConfiguration"
# What PingOne fills in by itself where nothing was said; keys are paths without indexes.
FILLED_IN: dict[str, Any] = {
    "requests.phoneNumberFormat": "FULL",
    "numbers.selected": False,
    "numbers.available": False,
    "countryLimit": {"type": "NONE"},
    "countryLimit.type": "NONE",
    "default": False,
    "authentication.grantType": "CLIENT_CREDENTIALS",
    "authentication.clientAuthenticationMethod": "BASIC_AUTH_HEADER",
}


def drift(ours: Mapping[str, Any], theirs: Mapping[str, Any], known: frozenset[str]) -> Pairs:
    """``{place: (ours, theirs)}``, both masked and with ids of the same side.

    Not drift: what PingOne writes itself or fills in, what it never returns, properties nobody has
    documented that only one side has, and the order of lists that are sets.
    """
    found: Pairs = {}
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        if key in READ_ONLY or (key not in known and (key not in ours or key not in theirs)):
            continue
        found.update(_compare(ours.get(key), theirs.get(key), key, key))
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Pairs:
    """Every place where two bodies differ: ``{place: (before, after)}``."""
    found: Pairs = {}
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in READ_ONLY:
            found.update(_plain(before.get(key), after.get(key), key))
    return found


def _compare(
    ours: Any, theirs: Any, place: str, name: str
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    if ours in NOTHING and (theirs in NOTHING or _filled_in(name, theirs)):
        return
    if ours == MASK or (theirs in NOTHING and name != CHAINS and _filled_in(name, ours)):
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if _switched_off(ours) and _switched_off(theirs):
            return
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            yield from _compare(ours.get(key), theirs.get(key), f"{place}.{key}", f"{name}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list):
        if _is_set(ours) and _is_set(theirs):
            if sorted(ours) != sorted(theirs):
                yield place, (ours, theirs)
        elif len(ours) != len(theirs):
            yield place, (ours, theirs)
        else:
            for index, (a, b) in enumerate(zip(ours, theirs, strict=True)):
                yield from _compare(a, b, f"{place}[{index}]", name)
    elif ours != theirs:
        yield place, (ours, theirs)


def _filled_in(name: str, value: Any) -> bool:
    """Whether PingOne puts `value` there by itself."""
    if FILLED_IN.get(name, MASK) == value:
        return True
    if name == "cooldownConfiguration" or name.startswith("cooldownConfiguration."):
        return _off(value)
    return name == CHAINS and _one_chain(value)


def _off(value: Any) -> bool:
    """A cooldown that is off, or a whole configuration of those."""
    if not isinstance(value, dict):
        return False
    if "enabled" in value:
        return _switched_off(value)
    return all(_off(item) for item in value.values())


def _switched_off(value: dict[str, Any]) -> bool:
    """PingOne reads a disabled cooldown back without anything else."""
    return value.get("enabled") is False


def _one_chain(value: Any) -> bool:
    """One SMS chain of one provider for every country, as PingOne gives new policies."""
    conditions = value.get("conditions") if isinstance(value, dict) else None
    if not isinstance(conditions, list) or len(conditions) != 1 or len(value) != 1:
        return False
    only = conditions[0]
    return (
        isinstance(only, dict)
        and only.get("deliveryMethods") == ["SMS"]
        and not only.get("countries")
        and isinstance(only.get("fallbackChain"), list)
        and len(only["fallbackChain"]) == 1
    )


def _is_set(value: list[Any]) -> bool:
    return all(isinstance(item, str) for item in value)


def _plain(before: Any, after: Any, place: str) -> Iterator[tuple[str, tuple[Any, Any]]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _plain(before.get(key), after.get(key), f"{place}.{key}")
    elif (
        isinstance(before, list)
        and isinstance(after, list)
        and len(before) == len(after)
        and not (_is_set(before) and _is_set(after))
    ):
        for index, (a, b) in enumerate(zip(before, after, strict=True)):
            yield from _plain(a, b, f"{place}[{index}]")
    elif before != after:
        yield place, (before, after)
