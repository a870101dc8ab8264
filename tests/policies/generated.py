"""Policies and situations by seed: sound ones, and sound ones with something broken in them."""

import copy
import random
from collections.abc import Callable
from typing import Any

from apps.policies.simulator.situation import Situation
from apps.policies.simulator.vocabulary import CHANNELS

# Few, so that conditions, limits and recipients meet often.
COUNTRIES = ("SE", "NO", "US", "CA", "JP", "CW")
SENDS = (0, 9.5, 30, 90, 400, 1799, 1800, 4000, 9000)
PROVIDERS = ("a", "b", "c", "PINGONE_TWILIO")
JUNK: tuple[Any, ...] = (
    None, "", "SE", 0, -3, 2.5, 1e300, 10**400, float("nan"), True, [], {}, [[]], [{}],
    ["", "se", None, "sms"], {"id": 1}, {"id": ["a"]}, "ALLOWED", "Voice",
)  # fmt: skip


def policy(rng: random.Random) -> dict[str, Any]:
    """Within what PingOne documents, but for a condition that may lack its methods."""
    return {
        "name": "Generated",
        "quotas": [_quota(rng, group) for group in _groups(rng)],
        "countryLimit": _limit(rng),
        "cooldownConfiguration": {
            key: _cooldown(rng) for key in ("sms", "voice", "email", "whatsApp")
        },
        "providerConfiguration": {"conditions": [condition(rng) for _ in range(rng.randint(0, 6))]},
    }


def condition(rng: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {
        "fallbackChain": [{"id": one} for one in rng.sample(PROVIDERS, rng.randint(1, 4))]
    }
    if rng.random() < 0.85:
        made["deliveryMethods"] = rng.sample(["SMS", "VOICE"], rng.randint(1, 2))
    if rng.random() < 0.7:
        made["countries"] = rng.sample(COUNTRIES, rng.randint(1, 3))
    return made


def wrecked(rng: random.Random) -> Any:
    """A policy in which up to three values, at any depth, are something else."""
    made: Any = copy.deepcopy(policy(rng))
    for _ in range(rng.randint(1, 3)):
        places = list(_places(made))
        if not places:
            return rng.choice(JUNK)
        container, key = rng.choice(places)
        container[key] = copy.deepcopy(rng.choice(JUNK))
    return made


def situation(rng: random.Random, **given: Any) -> Situation:
    values: dict[str, Any] = {
        "channel": rng.choice(CHANNELS),
        "country": rng.choice(COUNTRIES + ("DE", "")),
        "user_claimed": rng.randint(0, 3),
        "user_unclaimed": rng.randint(0, 3),
        "environment_claimed": rng.randint(0, 5),
        "environment_unclaimed": rng.randint(0, 5),
        "sends": tuple(rng.choices(SENDS, k=rng.choice([0, 0, 1, 2, 3, 6]))),
        "failing": frozenset(rng.sample(PROVIDERS, rng.choice([0, 0, 1, 2, 4]))),
        "capable": rng.choice([None, _capable(rng)]),
        "default_sender_fails": rng.random() < 0.2,
        "clock": rng.choice([None, 0, 86_399]),
    }  # fmt: skip
    return Situation(**(values | given))


def each(count: int, make: Callable[[random.Random], Any]) -> Any:
    """`make` called with `count` generators of known seeds."""
    for seed in range(count):
        yield make(random.Random(seed))


def _groups(rng: random.Random) -> list[list[str]]:
    return rng.choice(
        [[], [["SMS", "Voice"], ["SMS"]], [["SMS", "Voice", "WhatsApp"], ["Email"]], [["Email"]]]
    )


def _quota(rng: random.Random, group: list[str]) -> dict[str, Any]:
    figures: dict[str, Any] = {"total": rng.randint(1, 12)}
    if rng.random() < 0.4:
        figures = {"claimed": rng.randint(1, 6), "unclaimed": rng.randint(1, 6)}
    return {"type": rng.choice(["USER", "ENVIRONMENT"]), "deliveryMethods": group, **figures}


def _limit(rng: random.Random) -> dict[str, Any]:
    kind = rng.choice(["NONE", "ALLOWED", "DENIED"])
    if kind == "NONE":
        return {"type": kind}
    limit: dict[str, Any] = {
        "type": kind,
        "countries": rng.sample(COUNTRIES, rng.randint(1, 4)),
    }
    if rng.random() < 0.6:
        limit["deliveryMethods"] = rng.sample(["SMS", "Voice"], rng.randint(1, 2))
    return limit


def _cooldown(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        return {"enabled": False}
    periods = [(30, "SECONDS"), (1, "MINUTES"), (rng.randint(2, 10), "MINUTES")]
    return {
        "enabled": True,
        "groupBy": rng.choice(["", "USER_ID", "PHONE"]),
        "periods": [{"duration": number, "timeUnit": unit} for number, unit in periods],
        "resendLimit": rng.randint(1, 10),
    }


def _capable(rng: random.Random) -> dict[str, frozenset[str]]:
    return {
        one: frozenset(rng.sample(["SMS", "VOICE"], rng.randint(0, 2)))
        for one in PROVIDERS[:3]
        if rng.random() < 0.8
    }


def _places(value: Any) -> Any:
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in entries:
        yield value, key
        if isinstance(child, (dict, list)):
            yield from _places(child)
