"""Steps the services of settings and policies share."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.core import events
from apps.core.actor import Actor
from apps.core.errors import Invalid
from apps.policies.body import Body
from apps.policies.differences import Pairs, differences
from apps.policies.rules import Finding
from apps.policies.rules.registry import INVALID_VALUE
from apps.sync.mirrored import Mirrored
from apps.sync.models import Block


class Violations(Invalid):
    """Rules a body breaks; `details` are PingOne's ``{code, target, message, innerError}``."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = [finding for finding in findings if finding.severity == "error"]
        errors: dict[str, list[str]] = {}
        self.details: list[dict[str, Any]] = []
        for finding in self.findings:
            text = f"{finding.message} {finding.fix}".strip()
            errors.setdefault(finding.target or "__all__", []).append(text)
            detail = {"code": finding.code, "target": finding.target, "message": text}
            self.details.append(detail | ({"innerError": finding.inner} if finding.inner else {}))
        super().__init__(errors)


def must_hold(findings: Iterable[Finding]) -> None:
    """Raises Violations when an error is among them."""
    found = [finding for finding in findings if finding.severity == "error"]
    if found:
        raise Violations(found)


def refused_there(row: Mirrored | None) -> list[Finding]:
    """What PingOne said of parts of the body it refused, until the next one is sent.

    Warnings: whether an edit answers them only PingOne can tell.
    """
    if row is None or row.sync.blocked != Block.REJECTED:
        return []
    return [
        Finding(
            rule="pingone.refused",
            severity="warning",
            target=place,
            message=" ".join(words),
            fix="Change this and save: it is sent again.",
            source="PingOne's answer",
            code=INVALID_VALUE,
        )
        for place, words in row.sync.detail.get("fields", {}).items()
    ]


def note_version(
    row: Mirrored,
    verb: str,
    *,
    before: Mapping[str, Any],
    body: Body,
    actor: Actor,
    changes: Pairs | None = None,
) -> None:
    """The event of a new version: what changed and the whole masked body, to go back to.

    `changes` are those that two bodies do not show.
    """
    found = (differences(before, body) if before else {}) | (changes or {})
    data = {"version": row.version, "body": body}
    events.record(row, verb, actor=actor, changes=found, data=data)
