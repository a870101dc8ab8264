"""Countries by channels as the page of a policy's coverage draws them.

E-mail has no country: it is told in a sentence and has no column.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from apps.policies.models import NotificationPolicy
from apps.policies.simulator import words
from apps.policies.simulator.coverage import (
    BLOCKED,
    BY_DEFAULT,
    DELIVERS,
    NOTHING,
    Cell,
    Row,
    Table,
)
from apps.policies.simulator.vocabulary import CHANNELS, METHODS

COLUMNS = tuple(channel for channel in CHANNELS if channel != "Email")
_EMAIL = CHANNELS.index("Email")


@dataclass(frozen=True, slots=True)
class State:
    """How one state is drawn; `where` follows a number of countries."""

    label: str
    where: str
    every: str
    colour: str
    icon: str


STATES = {
    DELIVERS: State("Delivers", "deliver", "all deliver", "green", "circle-check"),
    BY_DEFAULT: State("Default sender", "default sender", "default sender", "blue", "send"),
    BLOCKED: State("Blocked", "blocked", "all blocked", "red", "ban"),
    NOTHING: State(
        "Nothing delivers", "reached by nobody", "nothing delivers", "orange", "circle-x"
    ),
}


def heads(channels: Collection[str]) -> list[str]:
    return [words.sentence(words.PLURAL[channel]) for channel in channels]


def summary_of(table: Table) -> list[dict[str, Any]]:
    """Per channel {label, states: [{state, count}]}; of e-mail {label, state, why}."""
    counts = table.counts()
    found: list[dict[str, Any]] = []
    for channel in COLUMNS:
        states = [
            {"state": STATES[key], "count": counts[channel][key]}
            for key in STATES
            # Deliveries and gaps are told even where there are none.
            if counts[channel][key] or (channel in METHODS and key in (DELIVERS, NOTHING))
        ]
        found.append({"label": words.sentence(words.PLURAL[channel]), "states": states})
    mail = table.regions[0][1][0].cells[_EMAIL]
    email = {"label": "E-mails", "state": STATES[mail.state], "why": mail.why}
    return [*found, email]


def regions_of(
    table: Table, policy: NotificationPolicy, channels: Collection[str], kept: Collection[str]
) -> list[dict[str, Any]]:
    """[{name, count, said, open, rows: [{country, name, url, cells: [(label, html)]}]}].

    Of the countries in `kept`. The region whose countries are least alike stands open: of the
    others their line says most.
    """
    places = [CHANNELS.index(channel) for channel in channels]
    columns = list(zip(heads(channels), places, strict=True))
    asking = urlencode({"policy": policy.public_id, "channel": next(iter(channels))})
    url = f"{reverse('policies:simulator')}?{asking}"
    drawn: dict[int, SafeString] = {}
    found: list[dict[str, Any]] = []
    for name, rows in table.regions:
        mine = [row for row in rows if row.country in kept]
        if not mine:
            continue
        found.append(
            {
                "name": name,
                "count": len(mine),
                "said": [_said(channel, mine) for channel in channels],
                "kinds": len({tuple(id(row.cells[place]) for place in places) for row in mine}),
                "rows": [
                    {
                        "country": row.country,
                        "name": row.name,
                        "url": f"{url}&{urlencode({'to': row.name})}",
                        "cells": [(label, _drawn(row.cells[p], drawn)) for label, p in columns],
                    }
                    for row in mine
                ],
            }
        )
    least = max(found, key=lambda region: int(region["kinds"]), default=None)
    for region in found:
        region["open"] = region is least and region["kinds"] > 1
    return found


def _said(channel: str, rows: list[Row]) -> str:
    """ "Texts: 39 of 54 deliver", of the states there are the most telling one or two."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        counts[row.cells[CHANNELS.index(channel)].state] += 1
    return f"{words.sentence(words.PLURAL[channel])}: {_counted(counts, len(rows))}"


def _counted(counts: Mapping[str, int], total: int) -> str:
    there = [key for key in STATES if counts[key]]
    if len(there) == 1:
        return STATES[there[0]].every
    first, *rest = there
    said = [f"{counts[first]} of {total} {STATES[first].where}"]
    return ", ".join([*said, *(f"{counts[key]} {STATES[key].where}" for key in rest)])


def _drawn(cell: Cell, drawn: dict[int, SafeString]) -> SafeString:
    """Equal cells are one object, so each is drawn once."""
    if id(cell) not in drawn:
        context = {"cell": cell, "state": STATES[cell.state]}
        drawn[id(cell)] = render_to_string("policies/coverage_cell.html", context)
    return drawn[id(cell)]
