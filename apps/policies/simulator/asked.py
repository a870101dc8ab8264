"""Reads a question put to the simulator, by a form or as JSON, and names each field that is wrong.

channel                 "SMS", "Voice", "WhatsApp" or "Email", in any case
country, number         alpha-2, or an international number; one of them, unless it is e-mail
user_claimed, user_unclaimed, environment_claimed, environment_unclaimed    whole numbers
user_count, environment_count    instead of the two: all of them unanswered
sends                   seconds ago: a list, or "95, 20"
failing                 ids: a list, or separated by commas
capable                 {id: ["SMS", "VOICE"]}
default_sender_fails    true, false, "on", ""
clock                   seconds since 00:00 UTC, or "14:05"
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from apps.core.errors import Invalid
from apps.policies.countries import CODES, RETIRED, country_of, name_of
from apps.policies.simulator.vocabulary import CHANNELS, DAY_SECONDS

COUNTS = ("user_claimed", "user_unclaimed", "environment_claimed", "environment_unclaimed")
MOST = 1_000_000_000
MOST_LISTED = 100
LONGEST_ID = 200
# Counters and cooldowns forget long before.
OLDEST = 7 * DAY_SECONDS
_SPOKEN = {channel.casefold(): channel for channel in CHANNELS}
_TRUE = {True, "1", "true", "on", "yes"}
_FALSE = {False, None, "", "0", "false", "off", "no"}
_DIGITS = re.compile(r"[0-9]{1,12}")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


def asked(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `Situation` is made from. Raises `Invalid` with every wrong field; ignores others."""
    errors: dict[str, list[str]] = {}
    read: dict[str, Any] = {}

    def take(name: str, reader: Callable[[Any], Any]) -> None:
        try:
            read[name] = reader(values.get(name))
        except ValueError as error:
            errors[name] = [str(error)]

    take("channel", _channel)
    take("country", _country)
    take("number", _number)
    for name in COUNTS:
        take(name, _count)
    take("sends", _sends)
    take("failing", _ids)
    take("capable", _capable)
    take("default_sender_fails", _flag)
    take("clock", _clock)
    for who in ("user", "environment"):
        _whole_count(who, values, read, errors)
    _where(read, errors)
    if errors:
        raise Invalid(errors)
    return read


def _whole_count(
    who: str, values: Mapping[str, Any], read: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    """`user_count` alone counts as unanswered; beside its parts it must be their sum."""
    name, claimed, unclaimed = f"{who}_count", f"{who}_claimed", f"{who}_unclaimed"
    try:
        total = _count(values.get(name))
    except ValueError as error:
        errors[name] = [str(error)]
        return
    if _absent(values.get(name)) or claimed in errors or unclaimed in errors:
        return
    if _absent(values.get(claimed)) and _absent(values.get(unclaimed)):
        read[unclaimed] = total
    elif total != read[claimed] + read[unclaimed]:
        errors[name] = ["Answered and unanswered messages do not add up to this. Leave it empty."]


def _where(read: dict[str, Any], errors: dict[str, list[str]]) -> None:
    if errors.keys() & {"channel", "country", "number"}:
        return
    if read["channel"] == "Email":
        read["country"] = read["number"] = ""
        return
    country, number = read["country"], read["number"]
    if not country and not number:
        errors["country"] = ["Choose the recipient’s country, or enter a number."]
    elif number:
        found = country_of(number)
        if not found:
            errors["number"] = [
                "No country is known for this number. Enter it with its calling code, such as "
                "+46 70 123 45 67, or choose a country instead."
            ]
        elif country and country != found:
            errors["country"] = [
                f"The number is one of {name_of(found)}. Choose that, or leave one of them empty."
            ]
        else:
            read["country"] = found


def _absent(value: Any) -> bool:
    return value is None or value == ""


def _channel(value: Any) -> str:
    spoken = value.strip().casefold() if isinstance(value, str) else ""
    if spoken not in _SPOKEN:
        raise ValueError(f"Choose one of {', '.join(CHANNELS)}.")
    return _SPOKEN[spoken]


def _country(value: Any) -> str:
    if _absent(value):
        return ""
    code = value.strip().upper() if isinstance(value, str) else ""
    if code not in CODES and code not in RETIRED:
        raise ValueError("Enter a country as two letters (ISO 3166-1 alpha-2), such as SE.")
    return code


def _number(value: Any) -> str:
    if _absent(value):
        return ""
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("Enter a phone number with its calling code, such as +46 70 123 45 67.")
    return value.strip()


def _count(value: Any) -> int:
    if _absent(value):
        return 0
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError("Enter a whole number, 0 or more.")
    return value


def _sends(value: Any) -> tuple[float, ...]:
    words = "Enter how many seconds ago each message was sent, such as 95, 20."
    found = []
    for one in _listed(value, words):
        try:
            ago = float("nan" if isinstance(one, bool) else one)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(words) from None
        if not math.isfinite(ago) or not 0 <= ago <= OLDEST:
            raise ValueError(f"{words} Seven days ago is the earliest.")
        found.append(ago)
    return tuple(found)


def _ids(value: Any) -> frozenset[str]:
    words = "Name the failing providers by their ids."
    found = _listed(value, words)
    if not all(isinstance(one, str) and len(one) <= LONGEST_ID for one in found):
        raise ValueError(words)
    return frozenset(found)


def _listed(value: Any, words: str) -> list[Any]:
    """An array as it is; a text cut at commas and spaces."""
    if _absent(value):
        return []
    if isinstance(value, str):
        value = re.split(r"[\s,;]+", value) if len(value) <= MOST_LISTED * LONGEST_ID else None
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise ValueError(words)
    if len(value) > MOST_LISTED:
        raise ValueError(f"{words} At most {MOST_LISTED}.")
    return [one for one in value if one != ""]


def _capable(value: Any) -> dict[str, frozenset[str]] | None:
    if _absent(value):
        return None
    words = 'Say what each provider can send, such as {"<id>": ["SMS", "VOICE"]}.'
    if not isinstance(value, Mapping) or len(value) > MOST_LISTED:
        raise ValueError(words)
    found = {}
    for id, methods in value.items():
        given = _listed(methods, words)
        if not all(isinstance(one, str) for one in given):
            raise ValueError(words)
        found[str(id)] = frozenset(one.upper() for one in given)
    return found


def _flag(value: Any) -> bool:
    spoken = value.strip().casefold() if isinstance(value, str) else value
    try:
        if spoken in _TRUE or spoken in _FALSE:
            return spoken in _TRUE
    except TypeError:
        pass
    raise ValueError("Say true or false.")


def _clock(value: Any) -> int | None:
    if _absent(value):
        return None
    words = "Enter the time of day in UTC, such as 14:05."
    if isinstance(value, str):
        parts = _TIME.fullmatch(value.strip())
        if parts is None:
            raise ValueError(words)
        hours, minutes, seconds = (int(part or 0) for part in parts.groups())
        if hours > 23 or minutes > 59 or seconds > 59:
            raise ValueError(words)
        return hours * 3600 + minutes * 60 + seconds
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < DAY_SECONDS:
        raise ValueError(words)
    return value
