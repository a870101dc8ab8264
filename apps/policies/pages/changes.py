"""What an edit of a policy changes for the people who get its messages, as its review shows it."""

from collections.abc import Mapping
from typing import Any

from apps.policies import questions
from apps.policies.countries import NAMES, name_of
from apps.policies.simulator import words
from apps.policies.simulator.changes import COOLDOWNS, QUOTAS, ROUTES, Difference, changes
from apps.policies.simulator.coverage import BLOCKED, NOTHING, Settings, cells_of
from apps.policies.simulator.vocabulary import CHANNELS
from apps.providers.models import ProviderConfiguration

TITLES = {ROUTES: "Who sends", QUOTAS: "Daily limits", COOLDOWNS: "Waiting times"}
_STOPPED = (BLOCKED, NOTHING)
# A sentence names this many countries; beyond, the list folds out.
NAMED = 6


def changes_context(
    configuration: ProviderConfiguration,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    settings: Settings | None = None,
) -> dict[str, Any]:
    """The context of policies/changes.html for two wanted bodies of one environment.

    {changes: [{title, lines: [{where, before, after, countries}]}], stops: [{text, countries}]}.
    `countries` are the names behind a sentence too short for them. Who has the providers at hand
    gives them as `settings`, by the ids in the bodies; they are read otherwise.
    """
    known = questions.facts(configuration) if settings is None else settings
    found = changes(before, after, known)
    groups = (
        {"title": title, "lines": [_line(one) for one in found if one.section == section]}
        for section, title in TITLES.items()
    )
    return {
        "changes": [group for group in groups if group["lines"]],
        "stops": _stops(before, after, known),
    }


def _line(one: Difference) -> dict[str, Any]:
    where = one.text.removesuffix(f": was {one.before}, now {one.after}.")
    return {
        "where": where,
        "before": words.sentence(one.before),
        "after": words.sentence(one.after),
        "countries": _listed(one.countries),
    }


def _stops(
    before: Mapping[str, Any], after: Mapping[str, Any], settings: Settings
) -> list[dict[str, Any]]:
    """Where messages went and would go no more, channels with the same countries together."""
    old, new = cells_of(before, settings), cells_of(after, settings)
    together: dict[tuple[str, ...], list[str]] = {}
    for place, channel in enumerate(CHANNELS):
        lost = tuple(
            country
            for country in NAMES
            if old[country][place].state not in _STOPPED and new[country][place].state in _STOPPED
        )
        if lost:
            together.setdefault(lost, []).append(channel)
    return [
        {"text": _lost(channels, lost), "countries": _listed(lost)}
        for lost, channels in together.items()
    ]


def _lost(channels: list[str], lost: tuple[str, ...]) -> str:
    sent = words.sentence(words.methods(channels))
    if len(lost) == len(NAMES):
        return f"{sent} would reach nobody any more."
    return f"{sent} would no longer reach {words.places(lost, NAMED)}."


def _listed(countries: tuple[str, ...]) -> list[str]:
    if not NAMED < len(countries) < len(NAMES):
        return []
    return sorted(name_of(code) for code in countries)
