"""The policy read from its JSON, top to bottom, as a person would: every answer with its reason.

It is the yardstick: `compiled` must answer the same.
"""

from collections.abc import Mapping
from typing import Any

from apps.policies.countries import name_of
from apps.policies.simulator import reading, words
from apps.policies.simulator.decision import (
    CHAIN,
    DEFAULT_SENDER,
    NOTE,
    PASS,
    STOP,
    Decision,
    Step,
    stopped,
)
from apps.policies.simulator.limits import cooldown, country_limit, quota
from apps.policies.simulator.reading import Condition
from apps.policies.simulator.situation import Situation
from apps.policies.simulator.vocabulary import CHAIN_SOURCE, FAILED_SOURCE, METHODS, PINGONE_TWILIO

RULES = (country_limit, quota, cooldown)


def evaluate(
    policy: Mapping[str, Any], situation: Situation, names: words.Names | None = None
) -> Decision:
    """What becomes of the message. Never raises, whatever the body holds."""
    body = reading.mapping(policy)
    steps: list[Step] = []
    for rule in RULES:
        for step in rule(body, situation):
            steps.append(step)
            if step.verdict == STOP:
                return stopped(steps)
    condition = condition_for(body, situation.channel, situation.country)
    if condition is None:
        return _by_default(situation, steps)
    return _by_chain(condition, situation, steps, names or {})


def condition_for(policy: Mapping[str, Any], channel: str, country: str) -> Condition | None:
    """The first that names method and country; those without countries after all others."""
    method, others = METHODS.get(channel), None
    for condition in reading.each_condition(policy):
        if method in condition.methods:
            if country in condition.countries:
                return condition
            if not condition.countries:
                others = others or condition
    return others


def _by_default(situation: Situation, steps: list[Step]) -> Decision:
    sent = words.PLURAL[situation.channel]
    where = f" to {name_of(situation.country)}" if situation.channel in METHODS else ""
    why = f"No condition names {sent}{where}, so the environment’s default sender takes them."
    steps.append(Step(CHAIN, NOTE, "Not determined by this policy", why, CHAIN_SOURCE))
    if situation.default_sender_fails:
        why = "PingOne marks the notification FAILED."
        steps.append(Step(DEFAULT_SENDER, STOP, "The default sender fails", why, FAILED_SOURCE))
        return stopped(steps)
    return Decision(None, "", tuple(steps), by=DEFAULT_SENDER)


def _by_chain(
    condition: Condition, situation: Situation, steps: list[Step], names: words.Names
) -> Decision:
    sent, place = words.PLURAL[situation.channel], name_of(situation.country)
    if condition.countries:
        why = f"It is the first that names {sent} and {place}."
    elif place:
        why = f"No condition names {sent} to {place}; this one is for all other countries."
    else:
        why = "The country is not known; this one is for all that are not named."
    title = f"Condition {condition.place} decides who sends"
    steps.append(Step(CHAIN, PASS, title, why, CHAIN_SOURCE))
    order: list[str] = []
    for provider in condition.chain:
        order.append(provider)
        said = words.provider(provider, names)
        trouble = _trouble(provider, situation)
        if not trouble:
            why = "It is the first choice." if len(order) == 1 else "Those before it could not."
            steps.append(Step(CHAIN, PASS, f"{said} sends it", why, CHAIN_SOURCE))
            return Decision(True, "", tuple(steps), tuple(order), provider)
        last = len(order) == len(condition.chain)
        why = "It is the last of the chain." if last else "The next is tried."
        steps.append(Step(CHAIN, NOTE, f"{said} {trouble}", why, CHAIN_SOURCE))
    why = "PingOne marks the notification FAILED once every provider of the chain has failed."
    if not order:
        why = "The condition names no provider."
    steps.append(Step(CHAIN, STOP, "No provider could send it", why, FAILED_SOURCE))
    return Decision(False, CHAIN, tuple(steps), tuple(order))


def _trouble(provider: str, situation: Situation) -> str:
    """Why the provider does not send it, "" when it does. PingOne's own can send by each method."""
    if provider in situation.failing:
        return "fails"
    if provider == PINGONE_TWILIO or situation.capable is None:
        return ""
    if provider not in situation.capable:
        return "does not exist here"
    if METHODS[situation.channel] in situation.capable[provider]:
        return ""
    return f"cannot send {words.PLURAL[situation.channel]} there"
