"""Questions to the simulator about policies that are here: with the providers they can use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from apps.core.clock import db_now
from apps.policies import body as bodies
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.simulator.coverage import Table, capable_at, coverage, names_of
from apps.policies.simulator.decision import Decision
from apps.policies.simulator.facts import SettingFacts, facts_of
from apps.policies.simulator.linear import evaluate
from apps.policies.simulator.situation import Situation
from apps.providers.models import ProviderConfiguration

Facts = Mapping[str, SettingFacts]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the message, and what was asked: with all that was known here filled in.

    The chains of `body` and the ids of `situation` are ours, as those of `facts`.
    """

    decision: Decision
    situation: Situation
    body: Mapping[str, Any]
    facts: Facts


def facts(configuration: ProviderConfiguration) -> dict[str, SettingFacts]:
    """What each provider of the environment can send and where to, by our id."""
    return _facts(_providers(configuration))


def ask(
    policy: NotificationPolicy, asked: Mapping[str, Any], body: Mapping[str, Any] | None = None
) -> Answer:
    """What becomes of the message that `asked` describes, under `body` or what is wanted now.

    Raises Invalid by field. Providers may be named by our ids or PingOne's. Who does not say what
    they can and what time it is gets what is known here.
    """
    situation = Situation.read(asked)
    rows = _providers(policy.configuration)
    ours = {row.remote_id: row.public_id for row in rows if row.remote_id}
    known = _facts(rows)
    capable = (
        capable_at(known, situation.country)
        if situation.capable is None
        else {ours.get(id, id): methods for id, methods in situation.capable.items()}
    )
    failing = frozenset(ours.get(id, id) for id in situation.failing)
    clock = _now() if situation.clock is None else situation.clock
    situation = replace(situation, capable=capable, failing=failing, clock=clock)
    wanted = policy.wanted if body is None else bodies.renamed(body, ours)
    return Answer(evaluate(wanted, situation, names_of(known)), situation, wanted, known)


def decide(
    policy: NotificationPolicy, asked: Mapping[str, Any], body: Mapping[str, Any] | None = None
) -> Decision:
    """The decision of `ask` alone."""
    return ask(policy, asked, body).decision


def table(policy: NotificationPolicy, body: Mapping[str, Any] | None = None) -> Table:
    """Every country and channel, under `body` or what is wanted now."""
    return coverage(policy.wanted if body is None else body, facts(policy.configuration))


def _providers(configuration: ProviderConfiguration) -> list[PhoneDeliverySetting]:
    """Those a chain can use, without their secrets."""
    rows = PhoneDeliverySetting.objects.live().filter(configuration=configuration, retiring=False)
    return list(rows.only("public_id", "remote_id", "wanted", "name", "kind", "sid"))


def _facts(rows: list[PhoneDeliverySetting]) -> dict[str, SettingFacts]:
    return {row.public_id: facts_of(row.wanted, str(row)) for row in rows}


def _now() -> int:
    now = db_now()
    return now.hour * 3600 + now.minute * 60 + now.second
