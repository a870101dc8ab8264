"""Questions to the simulator about policies that are here: with the providers they can use."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apps.core.clock import db_now
from apps.policies.models import NotificationPolicy
from apps.policies.services.setting import others
from apps.policies.simulator.coverage import Table, capable_at, coverage, names_of
from apps.policies.simulator.decision import Decision
from apps.policies.simulator.facts import SettingFacts, facts_of
from apps.policies.simulator.linear import evaluate
from apps.policies.simulator.situation import Situation
from apps.providers.models import ProviderConfiguration


def facts(configuration: ProviderConfiguration) -> dict[str, SettingFacts]:
    """What each provider of the environment can send and where to, by our id."""
    return {row.public_id: facts_of(row.wanted, str(row)) for row in others(configuration)}


def decide(
    policy: NotificationPolicy, asked: Mapping[str, Any], body: Mapping[str, Any] | None = None
) -> Decision:
    """What becomes of the message that `asked` describes, under `body` or what is wanted now.

    Raises Invalid by field. Who does not say what providers can and what time it is gets what is
    known here.
    """
    known = facts(policy.configuration)
    situation = Situation.read(asked)
    if situation.capable is None:
        situation = replace(situation, capable=capable_at(known, situation.country))
    if situation.clock is None:
        now = db_now()
        situation = replace(situation, clock=now.hour * 3600 + now.minute * 60 + now.second)
    return evaluate(policy.wanted if body is None else body, situation, names_of(known))


def table(policy: NotificationPolicy, body: Mapping[str, Any] | None = None) -> Table:
    """Every country and channel, under `body` or what is wanted now."""
    return coverage(policy.wanted if body is None else body, facts(policy.configuration))
