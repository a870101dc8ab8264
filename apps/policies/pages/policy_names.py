"""Names where a policy has ids and codes: of providers in chains, of countries."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.policies.countries import NAMES, name_of
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.diff import Row, rows_of
from apps.policies.simulator.facts import SettingFacts, facts_of
from apps.policies.simulator.vocabulary import PINGONE_TWILIO
from apps.providers.models import ProviderConfiguration

BUILT_IN = "PingOne’s own sender"
WORDS = {
    "USER": "each user",
    "ENVIRONMENT": "the whole environment",
    "VOICE": "Voice",
    "SECONDS": "seconds",
    "MINUTES": "minutes",
    "USER_ID": "each user",
    "NONE": "no limit",
    "ALLOWED": "only these countries",
    "DENIED": "all but these countries",
}


class Providers:
    """The providers of one environment: whom an id stands for, ours or PingOne's."""

    def __init__(self, configuration: ProviderConfiguration) -> None:
        live = PhoneDeliverySetting.objects.live().filter(configuration=configuration)
        self.rows = sorted(live, key=lambda row: (str(row).casefold(), row.pk))
        self.by_id = {row.public_id: row for row in self.rows}
        self.by_id |= {row.remote_id: row for row in self.rows if row.remote_id}

    @property
    def names(self) -> dict[str, str]:
        return {id: str(row) for id, row in self.by_id.items()}

    @property
    def facts(self) -> dict[str, SettingFacts]:
        """As the simulator wants them, by either id."""
        return {id: facts_of(row.wanted, str(row)) for id, row in self.by_id.items()}

    def name_of(self, id: str) -> str:
        if id == PINGONE_TWILIO:
            return BUILT_IN
        return str(self.by_id[id]) if id in self.by_id else f"Unknown provider {id}"


def by_name(codes: Iterable[str]) -> list[str]:
    """Names of countries in order; Å beside A, where an English reader looks."""
    return sorted(map(name_of, codes), key=lambda name: name.replace("Å", "A").casefold())


def diff_of(pairs: Mapping[str, Any], providers: Providers) -> list[Row]:
    """`pairs` as differences(), drift() or Event.changes have them, in words as far as we can."""
    return rows_of(
        {
            place: (spoken(before, place, providers), spoken(after, place, providers))
            for place, (before, after) in pairs.items()
        }
    )


def spoken(value: Any, place: str, providers: Providers) -> Any:
    """`value`, with names for the ids and codes in it; what is no code of ours stays as it is."""
    name = place.rpartition(".")[2].partition("[")[0]
    if isinstance(value, dict):
        return {key: spoken(item, f"{place}.{key}", providers) for key, item in value.items()}
    if isinstance(value, list):
        if name == "countries" and all(isinstance(code, str) for code in value):
            return by_name(value)
        return [spoken(item, place, providers) for item in value]
    if not isinstance(value, str):
        return value
    if name == "id" and "fallbackChain" in place:
        return providers.name_of(value)
    if name == "countries" and value in NAMES:
        return name_of(value)
    if name in ("type", "deliveryMethods", "timeUnit", "groupBy"):
        return WORDS.get(value, value)
    return value
