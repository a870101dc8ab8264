"""The countries a policy sends to: ``countryLimit``."""

from typing import Any

from apps.policies.rules.places import OF_POLICIES
from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    EMPTY_VALUE,
    INVALID_VALUE,
    POLICIES,
    REQUIRED_VALUE,
    TERRAFORM,
    UNIQUENESS_VIOLATION,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape

SOURCE = f"{POLICIES}: countryLimit"
RESOURCE = f"{TERRAFORM}, pingone_notification_policy"
AT = "countryLimit"
TYPES = ("NONE", "ALLOWED", "DENIED")
CHANNELS = ("SMS", "Voice")

TYPE_REQUIRED = error(
    "policy.countryLimit.type.required",
    REQUIRED_VALUE,
    f"{SOURCE}.type",
    "It is not said whether the countries are the allowed or the denied ones.",
    "Write ALLOWED, DENIED, or NONE for no limit.",
)
TYPE_CHOICE = error(
    "policy.countryLimit.type.choice",
    INVALID_VALUE,
    f"{SOURCE}.type",
    "PingOne does not read {value} as a kind of country limit.",
    "Write {allowed}.",
)
COUNTRIES_REQUIRED = error(
    "policy.countryLimit.countries.required",
    REQUIRED_VALUE,
    f"{SOURCE}.countries",
    "The limit names no countries, so it is not clear what it stops.",
    "Name them, or write type NONE for no limit.",
)
COUNTRIES_EMPTY = error(
    "policy.countryLimit.countries.empty",
    EMPTY_VALUE,
    f"{SOURCE}.countries",
    "The list of countries is empty, so it is not clear what the limit stops.",
    "Name at least one, or write type NONE for no limit.",
)
COUNTRIES_UNUSED = warning(
    "policy.countryLimit.countries.unused",
    CONSTRAINT_VIOLATION,
    f"{SOURCE}.countries",
    "Type NONE limits nothing, so these countries have no effect.",
    "Leave them out, or write ALLOWED or DENIED.",
)
METHODS_CHOICE = error(
    "policy.countryLimit.methods.choice",
    INVALID_VALUE,
    f"{SOURCE}.deliveryMethods",
    "PingOne does not read {value} here; countries limit texts and calls.",
    "Write {allowed}.",
)
# Quotas took WhatsApp before the vendor's schema named it there; this list may do the same.
METHODS_WHATSAPP = warning(
    "policy.countryLimit.methods.whatsapp",
    INVALID_VALUE,
    f"{SOURCE}.deliveryMethods",
    "PingOne documents SMS and Voice here, so it may refuse WhatsApp.",
    "Leave WhatsApp out, unless you know that PingOne takes it.",
)
METHODS_TWICE = warning(
    "policy.countryLimit.methods.twice",
    UNIQUENESS_VIOLATION,
    f"{SOURCE}.deliveryMethods",
    "{value} is named twice.",
    "Name it once.",
)
METHODS_EMPTY = warning(
    "policy.countryLimit.methods.empty",
    EMPTY_VALUE,
    f"{SOURCE}.deliveryMethods",
    "The list of channels is empty, and PingOne does not say what that means.",
    "Name SMS, Voice or both; left out it is both.",
)
METHODS_UNUSED = warning(
    "policy.countryLimit.methods.unused",
    CONSTRAINT_VIOLATION,
    RESOURCE,
    "Type NONE limits nothing, so these channels have no effect, and PingOne may refuse them.",
    "Leave them out.",
)


def check(body: dict[str, Any], shape: Shape) -> None:
    """``countryLimit`` of a policy; absent means none."""
    given = shape.mapping(body.get(AT), AT)
    if given is None:
        return
    type = shape.required(given.get("type"), f"{AT}.type", TYPE_REQUIRED)
    type = shape.choice(type, f"{AT}.type", TYPES, TYPE_CHOICE)
    countries = given.get("countries")
    OF_POLICIES.read(countries, f"{AT}.countries", shape)
    if type == "NONE":
        if countries is not None:
            shape.report.add(COUNTRIES_UNUSED, f"{AT}.countries")
    elif countries is None and type is not None:
        shape.report.add(COUNTRIES_REQUIRED, f"{AT}.countries")
    elif countries == []:
        shape.report.add(COUNTRIES_EMPTY, f"{AT}.countries")
    _methods(given.get("deliveryMethods"), type, f"{AT}.deliveryMethods", shape)


def _methods(value: Any, type: str | None, target: str, shape: Shape) -> None:
    if type == "NONE" and value is not None:
        shape.report.add(METHODS_UNUSED, target)
    elif value == []:
        shape.report.add(METHODS_EMPTY, target)
    values = value
    if isinstance(value, list) and "WhatsApp" in value:
        at = value.index("WhatsApp")
        shape.report.add(METHODS_WHATSAPP, f"{target}[{at}]")
        # Indexes stay what they are in the body: the entry is read as one that is allowed.
        values = ["SMS" if item == "WhatsApp" else item for item in value]
    shape.choices(
        values, target, CHANNELS, METHODS_CHOICE, METHODS_TWICE if values is value else None
    )
