"""Which policies send through a provider, and at which place of which chain."""

from dataclasses import dataclass

from apps.policies import body as bodies
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting


@dataclass(frozen=True, slots=True)
class Use:
    """`alone`: a chain of this policy has nobody else to fall back on."""

    policy: NotificationPolicy
    places: list[str]
    alone: bool


def uses_of(row: PhoneDeliverySetting) -> list[Use]:
    policies = row.policies.live().filter(retiring=False).select_related("sync").order_by("name")
    return [_use(policy, row.public_id) for policy in policies]


def _use(policy: NotificationPolicy, public_id: str) -> Use:
    places: list[str] = []
    alone = False
    for number, condition in enumerate(bodies.conditions(policy.wanted), start=1):
        chain = condition.get("fallbackChain")
        entries = chain if isinstance(chain, list) else []
        ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
        for position, id in enumerate(ids, start=1):
            if id == public_id:
                alone = alone or len(ids) == 1
                places.append(f"condition {number}, {_nth(position)} of {len(ids)}")
    return Use(policy, places, alone)


def _nth(position: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(position, f"{position}th")
