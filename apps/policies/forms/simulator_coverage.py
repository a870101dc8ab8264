"""The chips and the search over a policy's coverage, read from the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from apps.policies.forms.simulator import plain
from apps.policies.pages.simulator_coverage import COLUMNS, STATES
from apps.policies.simulator import words
from apps.policies.simulator.coverage import BY_DEFAULT, Row, Table
from apps.policies.simulator.vocabulary import CHANNELS, METHODS


@dataclass(frozen=True, slots=True)
class Shown:
    """?show= states, any of them; ?channel= columns, any of them; ?q= words of a country."""

    states: frozenset[str]
    channels: tuple[str, ...]
    words: str
    asked: bool
    chosen: bool

    def kept(self, table: Table) -> set[str]:
        return {row.country for _, rows in table.regions for row in rows if self._fits(row)}

    def chips(self) -> list[dict[str, Any]]:
        return [
            {"name": "show", "label": "Only where", "options": _options(_labels())},
            {
                "name": "channel",
                "label": "Channel",
                "options": _options((c, words.sentence(words.PLURAL[c])) for c in COLUMNS),
            },
        ]

    def _fits(self, row: Row) -> bool:
        if self.words and self.words not in plain(row.name) and self.words != row.country.lower():
            return False
        return not self.states or any(self._is(row, channel) for channel in self.channels)

    def _is(self, row: Row, channel: str) -> bool:
        """WhatsApp always goes to the default sender: who does not ask for it means others."""
        state = row.cells[CHANNELS.index(channel)].state
        if state == BY_DEFAULT and channel not in METHODS and not self.chosen:
            return False
        return state in self.states


def read(query: QueryDict) -> Shown:
    """What no chip says is passed over."""
    states = frozenset(query.getlist("show")) & STATES.keys()
    chosen = tuple(channel for channel in COLUMNS if channel in query.getlist("channel"))
    text = plain(query.get("q", ""))
    asked = bool(states or text or chosen)
    return Shown(states, chosen or COLUMNS, text, asked, bool(chosen))


def _labels() -> Iterable[tuple[str, str]]:
    return ((key, state.label) for key, state in STATES.items())


def _options(choices: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in choices]
