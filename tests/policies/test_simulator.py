"""What becomes of a message, worked out by hand in situations.json, and its reasons in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.policies.simulator import compiled
from apps.policies.simulator.assumptions import ASSUMPTIONS
from apps.policies.simulator.decision import PASS, STOP
from apps.policies.simulator.linear import RULES, evaluate
from apps.policies.simulator.situation import Situation
from tests.policies.printed import chain_ids, policies

BOOK = json.loads((Path(__file__).parent / "situations.json").read_text())
WITH_CHAINS = next(one for one in policies() if len(chain_ids(one)) == 3)
SWEDEN, FIRST_IN_JAPAN = (
    "8e17615d-0c23-4295-abfb-0e503bd4a22c",
    "fdbe47fe-24f9-41f6-91bc-9aff48e41c8e",
)
WITH_COOLDOWN = next(
    one for one in policies() if one.get("cooldownConfiguration", {}).get("sms", {}).get("enabled")
)


def test_the_book_has_situations_enough() -> None:
    assert len(BOOK["situations"]) >= 30
    assert {one["policy"] for one in BOOK["situations"]} == set(BOOK["policies"])


@pytest.mark.parametrize("one", BOOK["situations"], ids=lambda one: one["why"][:60])
def test_a_situation_ends_as_worked_out_by_hand(one: dict[str, Any]) -> None:
    policy = BOOK["policies"][one["policy"]]
    situation = Situation.read(one["situation"])
    decision = evaluate(policy, situation)
    found = (decision.stopped_by, list(decision.order), decision.by, decision.until)
    assert found == (one["stopped_by"], one["order"], one["by"], one["until"]), one["why"]
    assert compiled.compile(policy).decide(situation) == (decision.outcome, decision.order)
    # Who stopped it is told by the last step, and nobody else stops it.
    stops = [step.rule for step in decision.steps if step.verdict == STOP]
    assert stops == ([one["stopped_by"]] if one["stopped_by"] else [])
    assert decision.steps[-1].until == one["until"]
    assert all(step.title and step.why and step.source for step in decision.steps)


def test_each_rule_that_was_passed_says_so_in_order() -> None:
    decision = evaluate(WITH_CHAINS, Situation("SMS", "SE"), {SWEDEN: "Nordic gateway"})
    told = [(step.rule, step.verdict, step.title) for step in decision.steps]
    assert told == [
        ("country_limit", PASS, "Texts may go to Sweden"),
        ("quota", PASS, "The environment’s daily quota has room"),
        ("cooldown", PASS, "No cooldown for texts"),
        ("chain", PASS, "Condition 2 decides who sends"),
        ("chain", PASS, "Nordic gateway sends it"),
    ]
    assert len(RULES) == 3


def test_the_step_of_a_provider_says_why_it_is_passed_over() -> None:
    situation = Situation(
        "SMS",
        "JP",
        failing=frozenset({FIRST_IN_JAPAN}),
        capable={FIRST_IN_JAPAN: frozenset({"SMS"})},
    )
    decision = evaluate(WITH_CHAINS, situation, {FIRST_IN_JAPAN: "Tokyo"})
    assert [(step.title, step.why) for step in decision.steps[-4:]] == [
        ("Tokyo fails", "The next is tried."),
        (f"Provider {SWEDEN} does not exist here", "The next is tried."),
        (
            "Provider bd237e31-c920-406e-bb50-0f083b24f1e3 does not exist here",
            "It is the last of the chain.",
        ),
        (
            "No provider could send it",
            "PingOne marks the notification FAILED once every provider of the chain has failed.",
        ),
    ]


def test_a_wait_says_how_long_and_who_shares_it() -> None:
    last = evaluate(WITH_COOLDOWN, Situation("SMS", "US", sends=(95, 20))).steps[-1]
    assert last.title == "The user must wait 1 minute 40 seconds more"
    assert last.why == (
        "2 minutes must pass before the second resend. It is counted for each address or number."
    )


def test_what_no_condition_names_is_not_determined() -> None:
    decision = evaluate(WITH_CHAINS, Situation("WhatsApp", "SE"))
    assert (decision.delivered, decision.outcome) == (None, "default_sender")
    assert decision.steps[-1].title == "Not determined by this policy"


def test_a_decision_is_written_as_json() -> None:
    written = evaluate(WITH_COOLDOWN, Situation("SMS", "US", sends=(20,))).written()
    assert json.loads(json.dumps(written)) == written
    assert written["outcome"] == written["stopped_by"] == "cooldown"
    assert (written["delivered"], written["order"], written["by"]) == (False, [], "")
    assert written["until"] == written["steps"][-1]["until"] == 10
    assert [step["rule"] for step in written["steps"]] == ["country_limit", "quota", "cooldown"]


def test_a_situation_of_no_channel_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="VOICE"):
        Situation("VOICE", "SE")


def test_what_is_assumed_is_written_down_for_each_rule() -> None:
    assert {one.rule for one in ASSUMPTIONS} == {"", "country_limit", "quota", "cooldown", "chain"}
