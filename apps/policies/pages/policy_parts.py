"""What a policy says, part by part, as its page draws it. Reads any body without raising."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.policies.pages.policy_names import Providers, by_name
from apps.policies.simulator import reading, words
from apps.policies.simulator.vocabulary import COOLDOWN_KEYS, PINGONE_TWILIO

STEPS = ("Before the first retry", "Before the second retry", "Before each later one")


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain; `url` is "" for what is not a provider here."""

    name: str
    url: str
    id: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A condition. `rest`: it is for all countries no other condition names."""

    number: int
    sent: str
    rest: bool
    countries: list[str]
    chain: list[Link]


def quotas_of(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{sent, who, figures: [(words, number)]}]."""
    found = []
    for entry in reading.objects(body.get("quotas")):
        figures = [
            (said, f"{limit:,}")
            for key, said in (
                ("total", "a day"),
                ("claimed", "a day if answered"),
                ("unclaimed", "a day if not answered"),
            )
            if (limit := reading.whole(entry.get(key))) is not None
        ]
        type = reading.word(entry.get("type"))
        who = {"USER": "each user", "ENVIRONMENT": "the whole environment"}.get(type, type)
        sent = words.sentence(words.methods(reading.codes(entry.get("deliveryMethods")) or ()))
        found.append({"sent": sent, "who": who, "figures": figures})
    return found


def limit_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """{kind: "ALLOWED", "DENIED" or "", sent, free, countries: [name]}; `free` is not limited."""
    limit = reading.mapping(body.get("countryLimit"))
    kind = reading.word(limit.get("type"))
    methods = reading.codes(limit.get("deliveryMethods")) or frozenset({"SMS", "VOICE"})
    return {
        "kind": kind if kind in ("ALLOWED", "DENIED") else "",
        "sent": words.sentence(words.methods(methods)),
        "free": words.sentence(words.methods({"SMS", "VOICE"} - methods)),
        "countries": _names(limit.get("countries")),
    }


def cooldowns_of(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{label, on, steps: [(when, span)], limit, shared}] of the four channels."""
    configuration = reading.mapping(body.get("cooldownConfiguration"))
    found = []
    for channel, key in COOLDOWN_KEYS.items():
        own = reading.mapping(configuration.get(key))
        periods = reading.objects(own.get("periods"))
        group = str(own.get("groupBy") or "")
        address = "address" if channel == "Email" else "number"
        found.append(
            {
                "label": words.sentence(words.PLURAL[channel]),
                "on": own.get("enabled") is True,
                "steps": [
                    (step, words.span(reading.seconds(period)))
                    for step, period in zip(STEPS, periods, strict=False)
                ],
                "limit": reading.whole(own.get("resendLimit")),
                "shared": {"": f"each {address}", "USER_ID": "each user"}.get(group, group),
            }
        )
    return found


def cards_of(body: Mapping[str, Any], providers: Providers) -> list[Card]:
    """Its conditions in order."""
    entries = reading.array(reading.mapping(body.get("providerConfiguration")).get("conditions"))
    found = []
    for number, entry in enumerate(entries, 1):
        condition = reading.mapping(entry)
        methods = reading.codes(condition.get("deliveryMethods"))
        chain = [_link(one.get("id"), providers) for one in _chain(condition)]
        found.append(
            Card(
                number,
                words.sentence(words.methods(methods or {"SMS", "VOICE"})),
                condition.get("countries") is None,
                _names(condition.get("countries")),
                chain,
            )
        )
    return found


def _chain(condition: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return reading.objects(condition.get("fallbackChain"))


def _link(id: Any, providers: Providers) -> Link:
    id = str(id or "")
    row = providers.by_id.get(id)
    if row is not None:
        return Link(str(row), row.get_absolute_url(), id, False)
    return Link(providers.name_of(id), "", id, id != PINGONE_TWILIO)


def _names(value: Any) -> list[str]:
    return by_name(one for one in reading.array(value) if isinstance(one, str))
