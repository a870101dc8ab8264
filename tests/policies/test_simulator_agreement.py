"""The compiled policy answers as the linear reading does, whatever the policy holds."""

import random
from typing import Any

import pytest

from apps.policies.countries import CODES
from apps.policies.simulator import compiled
from apps.policies.simulator.coverage import (
    BLOCKED,
    BY_DEFAULT,
    DELIVERS,
    NOTHING,
    Settings,
    capable_at,
    coverage,
)
from apps.policies.simulator.facts import SettingFacts
from apps.policies.simulator.linear import evaluate
from apps.policies.simulator.situation import Situation
from apps.policies.simulator.vocabulary import CHANNELS
from tests.policies import generated
from tests.policies.printed import chain_ids, policies

OUTCOMES = {
    "delivered": DELIVERS,
    "default_sender": BY_DEFAULT,
    "country_limit": BLOCKED,
    "quota": NOTHING,
    "failed": NOTHING,
}
A, B, C = generated.PROVIDERS[:3]
FACTS = {
    A: SettingFacts("Alpha", frozenset({"SMS"})),
    B: SettingFacts("Beta", None, {"VOICE": frozenset({"US", "CA"})}),
    C: SettingFacts("Gamma", frozenset()),
}


@pytest.mark.parametrize("make", [generated.policy, generated.wrecked])
def test_no_disagreement_in_thousands_of_situations(make: Any) -> None:
    outcomes: set[str] = set()
    for seed in range(512):
        rng = random.Random(seed)
        policy = make(rng)
        fast = compiled.compile(policy)
        for _ in range(8):
            situation = generated.situation(rng)
            decision = evaluate(policy, situation)
            assert fast.decide(situation) == (decision.outcome, decision.order), (policy, situation)
            outcomes.add(decision.outcome)
    assert outcomes == {*OUTCOMES, "cooldown"}


def check(policy: dict[str, Any], settings: Settings | None) -> set[str]:
    states = set()
    table = coverage(policy, settings)
    rows = {row.country: row for _, group in table.regions for row in group}
    assert rows.keys() == CODES
    for country, row in rows.items():
        for channel, cell in zip(CHANNELS, row.cells, strict=True):
            where = "" if channel == "Email" else country
            situation = Situation(channel, where, capable=capable_at(settings, country))
            decision = evaluate(policy, situation)
            assert cell.state == OUTCOMES[decision.outcome], (country, channel)
            if cell.state == DELIVERS:
                assert cell.by == decision.by
            states.add(cell.state)
    return states


@pytest.mark.parametrize("settings", [None, FACTS, {}], ids=["unknown", "known", "none"])
def test_the_table_agrees_with_the_linear_reading_cell_by_cell(settings: Settings | None) -> None:
    seen = set()
    for seed in range(4):
        seen |= check(generated.policy(random.Random(seed)), settings)
    assert seen >= {BLOCKED, BY_DEFAULT, DELIVERS}


def test_every_printed_policy_compiles_and_is_covered() -> None:
    for policy in policies():
        settings = {id: SettingFacts(f"P{n}") for n, id in enumerate(chain_ids(policy))}
        table = coverage(policy, settings)
        texts = table.row("CA").cells[0]
        # All of them name one provider at least for texts to Canada.
        assert (texts.state, texts.by) == (DELIVERS, compiled.compile(policy).route("SMS", "CA")[0])  # type: ignore[index]
        allowed = policy["countryLimit"].get("countries")
        assert table.counts()["SMS"][BLOCKED] == (len(CODES - set(allowed)) if allowed else 0)
        assert table.counts()["Email"] == {DELIVERS: 0, BY_DEFAULT: 249, BLOCKED: 0, NOTHING: 0}
