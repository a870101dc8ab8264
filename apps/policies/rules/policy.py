"""A notification policy as a whole: its name, whether it is the default, and its four parts."""

from typing import Any

from apps.policies.rules import conditions, cooldown, limits, quotas
from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    INVALID_VALUE,
    POLICIES,
    REQUIRED_VALUE,
    SIZE_LIMIT_EXCEEDED,
    UNIQUENESS_VIOLATION,
    Context,
    Finding,
    Report,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, quoted

LONGEST_NAME = 256

TYPE = error(
    "policy.type",
    INVALID_VALUE,
    POLICIES,
    "This must be {wanted}; it is {given}.",
    "Give {wanted}.",
)
NAME_REQUIRED = error(
    "policy.name.required",
    REQUIRED_VALUE,
    f"{POLICIES}: name",
    "The policy has no name, and PingOne keeps none without one.",
    "Give it a name that is found in lists.",
)
NAME_UNIQUE = error(
    "policy.name.unique",
    UNIQUENESS_VIOLATION,
    f"{POLICIES}: name",
    "Another policy of this environment is called {value}, and names are unique there.",
    "Choose another name, or edit that policy.",
)
# The console's own limit; names come from there or from code that people read there.
NAME_LENGTH = error(
    "policy.name.length",
    SIZE_LIMIT_EXCEEDED,
    "PingOne console, Creating a notification policy",
    "The name has {length} characters; PingOne takes 256.",
    "Shorten it.",
)
DEFAULT_LEFT = error(
    "policy.default.left",
    CONSTRAINT_VIOLATION,
    f"{POLICIES}: default",
    "This is the environment's default policy, and every environment has exactly one.",
    "Make another policy the default; this one then stops being it.",
)
DEFAULT_ABSENT = warning(
    "policy.default.absent",
    CONSTRAINT_VIOLATION,
    "PingOne API, Replacing a resource",
    "This is the environment's default policy, and a replacement clears what it does not mention.",
    "Send default: true along.",
)
DEFAULT_MOVES = warning(
    "policy.default.moves",
    CONSTRAINT_VIOLATION,
    f"{POLICIES}: default",
    "This policy becomes the default, so it governs every application that names no other.",
    "Leave default out if only some applications are to use it.",
)


def check_policy(body: Any, context: Context | None = None) -> list[Finding]:
    """What PingOne would refuse in this policy, or what its owner should think over.

    ``body`` is PingOne's JSON, unknown keys allowed; anything at all is read without raising.
    """
    context = context or Context()
    report = Report()
    shape = Shape(report, TYPE)
    if not isinstance(body, dict):
        shape.refuse("", "an object", body)
        return report.findings()
    _name(body, context, shape)
    _default(body, context, shape)
    quotas.check(body, shape)
    limits.check(body, shape)
    cooldown.check(body, shape)
    conditions.check(body, context, shape)
    return report.findings()


def _name(body: dict[str, Any], context: Context, shape: Shape) -> None:
    name = shape.required(body.get("name"), "name", NAME_REQUIRED)
    if name is None:
        return
    if len(name) > LONGEST_NAME:
        shape.report.add(
            NAME_LENGTH, "name", inner={"maximumValue": LONGEST_NAME}, length=len(name)
        )
    # A name that was there before has been taken by PingOne itself.
    kept = context.act == "replace" and (context.before or {}).get("name") == name
    if context.names is not None and name in context.names and not kept:
        shape.report.add(NAME_UNIQUE, "name", value=quoted(name))


def _default(body: dict[str, Any], context: Context, shape: Shape) -> None:
    default = shape.flag(body.get("default"), "default")
    if context.is_default and context.act == "replace":
        if default is False:
            shape.report.add(DEFAULT_LEFT, "default")
        elif default is None:
            shape.report.add(DEFAULT_ABSENT, "default")
    elif default and (context.act == "create" or context.is_default is False):
        shape.report.add(DEFAULT_MOVES, "default")
