"""What must hold of any policy, whatever it says."""

import copy
import random
from collections.abc import Iterator
from typing import Any

from apps.policies.simulator.linear import evaluate
from apps.policies.simulator.situation import Situation
from apps.policies.simulator.vocabulary import CHANNELS
from tests.policies import generated

MANY = 400
Case = tuple[random.Random, dict[str, Any], Situation]


def cases() -> Iterator[Case]:
    for seed in range(MANY):
        rng = random.Random(seed)
        yield rng, generated.policy(rng), generated.situation(rng)


def fresh(policy: dict[str, Any], channel: str, country: str) -> Any:
    return evaluate({**policy, "quotas": []}, Situation(channel, country))


def test_a_denied_country_never_gets_what_the_limit_names() -> None:
    met = 0
    for rng, policy, situation in cases():
        limit = policy["countryLimit"]
        if limit["type"] == "NONE":
            continue
        named = limit.get("deliveryMethods", ["SMS", "Voice"])
        listed = set(limit["countries"])
        for country in generated.COUNTRIES:
            if (country in listed) == (limit["type"] == "DENIED"):
                for channel in named:
                    asked = generated.situation(rng, channel=channel, country=country)
                    decision = evaluate(policy, asked)
                    assert (decision.stopped_by, decision.order) == ("country_limit", ())
                    met += 1
        free = next((one for one in CHANNELS if one not in named), "Email")
        asked = generated.situation(rng, channel=free, country=situation.country)
        assert evaluate(policy, asked).stopped_by != "country_limit"
    assert met > MANY


def test_a_provider_added_at_the_end_never_changes_who_is_tried_first() -> None:
    met = 0
    for _, policy, situation in cases():
        longer = copy.deepcopy(policy)
        for condition in longer["providerConfiguration"]["conditions"]:
            condition["fallbackChain"].append({"id": "new"})
        before, after = evaluate(policy, situation), evaluate(longer, situation)
        assert after.order[: len(before.order)] == before.order
        assert before.delivered in (False, after.delivered)
        met += bool(before.order)
    assert met > MANY / 10


def test_a_condition_for_other_countries_changes_nothing_when_it_goes() -> None:
    met = 0
    for _, policy, situation in cases():
        conditions = policy["providerConfiguration"]["conditions"]
        for place, condition in enumerate(conditions):
            if condition.get("countries") and situation.country not in condition["countries"]:
                less = {"conditions": conditions[:place] + conditions[place + 1 :]}
                shorter = {**policy, "providerConfiguration": less}
                before, after = evaluate(policy, situation), evaluate(shorter, situation)
                assert (before.outcome, before.order) == (after.outcome, after.order)
                met += bool(before.order)
    assert met > MANY / 8


def test_a_raised_quota_never_stops_more() -> None:
    freed = 0
    for _, policy, situation in cases():
        raised = copy.deepcopy(policy)
        for quota in raised["quotas"]:
            for figure in quota.keys() & {"total", "claimed", "unclaimed"}:
                quota[figure] += 1
        before, after = evaluate(policy, situation), evaluate(raised, situation)
        if before.stopped_by == "quota":
            freed += after.stopped_by != "quota"
        else:
            assert (before.outcome, before.order) == (after.outcome, after.order)
    assert freed


def test_where_entries_without_countries_stand_matters_to_no_named_country() -> None:
    met = 0
    for rng, policy, _ in cases():
        conditions = policy["providerConfiguration"]["conditions"]
        naming = [one for one in conditions if one.get("countries")]
        rest = [one for one in conditions if not one.get("countries")]
        moved = list(naming)
        for one in rest:
            moved.insert(rng.randint(0, len(moved)), one)
        other = {**policy, "providerConfiguration": {"conditions": moved}}
        for condition in naming:
            for country in condition["countries"]:
                for method in condition.get("deliveryMethods", ["SMS", "VOICE"]):
                    channel = "Voice" if method == "VOICE" else "SMS"
                    before, after = fresh(policy, channel, country), fresh(other, channel, country)
                    assert (before.outcome, before.order) == (after.outcome, after.order)
                    met += bool(rest) and bool(before.order)
    assert met > MANY / 8


def test_the_first_condition_of_two_that_both_name_it_wins() -> None:
    met = 0
    for _, policy, _ in cases():
        conditions = policy["providerConfiguration"]["conditions"]
        if not conditions or not conditions[0].get("countries"):
            continue
        first = conditions[0]
        for country in first["countries"]:
            for method in first.get("deliveryMethods", ["SMS", "VOICE"]):
                decision = fresh(policy, "Voice" if method == "VOICE" else "SMS", country)
                if decision.stopped_by != "country_limit":
                    assert decision.order == (first["fallbackChain"][0]["id"],)
                    met += 1
    assert met > MANY / 8


def test_waiting_as_long_as_told_ends_the_wait() -> None:
    met = 0
    for _, policy, situation in cases():
        until = evaluate(policy, situation).until
        if evaluate(policy, situation).stopped_by != "cooldown" or until is None or until < 2:
            continue
        for waited, over in ((until, True), (until - 1.5, False)):
            sends = tuple(ago + waited for ago in situation.sends)
            later = evaluate(policy, Situation(**_same(situation), sends=sends))
            assert (later.stopped_by != "cooldown") is over
        met += 1
    assert met > MANY / 50


def test_more_failures_never_deliver_more() -> None:
    lost = 0
    for _, policy, situation in cases():
        calm = Situation(**{**_same(situation), "failing": frozenset()}, sends=situation.sends)
        before, after = evaluate(policy, calm), evaluate(policy, situation)
        if after.delivered:
            assert before.delivered
        lost += bool(before.delivered) and not after.delivered
    assert lost


def _same(situation: Situation) -> dict[str, Any]:
    names = (
        "channel", "country", "user_claimed", "user_unclaimed", "environment_claimed",
        "environment_unclaimed", "failing", "capable", "default_sender_fails",
    )  # fmt: skip
    return {name: getattr(situation, name) for name in names}
