"""How much may be sent in a day: ``quotas[]`` of a policy.

Fifty a day for a user is refused rather than advised: the platform's limits, the console and the
Terraform provider each say it. No bound is known for a whole environment.
"""

from typing import Any

from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    EMPTY_VALUE,
    INVALID_VALUE,
    OUT_OF_RANGE,
    POLICIES,
    REQUIRED_VALUE,
    SIZE_LIMIT_EXCEEDED,
    TERRAFORM,
    UNIQUENESS_VIOLATION,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, joined

SOURCE = f"{POLICIES}: quotas"
RESOURCE = f"{TERRAFORM}, pingone_notification_policy"
AT = "quotas"
TYPES = ("USER", "ENVIRONMENT")
CHANNELS = ("SMS", "Voice", "WhatsApp", "Email")
AMOUNTS = ("total", "claimed", "unclaimed")
MOST_QUOTAS, MOST_FOR_USER = 2, 50
PRINTED = ({"SMS"}, {"SMS", "Voice"}, {"SMS", "Voice", "WhatsApp"}, {"Email"})

REQUIRED = error(
    "policy.quotas.required",
    REQUIRED_VALUE,
    SOURCE,
    "The daily limits are missing.",
    "Give quotas; an empty list means no daily limit.",
)
COUNT = error(
    "policy.quotas.count",
    SIZE_LIMIT_EXCEEDED,
    RESOURCE,
    "There are {count} daily limits; PingOne takes one for phone channels and one for e-mail.",
    "Keep one of each.",
)
SAME = error(
    "policy.quotas.group",
    UNIQUENESS_VIOLATION,
    RESOURCE,
    "An earlier daily limit is for {group} already, and there can be one.",
    "Put everything about {group} into one of them.",
)
TYPE_REQUIRED = error(
    "policy.quotas.type.required",
    REQUIRED_VALUE,
    f"{SOURCE}.type",
    "It is not said for whom this limit counts.",
    "Write USER for each user, or ENVIRONMENT for everybody together.",
)
TYPE_CHOICE = error(
    "policy.quotas.type.choice",
    INVALID_VALUE,
    f"{SOURCE}.type",
    "PingOne does not read {value} here; a limit is for each user or for the environment.",
    "Write {allowed}.",
)
TYPES_DIFFER = warning(
    "policy.quotas.type.differ",
    CONSTRAINT_VIOLATION,
    SOURCE,
    "One limit is for each user, the other for the environment; PingOne prints no such policy.",
    "Use one type for both, unless you know that PingOne takes it.",
)
METHODS_REQUIRED = error(
    "policy.quotas.methods.required",
    REQUIRED_VALUE,
    f"{SOURCE}.deliveryMethods",
    "It is not said which channels this limit counts.",
    "Name SMS and Voice, also WhatsApp, or Email alone.",
)
METHODS_EMPTY = error(
    "policy.quotas.methods.empty",
    EMPTY_VALUE,
    f"{SOURCE}.deliveryMethods",
    "The list of channels is empty, so this limit would count nothing.",
    "Name SMS and Voice, also WhatsApp, or Email alone.",
)
METHODS_CHOICE = error(
    "policy.quotas.methods.choice",
    INVALID_VALUE,
    f"{SOURCE}.deliveryMethods",
    "PingOne does not read {value} in a daily limit.",
    "Write {allowed}.",
)
METHODS_TWICE = warning(
    "policy.quotas.methods.twice",
    UNIQUENESS_VIOLATION,
    f"{SOURCE}.deliveryMethods",
    "{value} is named twice.",
    "Name it once.",
)
METHODS_MIXED = error(
    "policy.quotas.methods.mixed",
    CONSTRAINT_VIOLATION,
    f"{SOURCE}.deliveryMethods",
    "E-mail is counted by itself and cannot share a limit with {others}.",
    "Give Email a limit of its own.",
)
METHODS_UNPRINTED = warning(
    "policy.quotas.methods.unprinted",
    INVALID_VALUE,
    f"{SOURCE}.deliveryMethods",
    "PingOne prints no limit for {methods} alone and may refuse it.",
    "Name SMS and Voice along, unless you know that PingOne takes it.",
)
AMOUNT_REQUIRED = error(
    "policy.quotas.amount.required",
    REQUIRED_VALUE,
    SOURCE,
    "This limit has no number.",
    "Give total, or claimed and unclaimed to count used and unused codes apart.",
)
AMOUNT_MIXED = error(
    "policy.quotas.amount.mixed",
    CONSTRAINT_VIOLATION,
    SOURCE,
    "A limit has a total, or claimed and unclaimed, never both.",
    "Keep total, or keep claimed and unclaimed.",
)
AMOUNT_PAIR = error(
    "policy.quotas.amount.pair",
    REQUIRED_VALUE,
    RESOURCE,
    "The numbers claimed and unclaimed go together, and {missing} is missing.",
    "Give {missing} too, or use total for both.",
)
AMOUNT_RANGE = error(
    "policy.quotas.amount.range",
    OUT_OF_RANGE,
    "PingOne platform limits, Notifications",
    "A limit of {value} is outside of what PingOne counts: {range}.",
    "Choose a number within it.",
)
AMOUNT_ZERO = warning(
    "policy.quotas.amount.zero",
    OUT_OF_RANGE,
    "PingOne console, Creating a notification policy",
    "A limit of 0 would send nothing; the console takes 1 and more, so PingOne may refuse it.",
    "Choose at least 1.",
)


def check(body: dict[str, Any], shape: Shape) -> None:
    """``quotas`` of a policy."""
    if body.get(AT) is None:
        shape.report.add(REQUIRED, AT)
        return
    given = shape.items(body[AT], AT)
    if given is None:
        return
    if len(given) > MOST_QUOTAS:
        shape.report.add(COUNT, AT, inner={"maximumValue": MOST_QUOTAS}, count=len(given))
    types: set[str] = set()
    groups: set[str] = set()
    for at, quota in shape.entries(given, AT):
        type = shape.required(quota.get("type"), f"{at}.type", TYPE_REQUIRED)
        type = shape.choice(type, f"{at}.type", TYPES, TYPE_CHOICE)
        if type is not None:
            if types and type not in types:
                shape.report.add(TYPES_DIFFER, f"{at}.type")
            types.add(type)
        _group(
            _methods(quota.get("deliveryMethods"), f"{at}.deliveryMethods", shape),
            groups,
            at,
            shape,
        )
        _amount(quota, type, at, shape)


def _methods(value: Any, target: str, shape: Shape) -> list[str]:
    if value is None:
        shape.report.add(METHODS_REQUIRED, target)
        return []
    if value == []:
        shape.report.add(METHODS_EMPTY, target)
        return []
    methods = shape.choices(value, target, CHANNELS, METHODS_CHOICE, METHODS_TWICE)
    if "Email" in methods and len(methods) > 1:
        others = [method for method in methods if method != "Email"]
        shape.report.add(METHODS_MIXED, target, others=joined(others, "or"))
    elif methods and set(methods) not in PRINTED:
        shape.report.add(METHODS_UNPRINTED, target, methods=joined(methods))
    return methods


def _group(methods: list[str], groups: set[str], at: str, shape: Shape) -> None:
    own = {"e-mail" if method == "Email" else "phone channels" for method in methods}
    for group in sorted(own & groups):
        shape.report.add(SAME, f"{at}.deliveryMethods", group=group)
    groups |= own


def _amount(quota: dict[str, Any], type: str | None, at: str, shape: Shape) -> None:
    given = {name for name in AMOUNTS if quota.get(name) is not None}
    if not given:
        shape.report.add(AMOUNT_REQUIRED, f"{at}.total")
    elif "total" in given and len(given) > 1:
        shape.report.add(AMOUNT_MIXED, f"{at}.total")
    elif "total" not in given and len(given) == 1:
        missing = "unclaimed" if "claimed" in given else "claimed"
        shape.report.add(AMOUNT_PAIR, f"{at}.{missing}", missing=missing)
    for name in AMOUNTS:
        value = shape.whole(quota.get(name), f"{at}.{name}")
        if value is None:
            continue
        if value == 0:
            shape.report.add(AMOUNT_ZERO, f"{at}.{name}", inner={"rangeMinimumValue": 1})
        elif value < 0 or (type == "USER" and value > MOST_FOR_USER):
            inner = {"rangeMinimumValue": 1}
            range = "1 and more a day"
            if type == "USER":
                inner["rangeMaximumValue"] = MOST_FOR_USER
                range = "1 to 50 a day for a user"
            shape.report.add(
                AMOUNT_RANGE, f"{at}.{name}", inner=inner, value=number(value), range=range
            )


def number(value: int) -> str:
    """A whole number as digits, also one that Python refuses to write out."""
    return f"{value}" if abs(value) < 10**18 else "a number of that size"
