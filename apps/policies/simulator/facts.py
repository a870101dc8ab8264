"""What one phone delivery setting can send, and where to: all the simulator asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.policies.simulator import reading
from apps.policies.simulator.vocabulary import BOTH

# These kinds of number reach only the countries they name; without any, recipients in the US
# (PingOne API, Phone delivery settings: numbers.supportedCountries).
_BOUND_TYPES = frozenset({"TOLL_FREE", "SHORT_CODE"})
_UNNAMED = frozenset({"US"})


@dataclass(frozen=True, slots=True)
class SettingFacts:
    """`methods` of {"SMS", "VOICE"}, None if not known. `countries`: those a method is bound to."""

    name: str
    methods: frozenset[str] | None = None
    countries: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def serves(self, method: str, country: str) -> bool:
        if self.methods is not None and method not in self.methods:
            return False
        return method not in self.countries or country in self.countries[method]

    def at(self, country: str) -> frozenset[str]:
        """The methods by which it reaches a country, as `Situation.capable` wants them."""
        return frozenset(method for method in BOTH if self.serves(method, country))


def facts_of(body: Mapping[str, Any], name: str = "") -> SettingFacts:
    """Of a setting's wire body. Never raises.

    A custom provider can what it has requests for; a Twilio or Syniverse account can what its
    selected numbers can, if it has any.
    """
    setting = reading.mapping(body)
    given = setting.get("name")
    called = name or (given if isinstance(given, str) else "")
    numbers = [n for n in reading.objects(setting.get("numbers")) if n.get("selected") is True]
    methods: frozenset[str] | None = None
    if reading.word(setting.get("provider")) == "CUSTOM_PROVIDER":
        requests = reading.objects(setting.get("requests"))
        methods = BOTH & {reading.word(one.get("deliveryMethod")) for one in requests}
    elif numbers:
        methods = frozenset().union(*(_capabilities(one) for one in numbers))
    countries = {
        method: where
        for method in sorted(BOTH)
        if (where := _bound_to(method, numbers)) is not None
    }
    return SettingFacts(called, methods, countries)


def _capabilities(number: Mapping[str, Any]) -> frozenset[str]:
    found = reading.codes(number.get("capabilities"))
    return BOTH if found is None else BOTH & found


def _bound_to(method: str, numbers: list[Mapping[str, Any]]) -> frozenset[str] | None:
    """None: everywhere, as one number without bounds is enough."""
    able = [one for one in numbers if method in _capabilities(one)]
    if not able or any(reading.word(one.get("type")) not in _BOUND_TYPES for one in able):
        return None
    return frozenset().union(
        *(reading.codes(one.get("supportedCountries")) or _UNNAMED for one in able)
    )
