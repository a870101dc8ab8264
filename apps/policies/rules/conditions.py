"""Which provider sends to which country: ``providerConfiguration.conditions``.

Read as the simulator reads them: the first condition that names the channel and the country wins,
conditions without countries come last, and one without channels is for both.
"""

from dataclasses import dataclass
from typing import Any

from apps.policies.countries import name_of
from apps.policies.rules import chains
from apps.policies.rules.places import OF_POLICIES
from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    EMPTY_VALUE,
    INVALID_VALUE,
    LINECHECK,
    POLICIES,
    REQUIRED_VALUE,
    TERRAFORM,
    UNIQUENESS_VIOLATION,
    Context,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, joined

SOURCE = f"{POLICIES}: providerConfiguration.conditions"
AT = "providerConfiguration"
CONDITIONS = f"{AT}.conditions"
CHANNELS = ("SMS", "VOICE")
WORDS = {"SMS": "texts", "VOICE": "calls"}
LIMIT_SPELLING = {"SMS": "SMS", "VOICE": "Voice"}
SHOWN = 3

REQUIRED = error(
    "policy.conditions.required",
    REQUIRED_VALUE,
    SOURCE,
    "The providerConfiguration has no conditions, so it does not say who sends.",
    "Give conditions, or leave providerConfiguration out.",
)
REST_REQUIRED = error(
    "policy.conditions.rest.required",
    CONSTRAINT_VIOLATION,
    SOURCE,
    "No condition is for all other countries, and PingOne demands one without countries.",
    "Add a condition without countries at the end.",
)
REST_LAST = warning(
    "policy.conditions.rest.last",
    CONSTRAINT_VIOLATION,
    f"{TERRAFORM}, pingone_notification_policy",
    "The condition for all other countries stands before others; PingOne's pages have it last.",
    "Move it to the end.",
)
METHODS_CHOICE = error(
    "policy.conditions.methods.choice",
    INVALID_VALUE,
    f"{SOURCE}.deliveryMethods",
    "PingOne does not read {value} here; conditions are for SMS and VOICE.",
    "Write {allowed}.",
)
METHODS_TWICE = warning(
    "policy.conditions.methods.twice",
    UNIQUENESS_VIOLATION,
    f"{SOURCE}.deliveryMethods",
    "{value} is named twice.",
    "Name it once.",
)
METHODS_EMPTY = warning(
    "policy.conditions.methods.empty",
    EMPTY_VALUE,
    f"{SOURCE}.deliveryMethods",
    "The list of channels is empty, and PingOne does not say what that means.",
    "Name SMS, VOICE or both.",
)
COUNTRIES_EMPTY = error(
    "policy.conditions.countries.empty",
    EMPTY_VALUE,
    f"{SOURCE}.countries",
    "The list of countries is empty, so it is not clear where the condition applies.",
    "Name countries, or leave the list out to mean all others.",
)
TWICE = warning(
    "policy.conditions.twice",
    UNIQUENESS_VIOLATION,
    LINECHECK,
    "An earlier condition is for {what} already, and the first one wins.",
    "Keep one of the two for each country and channel.",
)
UNREACHABLE = warning(
    "policy.conditions.unreachable",
    UNIQUENESS_VIOLATION,
    LINECHECK,
    "Earlier conditions are for everything this one names, so it is never used.",
    "Remove it, or move it before them.",
)
DENIED = warning(
    "policy.conditions.denied",
    CONSTRAINT_VIOLATION,
    LINECHECK,
    "The country limit stops everything this condition names, so it is never used.",
    "Remove the condition, or let the country limit allow it.",
)
METHOD_UNNAMED = warning(
    "policy.conditions.method.unnamed",
    CONSTRAINT_VIOLATION,
    SOURCE,
    "No condition is for {what}, so they go to the environment's default sender.",
    "Add a condition for {what}, unless this is meant.",
)
REST_METHOD = warning(
    "policy.conditions.rest.method",
    CONSTRAINT_VIOLATION,
    SOURCE,
    "To all other countries {what} go to the environment's default sender: only conditions with "
    "countries are for them.",
    "Name {method} here too, unless this is meant.",
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a policy's country limit stops, as far as it can be read."""

    type: str
    countries: frozenset[str]
    methods: frozenset[str]

    @classmethod
    def read(cls, body: dict[str, Any]) -> "Limit":
        given = body.get("countryLimit")
        given = given if isinstance(given, dict) else {}
        methods = _texts(given.get("deliveryMethods")) or frozenset({"SMS", "Voice"})
        type = given.get("type")
        return cls(type if isinstance(type, str) else "", _texts(given.get("countries")), methods)

    def stops(self, country: str, method: str) -> bool:
        if LIMIT_SPELLING[method] not in self.methods or not self.countries:
            return False
        if self.type == "ALLOWED":
            return country not in self.countries
        return self.type == "DENIED" and country in self.countries


def _texts(value: Any) -> frozenset[str]:
    items = value if isinstance(value, list) else []
    return frozenset(item for item in items if isinstance(item, str))


def check(body: dict[str, Any], context: Context, shape: Shape) -> None:
    """``providerConfiguration`` of a policy; absent means the environment's default sender."""
    given = shape.mapping(body.get(AT), AT)
    if given is None:
        return
    if given.get("conditions") is None:
        shape.report.add(REQUIRED, CONDITIONS)
        return
    conditions = shape.items(given["conditions"], CONDITIONS)
    if conditions is None:
        return
    _Reading(context, shape, Limit.read(body)).read(conditions)


class _Reading:
    """One pass over the conditions, remembering what earlier ones are for."""

    def __init__(self, context: Context, shape: Shape, limit: Limit) -> None:
        self.providers, self.shape, self.limit = chains.Providers(context), shape, limit
        self.taken: set[tuple[str, str]] = set()
        self.rests: dict[str, list[str]] = {}
        self.misplaced = ""

    def read(self, conditions: Any) -> None:
        for at, condition in self.shape.entries(conditions, CONDITIONS):
            self._condition(condition, at)
        report = self.shape.report
        if not self.rests:
            report.add(REST_REQUIRED, CONDITIONS)
        if self.misplaced:
            report.add(REST_LAST, self.misplaced)
        if self.taken:
            self._uncovered()

    def _condition(self, condition: dict[str, Any], at: str) -> None:
        methods = self._methods(condition.get("deliveryMethods"), f"{at}.deliveryMethods")
        given = condition.get("countries")
        countries = OF_POLICIES.read(given, f"{at}.countries", self.shape)
        if given == []:
            self.shape.report.add(COUNTRIES_EMPTY, f"{at}.countries")
        if given is None:
            self.rests[at] = methods
            countries = [""]
        elif self.rests and not self.misplaced:
            self.misplaced = next(reversed(self.rests))
        self._overlap([(c, m) for c in countries for m in methods], at)
        chains.check(
            condition.get("fallbackChain"),
            f"{at}.fallbackChain",
            methods,
            self.providers,
            self.shape,
        )

    def _methods(self, value: Any, target: str) -> list[str]:
        methods = self.shape.choices(value, target, CHANNELS, METHODS_CHOICE, METHODS_TWICE)
        if value == []:
            self.shape.report.add(METHODS_EMPTY, target)
        return list(CHANNELS) if value is None or value == [] else methods

    def _overlap(self, pairs: list[tuple[str, str]], at: str) -> None:
        again = [pair for pair in pairs if pair in self.taken]
        if again and len(again) == len(pairs):
            self.shape.report.add(UNREACHABLE, at)
        elif again:
            self.shape.report.add(TWICE, at, what=_written(again))
        elif pairs and all(c and self.limit.stops(c, m) for c, m in pairs):
            self.shape.report.add(DENIED, at)
        self.taken.update(pairs)

    def _uncovered(self) -> None:
        named = {method for _, method in self.taken}
        rest = {method for methods in self.rests.values() for method in methods}
        for method in CHANNELS:
            if method not in named:
                self.shape.report.add(METHOD_UNNAMED, f"{CONDITIONS}", what=WORDS[method])
            elif self.rests and method not in rest and not self._all_named(method):
                last = next(reversed(self.rests))
                self.shape.report.add(
                    REST_METHOD, f"{last}.deliveryMethods", what=WORDS[method], method=method
                )

    def _all_named(self, method: str) -> bool:
        """Whether the country limit lets nothing through but what conditions name."""
        limit = self.limit
        bound = limit.type == "ALLOWED" and LIMIT_SPELLING[method] in limit.methods
        return bound and all((country, method) in self.taken for country in limit.countries)


def _written(pairs: list[tuple[str, str]]) -> str:
    words = [
        f"{WORDS[method]} to {name_of(country) if country else 'all other countries'}"
        for country, method in pairs[:SHOWN]
    ]
    if len(pairs) > SHOWN:
        words.append(f"{len(pairs) - SHOWN} more")
    return joined(words)
