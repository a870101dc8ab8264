"""How long a user waits before asking again: ``cooldownConfiguration``.

The limit of resends is known from the vendor's tools only, not from the API: outside of 1 to 10 it
is a warning. What is below 0 has no meaning and is refused.
"""

from typing import Any

from apps.policies.rules.quotas import number
from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    INVALID_VALUE,
    OUT_OF_RANGE,
    POLICIES,
    REQUIRED_VALUE,
    TERRAFORM,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, quoted

SOURCE = f"{POLICIES}: cooldownConfiguration"
RESOURCE = f"{TERRAFORM}, pingone_notification_policy"
AT = "cooldownConfiguration"
CHANNELS = ("sms", "email", "voice", "whatsApp")
UNITS = {"SECONDS": (10, 600, 1), "MINUTES": (1, 10, 60)}
"""Least, most, and seconds in one: ten seconds to ten minutes in either unit."""
PERIODS = 3
RESENDS = (1, 10)
DETAILS = ("periods", "resendLimit", "groupBy")

CHANNEL_REQUIRED = error(
    "policy.cooldown.channel.required",
    REQUIRED_VALUE,
    "PingOne API, Create notification policy",
    "The channel {channel} is missing; PingOne wants all four once there is a cooldown.",
    "Add {channel}, with enabled: false if it needs no wait.{hint}",
)
ENABLED_REQUIRED = error(
    "policy.cooldown.enabled.required",
    REQUIRED_VALUE,
    f"{SOURCE}.enabled",
    "It is not said whether this channel has a cooldown.",
    "Write enabled: true or enabled: false.",
)
PERIODS_REQUIRED = error(
    "policy.cooldown.periods.required",
    REQUIRED_VALUE,
    f"{SOURCE}.periods",
    "The cooldown is on, but it is not said how long a user waits.",
    "Give three periods: before the first retry, before the second, and before each later one.",
)
PERIODS_COUNT = error(
    "policy.cooldown.periods.count",
    OUT_OF_RANGE,
    f"{SOURCE}.periods",
    "PingOne takes exactly three periods; there are {count}.",
    "Give three: before the first retry, before the second, and before each later one.",
)
DURATION_REQUIRED = error(
    "policy.cooldown.duration.required",
    REQUIRED_VALUE,
    f"{SOURCE}.periods.duration",
    "It is not said how long this period is.",
    "Give 10 to 600 SECONDS or 1 to 10 MINUTES.",
)
DURATION_RANGE = error(
    "policy.cooldown.duration.range",
    OUT_OF_RANGE,
    f"{SOURCE}.periods.duration",
    "A wait of {value} {unit} is outside of what PingOne takes: ten seconds to ten minutes.",
    "Choose {least} to {most} {unit}.",
)
UNIT_REQUIRED = error(
    "policy.cooldown.timeUnit.required",
    REQUIRED_VALUE,
    f"{SOURCE}.periods.timeUnit",
    "It is not said whether these are seconds or minutes.",
    "Write SECONDS or MINUTES.",
)
UNIT_CHOICE = error(
    "policy.cooldown.timeUnit.choice",
    INVALID_VALUE,
    f"{SOURCE}.periods.timeUnit",
    "PingOne does not read {value} as a unit of time.",
    "Write {allowed}.",
)
ASCENDING = warning(
    "policy.cooldown.periods.ascending",
    CONSTRAINT_VIOLATION,
    f"{SOURCE}.periods",
    "This wait is shorter than the one before it, so asking more often is made easier.",
    "Let each wait be at least as long as the one before, unless this is meant.",
)
RESENDS_REQUIRED = error(
    "policy.cooldown.resendLimit.required",
    REQUIRED_VALUE,
    f"{SOURCE}.resendLimit",
    "The cooldown is on, but it is not said after how many resends a user is blocked.",
    "Give resendLimit, 1 to 10.",
)
RESENDS_NEGATIVE = error(
    "policy.cooldown.resendLimit.negative",
    OUT_OF_RANGE,
    f"{SOURCE}.resendLimit",
    "A user cannot be blocked after fewer than no resends.",
    "Choose 1 to 10.",
)
RESENDS_RANGE = warning(
    "policy.cooldown.resendLimit.range",
    OUT_OF_RANGE,
    RESOURCE,
    "PingOne's own tools take 1 to 10 resends, so it may refuse {value}.",
    "Choose 1 to 10.",
)
GROUP = warning(
    "policy.cooldown.groupBy",
    INVALID_VALUE,
    f"{SOURCE}.groupBy",
    "PingOne documents USER_ID only; what {value} does is not known.",
    "Write USER_ID to count all of a user's numbers together, or leave it out.",
)
UNUSED = warning(
    "policy.cooldown.unused",
    CONSTRAINT_VIOLATION,
    SOURCE,
    "This cooldown is off, and PingOne forgets what else it says.",
    "Leave it out, or write enabled: true.",
)


def check(body: dict[str, Any], shape: Shape) -> None:
    """``cooldownConfiguration`` of a policy; absent means off for all."""
    given = shape.mapping(body.get(AT), AT)
    if given is None:
        return
    spelled = {str(key).lower(): str(key) for key in given if key not in CHANNELS}
    for channel in CHANNELS:
        at = f"{AT}.{channel}"
        if given.get(channel) is None:
            other = spelled.get(channel.lower())
            hint = f" {quoted(other)} is not read." if other else ""
            shape.report.add(CHANNEL_REQUIRED, at, channel=channel, hint=hint)
            continue
        one = shape.mapping(given[channel], at)
        if one is not None:
            _channel(one, at, shape)


def _channel(one: dict[str, Any], at: str, shape: Shape) -> None:
    if one.get("enabled") is None:
        shape.report.add(ENABLED_REQUIRED, f"{at}.enabled")
    on = shape.flag(one.get("enabled"), f"{at}.enabled")
    periods = shape.items(one.get("periods"), f"{at}.periods")
    limit = shape.whole(one.get("resendLimit"), f"{at}.resendLimit")
    group = shape.text(one.get("groupBy"), f"{at}.groupBy")
    if on is False and any(one.get(detail) not in (None, "", []) for detail in DETAILS):
        shape.report.add(UNUSED, at)
    if on is not True:
        for place, period in shape.entries(periods, f"{at}.periods"):
            shape.whole(period.get("duration"), f"{place}.duration")
            shape.text(period.get("timeUnit"), f"{place}.timeUnit")
        return
    if one.get("periods") is None:
        shape.report.add(PERIODS_REQUIRED, f"{at}.periods")
    elif periods is not None:
        _periods(periods, f"{at}.periods", shape)
    if one.get("resendLimit") is None:
        shape.report.add(RESENDS_REQUIRED, f"{at}.resendLimit")
    elif limit is not None and not RESENDS[0] <= limit <= RESENDS[1]:
        shape.report.add(
            RESENDS_NEGATIVE if limit < 0 else RESENDS_RANGE,
            f"{at}.resendLimit",
            inner={"rangeMinimumValue": RESENDS[0], "rangeMaximumValue": RESENDS[1]},
            value=number(limit),
        )
    if group and group != "USER_ID":
        shape.report.add(GROUP, f"{at}.groupBy", value=quoted(group))


def _periods(periods: Any, target: str, shape: Shape) -> None:
    if len(periods) != PERIODS:
        shape.report.add(
            PERIODS_COUNT,
            target,
            inner={"rangeMinimumValue": PERIODS, "rangeMaximumValue": PERIODS},
            count=len(periods) or "none",
        )
    last: int | None = None
    for at, period in shape.entries(periods, target):
        seconds = _seconds(period, at, shape)
        if seconds is not None and last is not None and seconds < last:
            shape.report.add(ASCENDING, f"{at}.duration")
        last = seconds if seconds is not None else last


def _seconds(period: dict[str, Any], at: str, shape: Shape) -> int | None:
    """How long a period is; None when it cannot be told."""
    if period.get("duration") is None:
        shape.report.add(DURATION_REQUIRED, f"{at}.duration")
    duration = shape.whole(period.get("duration"), f"{at}.duration")
    unit = shape.required(period.get("timeUnit"), f"{at}.timeUnit", UNIT_REQUIRED)
    unit = shape.choice(unit, f"{at}.timeUnit", tuple(UNITS), UNIT_CHOICE)
    if duration is None or unit is None:
        return None
    least, most, length = UNITS[unit]
    if not least <= duration <= most:
        shape.report.add(
            DURATION_RANGE,
            f"{at}.duration",
            inner={"rangeMinimumValue": least, "rangeMaximumValue": most},
            value=number(duration),
            unit=unit,
            least=least,
            most=most,
        )
    return duration * length
