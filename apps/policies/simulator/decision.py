"""What becomes of a message, step by step."""

from dataclasses import asdict, dataclass
from typing import Any

PASS, STOP, NOTE = "pass", "stop", "note"
# Codes of an outcome: what `compiled` answers and `Decision.outcome` says.
DELIVERED = "delivered"
DEFAULT_SENDER = "default_sender"
COUNTRY_LIMIT = "country_limit"
QUOTA = "quota"
COOLDOWN = "cooldown"
CHAIN = "chain"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One rule asked. `title` is the finding, `why` its ground, `until` seconds of a wait."""

    rule: str
    verdict: str
    title: str
    why: str
    source: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`delivered` is None where the policy leaves it to the environment's default sender.

    `stopped_by`: "", "country_limit", "quota", "cooldown", "chain" or "default_sender". `order`
    are the providers tried, in turn; `by` is the one that delivers, "default_sender" or "".
    """

    delivered: bool | None
    stopped_by: str
    steps: tuple[Step, ...]
    order: tuple[str, ...] = ()
    by: str = ""
    until: int | None = None

    @property
    def outcome(self) -> str:
        if self.delivered is None:
            return DEFAULT_SENDER
        if self.delivered:
            return DELIVERED
        return FAILED if self.stopped_by in (CHAIN, DEFAULT_SENDER) else self.stopped_by

    def written(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "outcome": self.outcome,
            "delivered": self.delivered,
            "stopped_by": self.stopped_by,
            "order": list(self.order),
            "by": self.by,
            "until": self.until,
            "steps": [asdict(step) for step in self.steps],
        }


def stopped(steps: list[Step]) -> Decision:
    """By the last of `steps`."""
    last = steps[-1]
    return Decision(False, last.rule, tuple(steps), until=last.until)
