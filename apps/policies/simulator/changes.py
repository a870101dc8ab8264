"""What an edit of a policy would change for the people who get its messages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.policies.countries import NAMES
from apps.policies.simulator import reading, words
from apps.policies.simulator.coverage import BLOCKED, BY_DEFAULT, Cell, Settings, cells_of, names_of
from apps.policies.simulator.vocabulary import CHANNELS, COOLDOWN_KEYS

ROUTES, QUOTAS, COOLDOWNS = "routes", "quotas", "cooldowns"


@dataclass(frozen=True, slots=True)
class Difference:
    """For these channels, and for routes these countries, `before` becomes `after`."""

    section: str
    channels: tuple[str, ...]
    countries: tuple[str, ...]
    before: str
    after: str
    text: str


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], settings: Settings | None = None
) -> list[Difference]:
    """Countries and channels with the same change are told together; nothing changed: []."""
    old, new = reading.mapping(before), reading.mapping(after)
    return [*_routes(old, new, settings), *_quotas(old, new), *_cooldowns(old, new)]


def _routes(
    before: Mapping[str, Any], after: Mapping[str, Any], settings: Settings | None
) -> list[Difference]:
    # A quota of 0 stops everything everywhere; it is told as a quota.
    old, new = (cells_of({**one, "quotas": []}, settings) for one in (before, after))
    found: dict[tuple[str, str, str], list[str]] = {}
    for place, channel in enumerate(CHANNELS):
        for country in NAMES:
            was, now = old[country][place], new[country][place]
            if (was.state, was.chain) != (now.state, now.chain):
                told = _told(was, settings), _told(now, settings)
                found.setdefault((channel, *told), []).append(country)
    together: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (channel, was_told, now_told), countries in found.items():
        together.setdefault((was_told, now_told, tuple(countries)), []).append(channel)
    return [
        _difference(ROUTES, channels, countries, was_told, now_told)
        for (was_told, now_told, countries), channels in together.items()
    ]


def _told(cell: Cell, settings: Settings | None) -> str:
    """The chain as the policy names it, with those that cannot marked."""
    if cell.state == BLOCKED:
        return "blocked by country"
    if cell.state == BY_DEFAULT:
        return "the default sender"
    names = names_of(settings)
    said = [
        words.provider(one, names) + ("" if one in cell.able else " (cannot)") for one in cell.chain
    ]
    return " → ".join(said) or "nobody"


def _quotas(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    old, new = _figures(before), _figures(after)
    found = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key, "unlimited"), new.get(key, "unlimited")
        if was != now:
            kind, group = key
            who = {"USER": "each user", "ENVIRONMENT": "the environment"}.get(kind, kind)
            what = f"{words.sentence(words.methods(group))} a day for {who}"
            channels = tuple(one for one in CHANNELS if one.upper() in group)
            text = f"{what}: was {was}, now {now}."
            found.append(Difference(QUOTAS, channels, (), was, now, text))
    return found


def _figures(policy: Mapping[str, Any]) -> dict[tuple[str, tuple[str, ...]], str]:
    """(type, methods) to "30" or "35 answered and 45 unanswered"."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for entry in reading.objects(policy.get("quotas")):
        group = tuple(sorted(reading.codes(entry.get("deliveryMethods")) or ()))
        figures = [
            f"{limit:,} {kind}".rstrip()
            for key, kind in (("total", ""), ("claimed", "answered"), ("unclaimed", "unanswered"))
            if (limit := reading.whole(entry.get(key))) is not None
        ]
        key = reading.word(entry.get("type")), group
        found[key] = words.listed([one for one in (found.get(key, ""), *figures) if one])
    return {key: said for key, said in found.items() if said}


def _cooldowns(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    together: dict[tuple[str, str], list[str]] = {}
    for channel in CHANNELS:
        was, now = _cooldown(before, channel), _cooldown(after, channel)
        if was != now:
            together.setdefault((was, now), []).append(channel)
    return [
        _difference(COOLDOWNS, channels, (), was, now) for (was, now), channels in together.items()
    ]


def _cooldown(policy: Mapping[str, Any], channel: str) -> str:
    configuration = reading.mapping(policy.get("cooldownConfiguration"))
    own = reading.mapping(configuration.get(COOLDOWN_KEYS[channel]))
    if own.get("enabled") is not True:
        return "no cooldown"
    periods = [words.span(reading.seconds(one)) for one in reading.objects(own.get("periods"))]
    said = f"waits of {words.listed(periods)}" if periods else "no waits"
    limit = reading.whole(own.get("resendLimit"))
    if limit is not None:
        said += f", blocked after {words.counted(limit, 'resend')}"
    group = own.get("groupBy")
    shared = {"USER_ID": "each user"}.get(group, f"each {group}") if isinstance(group, str) else ""
    return f"{said}, for {shared if group and shared else 'each address or number'}"


def _difference(
    section: str, channels: Iterable[str], countries: tuple[str, ...], was: str, now: str
) -> Difference:
    sent = words.sentence(words.methods(channels))
    if section == COOLDOWNS:
        where = f"Cooldown of {words.methods(channels)}"
    elif len(countries) == len(NAMES):
        where = sent if set(channels) <= {"Email"} else f"{sent} to every country"
    else:
        where = f"{sent} to {_where(countries)}"
    return Difference(
        section, tuple(channels), countries, was, now, f"{where}: was {was}, now {now}."
    )


def _where(countries: tuple[str, ...]) -> str:
    spared = NAMES.keys() - set(countries)
    if len(spared) < min(len(countries), 7):
        return f"every country but {words.places(spared)}"
    return words.places(countries)
