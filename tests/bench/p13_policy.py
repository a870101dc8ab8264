"""P13: a compiled policy of 1,000 conditions, beside a bare look-up and beside reading the JSON.

Each condition names one country and method of its own (invented codes: there are too few real
ones), and quotas, a country limit and cooldowns are set. "scan" reads the sound JSON in a plain
loop and gives no reasons; "linear" is the product's evaluator, which does. All must agree.
"""

import random
import string
import time
from collections.abc import Callable
from typing import Any

from apps.policies.simulator import compiled
from apps.policies.simulator.linear import evaluate
from apps.policies.simulator.situation import Situation
from tests.bench.core import Line, interleave, line

CONDITIONS, REQUESTS, SAMPLE = 1_000, 4_096, 256
PROVIDERS = [f"{n:08d}-0000-4000-8000-000000000000" for n in range(10)]
CODES = [first + second for first in string.ascii_uppercase for second in string.ascii_uppercase]
METHODS = {"SMS": "SMS", "Voice": "VOICE"}
SENDS: list[tuple[float, ...]] = [(), (45.0,), (20.0,), (500.0, 400.0, 300.0)]
UNITS = {"SECONDS": 1, "MINUTES": 60}


def run(*, quick: bool) -> list[Line]:
    rng = random.Random(13)
    policy = _policy(rng)
    requests = [_situation(rng) for _ in range(REQUESTS)]
    fast = compiled.compile(policy)
    table = {(one.channel, one.country): one for one in requests}
    keys = [(one.channel, one.country) for one in requests]

    def look_up(key: tuple[str, str]) -> Situation:
        return table[key]

    wrong = 0
    for one in requests:
        decision = evaluate(policy, one)
        answers = {fast.decide(one), _scan(policy, one), (decision.outcome, decision.order)}
        wrong += len(answers) > 1
    # The slow sides answer a sample: the rate is the same and a round stays short.
    sides: dict[str, Callable[[], float]] = {
        "lookup": lambda: _rate(look_up, keys, 10),
        "compiled": lambda: _rate(fast.decide, requests, 10),
        "scan": lambda: _rate(lambda one: _scan(policy, one), requests[:SAMPLE], 1),
        "linear": lambda: _rate(lambda one: evaluate(policy, one), requests[: SAMPLE // 8], 1),
        "compile": lambda: _rate(compiled.compile, [policy] * 10, 1),
    }
    middle, taken = interleave(sides, 5 if quick else 15)
    rates = ", ".join(f"{name} {middle[name]:,.0f}/s" for name in sides)
    agree = f"{wrong} of {REQUESTS:,} disagree"
    what = f"{CONDITIONS:,} conditions: compiled /"
    lines = [
        line(
            "P13",
            f"{what} bare look-up in a function",
            taken,
            of="compiled",
            to="lookup",
            at_least=0.15,
            facts=f"{agree}; {rates}",
        ),
        line("P13", f"{what} scan of the JSON", taken, of="compiled", to="scan", at_least=100),
        line("P13", f"{what} evaluator with reasons", taken, of="compiled", to="linear"),
        line("P13", "scans that one compilation costs", taken, of="scan", to="compile"),
    ]
    if wrong:
        lines[0].met = False
    return lines


def _rate(ask: Callable[[Any], Any], values: list[Any], times: int) -> float:
    """Answers a second."""
    started = time.perf_counter()
    for _ in range(times):
        for value in values:
            ask(value)
    return len(values) * times / (time.perf_counter() - started)


def _policy(rng: random.Random) -> dict[str, Any]:
    pairs = [(method, code) for method in METHODS.values() for code in CODES]
    conditions: list[dict[str, Any]] = [
        {
            "deliveryMethods": [method],
            "countries": [code],
            "fallbackChain": [{"id": one} for one in rng.sample(PROVIDERS, 3)],
        }
        for method, code in rng.sample(pairs, CONDITIONS - 1)
    ]
    conditions.append({"deliveryMethods": ["SMS"], "fallbackChain": [{"id": PROVIDERS[0]}]})
    wait = {
        "enabled": True,
        "periods": [{"duration": n, "timeUnit": "SECONDS"} for n in (30, 60, 120)],
        "resendLimit": 5,
    }
    return {
        "quotas": [
            {"type": "USER", "deliveryMethods": ["SMS", "Voice", "WhatsApp"], "total": 30},
            {"type": "ENVIRONMENT", "deliveryMethods": ["Email"], "total": 1_000},
        ],
        "countryLimit": {"type": "DENIED", "countries": rng.sample(CODES, 60)},
        "cooldownConfiguration": dict.fromkeys(("sms", "voice", "email", "whatsApp"), wait),
        "providerConfiguration": {"conditions": conditions},
    }


def _situation(rng: random.Random) -> Situation:
    """Mostly a first text that goes well, as most are: one in five never comes to a chain."""
    return Situation(
        rng.choice(["SMS", "SMS", "SMS", "Voice"]),
        rng.choice(CODES),
        user_unclaimed=31 if rng.random() < 0.05 else rng.randint(0, 5),
        sends=rng.choices(SENDS, weights=(80, 7, 7, 6))[0],
        failing=frozenset(rng.sample(PROVIDERS, 4)) if rng.random() < 0.1 else frozenset(),
    )


def _scan(policy: dict[str, Any], asked: Situation) -> tuple[str, tuple[str, ...]]:
    """What a loop over sound JSON costs, without a reason given."""
    limit = policy["countryLimit"]
    if asked.channel in ("SMS", "Voice") and asked.country in limit["countries"]:
        return "country_limit", ()
    for quota in policy["quotas"]:
        if asked.channel in quota["deliveryMethods"]:
            sent = asked.user_count if quota["type"] == "USER" else asked.environment_count
            if sent >= quota["total"]:
                return "quota", ()
    own = policy["cooldownConfiguration"][asked.channel.lower()]
    if own["enabled"] and asked.sends:
        period = own["periods"][min(len(asked.sends), 3) - 1]
        if len(asked.sends) > own["resendLimit"]:
            return "cooldown", ()
        if asked.sends[-1] < period["duration"] * UNITS[period["timeUnit"]]:
            return "cooldown", ()
    method, others = METHODS[asked.channel], None
    for condition in policy["providerConfiguration"]["conditions"]:
        if method in condition["deliveryMethods"]:
            if "countries" not in condition:
                others = others or condition
            elif asked.country in condition["countries"]:
                return _down(condition, asked)
    return _down(others, asked) if others else ("default_sender", ())


def _down(condition: dict[str, Any], asked: Situation) -> tuple[str, tuple[str, ...]]:
    order = []
    for link in condition["fallbackChain"]:
        order.append(link["id"])
        if link["id"] not in asked.failing:
            return "delivered", tuple(order)
    return "failed", tuple(order)
