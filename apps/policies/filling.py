"""PingOne's template variables: what stands for what, and how it is written into a request."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

import phonenumbers

from apps.policies.countries import country_of

# PingOne API, Phone Delivery Settings: requests.url and requests.body.
VARIABLES = (
    "to",
    "message",
    "from",
    "voice",
    "locale",
    "otp",
    "user.username",
    "user.name.given",
    "user.name.family",
)
# PingOne has had a country code and a national number since May 2026; how it calls them is not
# printed anywhere we know.
GUESSED = ("countryCode", "nationalNumber")
MANDATORY = ("to", "message")
FULL, NUMBER_ONLY = "FULL", "NUMBER_ONLY"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_US = ["US"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A message somebody could get; empty `from_`, `country_code`, `national_number`: worked out.

    `to` is an international number, `otp` is looked for in `message`.
    """

    to: str = "+14155550100"
    message: str = "Your passcode is 246810."
    otp: str = "246810"
    from_: str = ""
    voice: str = "Woman"
    locale: str = "en"
    username: str = "jdoe"
    given: str = "Jane"
    family: str = "Doe"
    country_code: str = ""
    national_number: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a request: as written, or what `variable` was filled in with.

    `unknown`: PingOne's pages name no such variable; it stands as written, or holds our guess.
    """

    text: str
    variable: str = ""
    unknown: bool = False


Text = tuple[Segment, ...]


def plain(text: Text) -> str:
    return "".join(segment.text for segment in text)


def names_in(template: str) -> list[str]:
    """The variables a template names, each once, in order."""
    return list(dict.fromkeys(_VARIABLE.findall(template)))


def fill(template: str, values: Mapping[str, str], write: Callable[[str], str]) -> Text:
    """The template with its variables filled in, each value through `write`."""
    found: list[Segment] = []
    end = 0
    for match in _VARIABLE.finditer(template):
        name = match[1]
        found.append(Segment(template[end : match.start()]))
        if name in values:
            found.append(Segment(write(values[name]), name, name not in VARIABLES))
        else:
            found.append(Segment(match[0], name, unknown=True))
        end = match.end()
    found.append(Segment(template[end:]))
    return tuple(segment for segment in found if segment.text or segment.variable)


def in_url(value: str) -> str:
    return quote(value, safe="", errors="replace")


def in_form(value: str) -> str:
    return quote_plus(value, errors="replace")


def in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def as_it_is(value: str) -> str:
    return value


def values(
    sample: Sample, *, sender: str, number_format: str, before: str = "", after: str = ""
) -> dict[str, str]:
    """What each variable stands for; `before` and `after` enclose each digit of the passcode."""
    country, national = _parts(sample)
    return {
        "to": recipient(sample.to, number_format),
        "message": _spoken(sample.message, sample.otp, before, after),
        "from": _without_plus(sender) if number_format == NUMBER_ONLY else sender,
        "voice": sample.voice,
        "locale": sample.locale,
        "otp": _spoken(sample.otp, sample.otp, before, after),
        "user.username": sample.username,
        "user.name.given": sample.given,
        "user.name.family": sample.family,
        "countryCode": country,
        "nationalNumber": national,
    }


def recipient(number: str, number_format: str) -> str:
    """FULL is +1415…, NUMBER_ONLY 1415…, whichever way it was typed."""
    bare = _without_plus(number)
    return bare if number_format == NUMBER_ONLY else f"+{bare}"


def sender_number(numbers: Any, method: str, to: str) -> str:
    """The first selected number that can do `method` and reaches the country of `to`; "" for none.

    Toll-free numbers and short codes without countries reach the United States only
    (PingOne API, Phone Delivery Settings: numbers.supportedCountries).
    """
    country = country_of(to)
    for number in numbers if isinstance(numbers, list) else []:
        if not isinstance(number, Mapping) or number.get("selected") is not True:
            continue
        abilities = number.get("capabilities")
        if isinstance(abilities, list) and method not in abilities:
            continue
        reached = number.get("supportedCountries")
        if not isinstance(reached, list):
            reached = _US if number.get("type") in ("TOLL_FREE", "SHORT_CODE") else [country]
        if isinstance(number.get("number"), str) and (not country or country in reached):
            return str(number["number"])
    return ""


def _spoken(text: str, otp: str, before: str, after: str) -> str:
    if not otp or not (before or after):
        return text
    return text.replace(otp, "".join(f"{before}{digit}{after}" for digit in otp))


def _without_plus(number: str) -> str:
    return number.strip().removeprefix("+")


def _parts(sample: Sample) -> tuple[str, str]:
    country, national = sample.country_code, sample.national_number
    try:
        parsed = phonenumbers.parse(recipient(sample.to, FULL))
    except phonenumbers.NumberParseException:
        return country, national
    return (
        country or str(parsed.country_code),
        national or phonenumbers.national_significant_number(parsed),
    )
