"""The buttons of the form that change its lists: ``condition-up:2``, ``chain-remove:0.1``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apps.policies.body import Body
from apps.policies.countries import CODES, REGION, REGIONS
from apps.policies.forms.policy_shown import codes_of

MOST_QUOTAS = 2
PHONE = {"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 30}
EMAIL = {"type": "USER", "deliveryMethods": ["Email"], "total": 30}


@dataclass(frozen=True, slots=True)
class Moved:
    """`focus` is the id of the element to go to, `said` what is read aloud, `open` the picker."""

    focus: str = ""
    said: str = ""
    open: str = ""


def move(body: Body, act: str, open: str) -> Moved:
    """Changes `body` as the button says; what does not fit it changes nothing."""
    verb, _, rest = act.partition(":")
    if verb == "pick":
        return Moved(focus=f"pick-{ident(rest or open)}", open=rest)
    if verb in ("region-add", "region-remove", "all-add", "all-remove"):
        return _region(body, verb, rest, open)
    parts = [int(part) for part in rest.split(".") if part.isascii() and part.isdecimal()]
    handler = MOVES.get(verb)
    try:
        return handler(body, *parts) if handler else Moved(open=open)
    except (IndexError, KeyError, TypeError, AttributeError):
        return Moved(open=open)


def ident(place: str) -> str:
    """A place as an HTML id."""
    return "".join(c if c.isalnum() else "-" for c in place).strip("-")


def _quota_add(body: Body) -> Moved:
    quotas = body.get("quotas")
    if not isinstance(quotas, list):
        quotas = body["quotas"] = []
    if len(quotas) < MOST_QUOTAS:
        mailed = any("Email" in (one.get("deliveryMethods") or ()) for one in quotas)
        new = PHONE if mailed or not quotas else EMAIL
        type = quotas[0].get("type") if quotas else new["type"]
        quotas.append({**new, "type": type, "deliveryMethods": [*new["deliveryMethods"]]})  # type: ignore[misc]
    return Moved(f"quotas-{len(quotas) - 1}--type", "A daily limit was added.")


def _quota_remove(body: Body, index: int) -> Moved:
    body["quotas"].pop(index)
    return Moved("quota-add", "The daily limit was removed.")


def _conditions(body: Body) -> list[Any]:
    found: list[Any] = body["providerConfiguration"]["conditions"]
    return found


def _condition_add(body: Body) -> Moved:
    """Before the one for all other countries, which stands last; the first is that one."""
    configuration = body.get("providerConfiguration")
    if not isinstance(configuration, dict):
        configuration = body["providerConfiguration"] = {}
    conditions = configuration.get("conditions")
    if not isinstance(conditions, list):
        conditions = configuration["conditions"] = []
    new: Body = {"deliveryMethods": ["SMS", "VOICE"], "fallbackChain": [{"id": ""}]}
    at = len(conditions)
    if conditions:
        new["countries"] = []
        last = conditions[-1]
        at -= isinstance(last, dict) and last.get("countries") is None
    conditions.insert(at, new)
    return Moved(_card(at), f"Condition {at + 1} of {len(conditions)} was added.")


def _condition_remove(body: Body, index: int) -> Moved:
    conditions = _conditions(body)
    conditions.pop(index)
    if not conditions:
        configuration = body["providerConfiguration"]
        del configuration["conditions"]
        if not configuration:
            del body["providerConfiguration"]
    return Moved("condition-add", f"Condition {index + 1} was removed.")


def _condition_move(body: Body, index: int, to: int) -> Moved:
    conditions = _conditions(body)
    _shift(conditions, index, to)
    said = f"Condition {index + 1} is now number {to + 1} of {len(conditions)}."
    return Moved(_step("condition", index, to, len(conditions), str(to)), said)


def _chain(body: Body, condition: int) -> list[Any]:
    holder = _conditions(body)[condition]
    if not isinstance(holder.get("fallbackChain"), list):
        holder["fallbackChain"] = []
    found: list[Any] = holder["fallbackChain"]
    return found


def _chain_add(body: Body, condition: int) -> Moved:
    chain = _chain(body, condition)
    chain.append({"id": ""})
    place = f"providerConfiguration.conditions[{condition}].fallbackChain[{len(chain) - 1}].id"
    return Moved(ident(place), f"Choose provider {len(chain)} of condition {condition + 1}.")


def _chain_remove(body: Body, condition: int, index: int) -> Moved:
    _chain(body, condition).pop(index)
    return Moved(f"chain-add-{condition}", f"Provider {index + 1} was taken out.")


def _chain_move(body: Body, condition: int, index: int, to: int) -> Moved:
    chain = _chain(body, condition)
    _shift(chain, index, to)
    said = f"Provider {index + 1} is now tried as number {to + 1} of {len(chain)}."
    return Moved(_step("chain", index, to, len(chain), f"{condition}-{to}"), said)


def _shift(items: list[Any], index: int, to: int) -> None:
    if not (0 <= index < len(items) and 0 <= to < len(items)):
        raise IndexError
    items.insert(to, items.pop(index))


def _step(kind: str, index: int, to: int, count: int, name: str) -> str:
    """The button that moves it on the same way; at the end of the list the other one."""
    up = (to < index and to > 0) or to == count - 1
    return f"{kind}-{'up' if up else 'down'}-{name}"


def _card(index: int) -> str:
    return f"condition-{index}"


def _region(body: Body, verb: str, rest: str, open: str) -> Moved:
    place, _, region = rest.partition(":")
    holder = _holder(body, place)
    if holder is None or (region not in REGIONS and not verb.startswith("all-")):
        return Moved(open=open)
    codes = {code for code in CODES if verb.startswith("all-") or REGION[code] == region}
    before = codes_of(holder)
    if verb.endswith("-remove"):
        holder["countries"] = [code for code in before if code not in codes]
    else:
        holder["countries"] = [*before, *sorted(codes - set(before))]
    count = len(holder["countries"])
    said = f"{count} {'country is' if count == 1 else 'countries are'} chosen."
    return Moved(f"{ident(place)}-{region or 'all'}", said, open)


def _holder(body: Body, place: str) -> Body | None:
    """The object whose ``countries`` `place` names."""
    if place == "countryLimit.countries":
        holder = body.get("countryLimit")
    else:
        index = place.removeprefix("providerConfiguration.conditions[").partition("]")[0]
        try:
            holder = _conditions(body)[int(index)]
        except (IndexError, KeyError, TypeError, ValueError):
            return None
    return holder if isinstance(holder, dict) else None


MOVES: dict[str, Callable[..., Moved]] = {
    "quota-add": _quota_add,
    "quota-remove": _quota_remove,
    "condition-add": _condition_add,
    "condition-remove": _condition_remove,
    "condition-up": lambda body, index: _condition_move(body, index, index - 1),
    "condition-down": lambda body, index: _condition_move(body, index, index + 1),
    "condition-move": _condition_move,
    "chain-add": _chain_add,
    "chain-remove": _chain_remove,
    "chain-up": lambda body, condition, index: _chain_move(body, condition, index, index - 1),
    "chain-down": lambda body, condition, index: _chain_move(body, condition, index, index + 1),
    "chain-move": _chain_move,
}
