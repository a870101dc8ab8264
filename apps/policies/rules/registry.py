"""The rules of PingOne's settings and policies: what a finding is, what a rule is, who collects.

A check reads a body in PingOne's own JSON and a :class:`Context` of facts nobody can read off the
body. A fact that is ``None`` is unknown, and a rule that needs it is silent: PingOne has the last
word. An error is what PingOne documents that it refuses; what is only probable, or holds in the
vendor's tools but is not known of the API, is a warning.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]
Act = Literal["create", "replace"]
Body = Mapping[str, Any]

REQUIRED_VALUE = "REQUIRED_VALUE"
INVALID_VALUE = "INVALID_VALUE"
OUT_OF_RANGE = "OUT_OF_RANGE"
CONSTRAINT_VIOLATION = "CONSTRAINT_VIOLATION"
UNIQUENESS_VIOLATION = "UNIQUENESS_VIOLATION"
SIZE_LIMIT_EXCEEDED = "SIZE_LIMIT_EXCEEDED"
EMPTY_VALUE = "EMPTY_VALUE"

SETTINGS = "PingOne API, Phone delivery settings"
POLICIES = "PingOne API, Notification policies"
TERRAFORM = "PingOne Terraform provider"
CONSOLE = "PingOne console"
LINECHECK = "Linecheck"

MOST = 100
"""Findings one check answers with. Warnings give way to errors, so that none of those is lost."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a body.

    ``target`` is the place as PingOne spells it (``requests[0].url``), ``""`` for the whole body.
    ``code`` and ``inner`` are PingOne's ``details[].code`` and ``details[].innerError``. Neither
    ``message`` nor ``fix`` ever quotes a secret.
    """

    rule: str
    severity: Severity
    target: str
    message: str
    fix: str
    source: str
    code: str
    inner: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SettingFacts:
    """What is known of a setting that a chain may name. ``kind`` is its ``provider``; ``methods``
    holds ``SMS`` and ``VOICE`` as far as it can send them, None when that is unknown."""

    name: str
    kind: str = ""
    methods: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Facts around a body. Everything is optional; None is unknown."""

    act: Act = "create"
    names: Collection[str] | None = None
    """Names of the other live rows of this kind in the environment."""
    before: Body | None = None
    """The wanted body that a replace takes the place of, its secrets masked."""
    settings: Mapping[str, SettingFacts] | None = None
    """Every setting of the environment that a chain can name, by id."""
    known_ids: Collection[str] | None = None
    """Ids a chain can name besides those of ``settings``, when nothing more is known of them."""
    setting_count: int | None = None
    """Live settings of the environment, without this one."""
    is_default: bool | None = None
    """Whether this policy is the environment's default now."""
    held: Collection[str] | None = None
    """Places whose secrets Linecheck holds, those this body brings included."""
    imported: bool = False
    """The row was read from PingOne, which never returns secrets: they may be missing here."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold. ``message`` says what and why, ``fix`` what to do; both are
    ``str.format`` templates, filled in where the rule is broken."""

    id: str
    severity: Severity
    code: str
    source: str
    message: str
    fix: str


RULES: dict[str, Rule] = {}


def _add(rule: Rule) -> Rule:
    if rule.id in RULES:
        raise ValueError(f"two rules are called {rule.id}")
    RULES[rule.id] = rule
    return rule


def error(id: str, code: str, source: str, message: str, fix: str) -> Rule:
    """Register a rule that stops. The part of ``id`` before the first dot is the object."""
    return _add(Rule(id, "error", code, source, message, fix))


def warning(id: str, code: str, source: str, message: str, fix: str) -> Rule:
    """Register a rule that lets pass and says what to think over."""
    return _add(Rule(id, "warning", code, source, message, fix))


class Report:
    """Collects the findings of one check, in the order of the body."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._seen: set[tuple[str, str]] = set()
        self._count = {"error": 0, "warning": 0}

    def add(
        self, rule: Rule, target: str, *, inner: dict[str, Any] | None = None, **words: Any
    ) -> None:
        """``rule`` is broken at ``target``; ``words`` fill in its texts. Twice is once."""
        if self._count[rule.severity] >= MOST or (rule.id, target) in self._seen:
            return
        self._seen.add((rule.id, target))
        self._count[rule.severity] += 1
        message, fix = rule.message.format(**words), rule.fix.format(**words)
        self._found.append(
            Finding(rule.id, rule.severity, target, message, fix, rule.source, rule.code, inner)
        )

    def findings(self) -> list[Finding]:
        """At most ``MOST``, every error before a warning is dropped."""
        room = MOST - self._count["error"]
        kept: list[Finding] = []
        for finding in self._found:
            if finding.severity == "warning":
                if room <= 0:
                    continue
                room -= 1
            kept.append(finding)
        return kept
