"""What was typed into the form, put into the body it was drawn from.

The body is edited, never rebuilt: a field that comes back as it was drawn changes nothing, so
what the form does not know, and how PingOne's absent, null and empty differ, stays.
Names of fields are places in PingOne's spelling; checkboxes say by ``has`` that they were drawn.
"""

import re
from copy import deepcopy

from django.http import QueryDict

from apps.policies.body import CHANNELS, Body
from apps.policies.forms.policy_shown import (
    amount_of,
    channels_of,
    codes_of,
    methods_of,
    objects,
    shown,
    type_of,
)

WHOLE = re.compile(r"-?\d{1,15}")
DETAILS = ("periods", "resendLimit", "groupBy")
PERIODS = 3


def typed(body: Body, data: QueryDict) -> Body:
    """A copy of `body` with what `data` changes."""
    made = deepcopy(body)
    _text(made, "name", data.get("name"), drop=False)
    for index, quota in objects(made.get("quotas")):
        _quota(quota, f"quotas[{index}]", data)
    _limit(made, data)
    _cooldowns(made, data)
    configuration = made.get("providerConfiguration")
    if isinstance(configuration, dict):
        for index, condition in objects(configuration.get("conditions")):
            _condition(condition, f"providerConfiguration.conditions[{index}]", data)
    return made


def _quota(quota: Body, at: str, data: QueryDict) -> None:
    _text(quota, "type", data.get(f"{at}.type"))
    _choices(quota, f"{at}.deliveryMethods", data, channels_of(quota, ()))
    before, now = amount_of(quota), data.get(f"{at}.amount", "")
    if now == "total" != before:
        quota.pop("claimed", None)
        quota.pop("unclaimed", None)
    elif now == "pair" != before:
        quota.pop("total", None)
    wanted = {"total": ("total",), "pair": ("claimed", "unclaimed")}.get(now)
    for name in wanted or (key for key in ("total", "claimed", "unclaimed") if key in quota):
        _number(quota, name, data.get(f"{at}.{name}"))


def _limit(made: Body, data: QueryDict) -> None:
    limit = made.get("countryLimit")
    asked = data.get("countryLimit.type")
    if asked is None or not (limit is None or isinstance(limit, dict)):
        return
    limit = limit or {}
    if asked != type_of(limit):
        limit["type"] = asked
        made["countryLimit"] = limit
        if asked == "NONE":
            # PingOne documents neither beside NONE.
            limit.pop("countries", None)
            limit.pop("deliveryMethods", None)
    if asked != "NONE":
        _choices(limit, "countryLimit.deliveryMethods", data, channels_of(limit, ("SMS", "Voice")))
        _codes(limit, "countryLimit.countries", data)


def _cooldowns(made: Body, data: QueryDict) -> None:
    given = made.get("cooldownConfiguration")
    if not (given is None or isinstance(given, dict)):
        return
    configuration = given or {}
    for channel in CHANNELS:
        at = f"cooldownConfiguration.{channel}"
        own = configuration.get(channel)
        if at not in data.getlist("has") or not (own is None or isinstance(own, dict)):
            continue
        own = own or {}
        was, now = own.get("enabled") is True, f"{at}.enabled" in data
        if now and not was:
            # Once there is a cooldown PingOne wants all four channels.
            for each in CHANNELS:
                if configuration.get(each) is None:
                    configuration[each] = {"enabled": False}
            own = configuration[channel]
            made["cooldownConfiguration"] = configuration
        if now != was:
            own["enabled"] = now
        if now:
            _cooldown(own, at, data)
        elif was:
            for name in DETAILS:
                own.pop(name, None)


def _cooldown(own: Body, at: str, data: QueryDict) -> None:
    if own.get("periods") is None:
        own["periods"] = []
    periods = own["periods"]
    for index in range(PERIODS if isinstance(periods, list) else 0):
        place = f"{at}.periods[{index}]"
        duration = data.get(f"{place}.duration")
        if index >= len(periods):
            if not (duration or "").strip():
                continue
            periods.append({})
        if isinstance(periods[index], dict):
            _number(periods[index], "duration", duration)
            _text(periods[index], "timeUnit", data.get(f"{place}.timeUnit"))
    _number(own, "resendLimit", data.get(f"{at}.resendLimit"))
    _text(own, "groupBy", data.get(f"{at}.groupBy"))


def _condition(condition: Body, at: str, data: QueryDict) -> None:
    _choices(condition, f"{at}.deliveryMethods", data, methods_of(condition))
    scope = data.get(f"{at}.scope")
    if scope == "rest":
        if condition.get("countries") is not None:
            condition.pop("countries")
    elif scope == "some":
        if condition.get("countries") is None:
            condition["countries"] = []
        _codes(condition, f"{at}.countries", data)
    for index, entry in objects(condition.get("fallbackChain")):
        _text(entry, "id", data.get(f"{at}.fallbackChain[{index}].id"), drop=False)


def _text(holder: Body, key: str, given: str | None, *, drop: bool = True) -> None:
    """`drop`: an emptied field leaves the property out."""
    if given is None or given == shown(holder.get(key)):
        return
    given = given.replace("\x00", "").strip()
    if given or not drop:
        holder[key] = given
    else:
        holder.pop(key, None)


def _number(holder: Body, key: str, given: str | None) -> None:
    """What is no whole number is kept as the text it is, for the rules to refuse."""
    if given is None:
        return
    given = given.strip().replace("\x00", "")
    now = holder.get(key)
    if given == shown(now) and not isinstance(now, str):
        return
    plain = given.replace(",", "").replace(" ", "")
    if not given:
        holder.pop(key, None)
    else:
        holder[key] = int(plain) if WHOLE.fullmatch(plain) else given


def _choices(holder: Body, place: str, data: QueryDict, drawn: list[str]) -> None:
    if place in data.getlist("has"):
        _listed(holder, place.rpartition(".")[2], data.getlist(place), drawn)


def _codes(holder: Body, place: str, data: QueryDict) -> None:
    """Country codes, one for each value or several with commas."""
    if place not in data.getlist("has"):
        return
    given = [code for value in data.getlist(place) for code in value.split(",") if code.strip()]
    _listed(holder, "countries", given, codes_of(holder))


def _listed(holder: Body, key: str, given: list[str], drawn: list[str]) -> None:
    """What stays keeps its place; what is no text was not drawn and stays too."""
    if set(given) == set(drawn):
        return
    now = holder.get(key)
    before = now if isinstance(now, list) else drawn
    kept = [item for item in before if not isinstance(item, str) or item in given]
    new = [item.replace("\x00", "") for item in dict.fromkeys(given) if item not in kept]
    holder[key] = [*kept, *new]
