"""A policy in one line of a list."""

from collections.abc import Mapping
from typing import Any

from apps.policies.simulator import reading, words
from apps.policies.simulator.vocabulary import COOLDOWN_KEYS


def line_of(body: Mapping[str, Any]) -> str:
    """ "30 texts and calls a day for each user · only Canada and United States · 2 conditions"."""
    parts = [*map(_quota, reading.objects(body.get("quotas"))), _countries(body), _cooldown(body)]
    count = len(reading.conditions(body))
    parts.append(words.counted(count, "condition") if count else "")
    return " · ".join(filter(None, parts)) or "No limits"


def _quota(entry: Mapping[str, Any]) -> str:
    figures = [
        f"{limit:,}{kind}"
        for key, kind in (("total", ""), ("claimed", " answered"), ("unclaimed", " unanswered"))
        if (limit := reading.whole(entry.get(key))) is not None
    ]
    sent = words.methods(reading.codes(entry.get("deliveryMethods")) or ())
    who = {"USER": "each user", "ENVIRONMENT": "the environment"}.get(
        reading.word(entry.get("type"))
    )
    if not figures or not who:
        return ""
    return f"{words.listed(figures)} {sent} a day for {who}".replace("  ", " ")


def _countries(body: Mapping[str, Any]) -> str:
    limit = reading.mapping(body.get("countryLimit"))
    codes = reading.codes(limit.get("countries")) or ()
    kind = {"ALLOWED": "only", "DENIED": "not"}.get(reading.word(limit.get("type")))
    return f"{kind} {words.places(codes, 4)}" if kind and codes else ""


def _cooldown(body: Mapping[str, Any]) -> str:
    configuration = reading.mapping(body.get("cooldownConfiguration"))
    on = [
        channel
        for channel, key in COOLDOWN_KEYS.items()
        if reading.mapping(configuration.get(key)).get("enabled") is True
    ]
    return f"waits between {words.methods(on)}" if on else ""
