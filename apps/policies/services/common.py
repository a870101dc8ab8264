"""Steps the services of settings and policies share."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.core import events
from apps.core.actor import Actor
from apps.core.errors import Invalid
from apps.policies.body import Body
from apps.policies.differences import differences
from apps.policies.rules import Finding
from apps.sync.mirrored import Mirrored


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


def note_version(
    row: Mirrored, verb: str, *, before: Mapping[str, Any], body: Body, actor: Actor, **more: Any
) -> None:
    """The event of a new version: what changed and the whole masked body, to go back to."""
    changes = differences(before, body) if before else {}
    data = {"version": row.version, "body": body}
    events.record(row, verb, actor=actor, changes=changes | more.get("changes", {}), data=data)
