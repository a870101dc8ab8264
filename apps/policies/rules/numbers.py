"""The numbers a setting sends from: ``numbers[]``, of every kind of provider."""

from typing import Any

from apps.policies.rules.places import OF_SETTINGS
from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    EMPTY_VALUE,
    INVALID_VALUE,
    REQUIRED_VALUE,
    SETTINGS,
    SIZE_LIMIT_EXCEEDED,
    TERRAFORM,
    UNIQUENESS_VIOLATION,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, quoted

SOURCE = f"{SETTINGS}: numbers"
COUNTRIES = f"{SOURCE}.supportedCountries"
AT = "numbers"
TYPES = ("PHONE_NUMBER", "TOLL_FREE", "SHORT_CODE")
CAPABILITIES = ("SMS", "VOICE")
CALLED = {"SHORT_CODE": "short code", "TOLL_FREE": "toll-free number"}

# A number is kept by PingOne as it is written: its form is nobody's rule.
NUMBER_REQUIRED = error(
    "setting.numbers.number.required",
    REQUIRED_VALUE,
    SOURCE,
    "The number itself is missing.",
    "Enter the phone number, toll-free number or short code.",
)
TYPE_REQUIRED = error(
    "setting.numbers.type.required",
    REQUIRED_VALUE,
    f"{SOURCE}.type",
    "It is not said what kind of number this is.",
    "Write PHONE_NUMBER, TOLL_FREE or SHORT_CODE.",
)
TYPE_CHOICE = error(
    "setting.numbers.type.choice",
    INVALID_VALUE,
    f"{SOURCE}.type",
    "PingOne does not know {value} as a kind of number.",
    "Write {allowed}.",
)
CAPABILITY_CHOICE = error(
    "setting.numbers.capabilities.choice",
    INVALID_VALUE,
    f"{SOURCE}.capabilities",
    "PingOne does not read {value} as something a number can do.",
    "Write {allowed}.",
)
CAPABILITIES_NONE = warning(
    "setting.numbers.capabilities.none",
    REQUIRED_VALUE,
    f"{TERRAFORM}, pingone_phone_delivery_settings",
    "It is not said what this number can do, so it may be used for nothing.",
    "Name SMS, VOICE or both.",
)
CAPABILITY_TWICE = warning(
    "setting.numbers.capabilities.twice",
    UNIQUENESS_VIOLATION,
    f"{SOURCE}.capabilities",
    "{value} is named twice.",
    "Name it once.",
)
COUNTRIES_GIVEN = error(
    "setting.numbers.countries.given",
    CONSTRAINT_VIOLATION,
    COUNTRIES,
    "A phone number serves every country, so PingOne takes no list of countries with it.",
    "Leave supportedCountries out, or correct the type.",
)
COUNTRIES_REQUIRED = error(
    "setting.numbers.countries.required",
    REQUIRED_VALUE,
    COUNTRIES,
    "A {called} works in some countries only, and none is named.",
    "Name {many} in supportedCountries.",
)
# With an account at Twilio or Syniverse null is the United States; only the empty list is refused.
COUNTRIES_EMPTY = error(
    "setting.numbers.countries.empty",
    EMPTY_VALUE,
    COUNTRIES,
    "The list of countries of this {called} is empty, which PingOne does not support.",
    "Name {many}, or leave supportedCountries out to serve the United States only.",
)
COUNTRIES_ONE = error(
    "setting.numbers.countries.one",
    SIZE_LIMIT_EXCEEDED,
    COUNTRIES,
    "A short code belongs to exactly one country; {count} are named.",
    "Name one, and add the code once more for another country.",
)
TWICE = warning(
    "setting.numbers.twice",
    UNIQUENESS_VIOLATION,
    SOURCE,
    "{value} is in the list twice, and PingOne does not say which entry counts.",
    "Keep one of them.",
)


def check(body: dict[str, Any], shape: Shape, *, custom: bool) -> None:
    """``numbers[]``; ``custom`` for CUSTOM_PROVIDER, whose numbers are the owner's own words."""
    seen: set[tuple[str, str]] = set()
    for at, number in shape.entries(body.get(AT), AT):
        given = shape.required(number.get("number"), f"{at}.number", NUMBER_REQUIRED)
        type = shape.required(number.get("type"), f"{at}.type", TYPE_REQUIRED)
        type = shape.choice(type, f"{at}.type", TYPES, TYPE_CHOICE)
        for flag in ("selected", "available"):
            shape.flag(number.get(flag), f"{at}.{flag}")
        _capabilities(number.get("capabilities"), f"{at}.capabilities", shape)
        countries = _countries(
            number.get("supportedCountries"), type, f"{at}.supportedCountries", shape, custom
        )
        if given is not None:
            # One short code may be listed once for each of its countries.
            same = (_plain(given), countries[0] if type == "SHORT_CODE" and countries else "")
            if same in seen:
                shape.report.add(TWICE, f"{at}.number", value=quoted(given))
            seen.add(same)


def _plain(number: str) -> str:
    return "".join(c for c in number if not c.isspace() and c not in "-.()")


def _capabilities(value: Any, target: str, shape: Shape) -> None:
    if value is None or value == []:
        shape.report.add(CAPABILITIES_NONE, target)
        return
    shape.choices(value, target, CAPABILITIES, CAPABILITY_CHOICE, CAPABILITY_TWICE)


def _countries(value: Any, type: str | None, target: str, shape: Shape, custom: bool) -> list[str]:
    places = OF_SETTINGS.read(value, target, shape)
    if value is not None and not isinstance(value, list):
        return places
    count = len(value or ())
    if type == "PHONE_NUMBER":
        if count or (value is not None and custom):
            shape.report.add(COUNTRIES_GIVEN, target)
    elif type in CALLED:
        words: dict[str, Any] = {
            "called": CALLED[type],
            "many": "the one country" if type == "SHORT_CODE" else "at least one country",
        }
        if not count and custom:
            shape.report.add(COUNTRIES_REQUIRED, target, **words)
        elif value == []:
            shape.report.add(COUNTRIES_EMPTY, target, **words)
        elif type == "SHORT_CODE" and count > 1:
            shape.report.add(COUNTRIES_ONE, target, inner={"maximumValue": 1}, count=count)
    return places
