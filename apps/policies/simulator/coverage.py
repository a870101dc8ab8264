"""What a policy does in every country by every method, when nothing was sent and nothing fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.policies.countries import NAMES, choices
from apps.policies.simulator import words
from apps.policies.simulator.compiled import CompiledPolicy, compile
from apps.policies.simulator.decision import COUNTRY_LIMIT, DEFAULT_SENDER, DELIVERED, QUOTA
from apps.policies.simulator.facts import SettingFacts
from apps.policies.simulator.situation import Situation
from apps.policies.simulator.vocabulary import CHANNELS, METHODS, PINGONE_TWILIO

DELIVERS, BY_DEFAULT, BLOCKED, NOTHING = "delivers", "default_sender", "blocked", "nothing"
Settings = Mapping[str, SettingFacts]


@dataclass(frozen=True, slots=True)
class Cell:
    """`by` delivers, `chain` is whom the policy names, `able` those of it that can, in turn.

    `text` is what the cell shows, `why` the sentence behind it.
    """

    state: str
    chain: tuple[str, ...]
    able: tuple[str, ...]
    text: str
    why: str

    @property
    def by(self) -> str:
        return self.able[0] if self.state == DELIVERS else ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of `CHANNELS`."""

    country: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Regions with their countries, both by name. E-mail has no country: its column is one cell."""

    regions: tuple[tuple[str, tuple[Row, ...]], ...]

    def row(self, country: str) -> Row:
        return next(row for _, rows in self.regions for row in rows if row.country == country)

    def counts(self) -> dict[str, dict[str, int]]:
        """Channel, then state, to how many countries."""
        found = {
            channel: dict.fromkeys((DELIVERS, BY_DEFAULT, BLOCKED, NOTHING), 0)
            for channel in CHANNELS
        }
        for _, rows in self.regions:
            for row in rows:
                for channel, cell in zip(CHANNELS, row.cells, strict=True):
                    found[channel][cell.state] += 1
        return found


def coverage(policy: Mapping[str, Any], settings: Settings | None = None) -> Table:
    """The whole table. Without `settings` every provider is taken to exist and to be able."""
    cells = cells_of(policy, settings)
    return Table(
        tuple(
            (region, tuple(Row(code, name, cells[code]) for code, name in group))
            for region, group in choices()
        )
    )


def cells_of(
    policy: Mapping[str, Any], settings: Settings | None = None
) -> dict[str, tuple[Cell, ...]]:
    """Country to its cells in the order of `CHANNELS`. Equal cells are one object."""
    compiled = compile(policy)
    kept: dict[tuple[Any, ...], Cell] = {}
    bound = settings is not None and any(facts.countries for facts in settings.values())
    capable = capable_at(settings, "")
    found = {}
    for country in NAMES:
        if bound:
            capable = capable_at(settings, country)
        found[country] = tuple(
            _cell(compiled, channel, country, capable, settings, kept) for channel in CHANNELS
        )
    return found


def capable_at(settings: Settings | None, country: str) -> dict[str, frozenset[str]] | None:
    """`Situation.capable` for a message to that country."""
    if settings is None:
        return None
    return {id: facts.at(country) for id, facts in settings.items()}


def _cell(
    compiled: CompiledPolicy,
    channel: str,
    country: str,
    capable: Mapping[str, frozenset[str]] | None,
    settings: Settings | None,
    kept: dict[tuple[Any, ...], Cell],
) -> Cell:
    where = "" if channel == "Email" else country
    outcome, _ = compiled.decide(Situation(channel, where, capable=capable))
    chain = compiled.route(channel, where) or ()
    method = METHODS.get(channel, "")
    able = tuple(
        one
        for one in dict.fromkeys(chain)
        if capable is None or one == PINGONE_TWILIO or method in capable.get(one, ())
    )
    key = channel, outcome, chain, able
    if key not in kept:
        kept[key] = _worded(channel, outcome, chain, able, settings)
    return kept[key]


def _worded(
    channel: str,
    outcome: str,
    chain: tuple[str, ...],
    able: tuple[str, ...],
    settings: Settings | None,
) -> Cell:
    names = names_of(settings)
    sent = words.PLURAL[channel]
    if outcome == DELIVERED:
        said = [words.provider(one, names) for one in able]
        why = f"{said[0]} sends {sent}"
        if said[1:]:
            why += f"; if it fails, {', then '.join(said[1:])}"
        why += "." + _cannot(chain, able, sent, settings)
        return Cell(DELIVERS, chain, able, " → ".join(said), why)
    if outcome == DEFAULT_SENDER:
        why = f"No condition names {sent} here: the environment’s default sender takes them."
        return Cell(BY_DEFAULT, (), (), "Default sender", why)
    if outcome == COUNTRY_LIMIT:
        return Cell(BLOCKED, (), (), "Blocked", f"The country limit stops {sent}.")
    if outcome == QUOTA:
        return Cell(NOTHING, chain, able, "Nothing", f"A quota allows no {sent} at all.")
    why = "The condition names no provider."
    if chain:
        why = f"No provider of the chain can.{_cannot(chain, (), sent, settings)}"
    return Cell(NOTHING, chain, (), "Nothing", why)


def _cannot(
    chain: tuple[str, ...], able: tuple[str, ...], sent: str, settings: Settings | None
) -> str:
    """ " A cannot send calls here. Provider 1234 does not exist here." """
    said = ""
    for one in dict.fromkeys(chain):
        if one not in able:
            known = settings is not None and one in settings
            trouble = f"cannot send {sent} here" if known else "does not exist here"
            said += f" {words.provider(one, names_of(settings))} {trouble}."
    return said


def names_of(settings: Settings | None) -> dict[str, str]:
    return {id: facts.name for id, facts in (settings or {}).items()}
