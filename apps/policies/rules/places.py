"""Lists of countries, as numbers, country limits and conditions have them."""

from dataclasses import dataclass
from typing import Any

from apps.policies.countries import CODES, NOT_AT_PINGONE, RETIRED, name_of
from apps.policies.rules.registry import (
    INVALID_VALUE,
    POLICIES,
    SETTINGS,
    UNIQUENESS_VIOLATION,
    Rule,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, quoted


@dataclass(frozen=True, slots=True)
class Places:
    """The rules about country codes, of settings or of policies."""

    code: Rule
    published: Rule
    retired: Rule
    twice: Rule

    def read(self, value: Any, target: str, shape: Shape) -> list[str]:
        """The country codes of a list that PingOne can know, each once, in order."""
        found: dict[str, None] = {}
        for index, given in enumerate(shape.items(value, target) or ()):
            at = f"{target}[{index}]"
            if not isinstance(given, str):
                shape.refuse(at, "a text", given)
            elif given not in CODES and given not in RETIRED:
                shape.report.add(self.code, at, value=quoted(given), right=_right(given))
            elif given in found:
                shape.report.add(self.twice, at, country=name_of(given))
            else:
                found[given] = None
                if given in NOT_AT_PINGONE:
                    shape.report.add(self.published, at, country=name_of(given), code=given)
                elif given in RETIRED:
                    shape.report.add(self.retired, at, country=name_of(given), code=given)
        return list(found)


def _right(given: str) -> str:
    code = given.strip().upper()
    if code == "UK":
        code = "GB"
    if code in CODES:
        return f"Write {code} for {name_of(code)}."
    return "Use ISO 3166-1 alpha-2: two capitals, for example US or SE."


def _places(object: str, source: str) -> Places:
    return Places(
        error(
            f"{object}.country.code",
            INVALID_VALUE,
            source,
            "{value} is no country code, so PingOne would not know where it applies.",
            "{right}",
        ),
        warning(
            f"{object}.country.published",
            INVALID_VALUE,
            source,
            "The codes PingOne publishes lack {code} ({country}), so it may refuse it.",
            "Keep it if you need it and see what PingOne answers.",
        ),
        warning(
            f"{object}.country.retired",
            INVALID_VALUE,
            source,
            "{code} was retired in 2010; PingOne still lists it, but no number belongs to it.",
            "Name what took its place: BQ, CW or SX.",
        ),
        warning(
            f"{object}.country.twice",
            UNIQUENESS_VIOLATION,
            source,
            "{country} is in this list twice.",
            "Name it once.",
        ),
    )


OF_SETTINGS = _places("setting", f"{SETTINGS}: numbers.supportedCountries")
OF_POLICIES = _places("policy", f"{POLICIES}: countryLimit.countries")
