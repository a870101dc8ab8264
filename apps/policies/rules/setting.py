"""A phone delivery setting as a whole: its provider, its name, how many there may be."""

from collections.abc import Collection
from typing import Any

from apps.policies import secrets
from apps.policies.rules import authentication, family, numbers, requests
from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    INVALID_VALUE,
    LINECHECK,
    REQUIRED_VALUE,
    SETTINGS,
    SIZE_LIMIT_EXCEEDED,
    UNIQUENESS_VIOLATION,
    Context,
    Finding,
    Report,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, quoted

CUSTOM = "CUSTOM_PROVIDER"
KINDS = (
    CUSTOM,
    "CUSTOM_TWILIO",
    "CUSTOM_TWILIO_VERIFY",
    "CUSTOM_TWILIO_MESSAGING_SERVICE",
    "CUSTOM_SYNIVERSE",
    "CUSTOM_SYNIVERSE_CHANNELS",
)
NAMED = (CUSTOM, "CUSTOM_TWILIO_MESSAGING_SERVICE")
MOST_SETTINGS = 10
LONGEST_NAME = 256

TYPE = error(
    "setting.type",
    INVALID_VALUE,
    SETTINGS,
    "This must be {wanted}; it is {given}.",
    "Give {wanted}.",
)
COUNT = error(
    "setting.count",
    SIZE_LIMIT_EXCEEDED,
    SETTINGS,
    "This environment has {count} providers already; PingOne takes 10.",
    "Delete one that no policy names, or edit one of them.",
)
PROVIDER_REQUIRED = error(
    "setting.provider.required",
    REQUIRED_VALUE,
    f"{SETTINGS}: provider",
    "The kind of provider is missing, and everything else depends on it.",
    "Give provider, for example CUSTOM_PROVIDER for a gateway of your own.",
)
PROVIDER_SPELLED = error(
    "setting.provider.spelled",
    INVALID_VALUE,
    f"{SETTINGS}: provider",
    "PingOne does not read {value}; its values are spelled in capitals.",
    "Write {allowed}.",
)
PROVIDER_KNOWN = warning(
    "setting.provider.known",
    INVALID_VALUE,
    f"{SETTINGS}: provider",
    "{value} is no provider that Linecheck knows, so nothing else of it is checked.",
    "It is kept as it is. Check the spelling, or let PingOne decide.",
)
PROVIDER_FIXED = error(
    "setting.provider.fixed",
    CONSTRAINT_VIOLATION,
    f"{SETTINGS}: provider",
    "The kind of provider cannot be changed once it is there.",
    "Keep {value}, or add another provider and put it in the policies instead.",
)
NAME_REQUIRED = error(
    "setting.name.required",
    REQUIRED_VALUE,
    f"{SETTINGS}: name",
    "The provider has no name, and policies are read by names.",
    "Give it one, for example the name of the gateway.",
)
NAME_UNIQUE = error(
    "setting.name.unique",
    UNIQUENESS_VIOLATION,
    f"{SETTINGS}: name",
    "Another provider of this environment is called {value}, and names are unique there.",
    "Choose another name, or edit that provider.",
)
# No page gives a length for providers; policies have this one in the console.
NAME_LENGTH = warning(
    "setting.name.length",
    SIZE_LIMIT_EXCEEDED,
    "PingOne console, Creating a notification policy",
    "The name has {length} characters; PingOne is known to take 256 elsewhere and may refuse it.",
    "Shorten it.",
)
# A PUT replaces everything, so a secret that is not sent would be cleared.
SECRET_HELD = error(
    "setting.secret.held",
    REQUIRED_VALUE,
    LINECHECK,
    "Linecheck holds no value for this, and PingOne never shows it.",
    "Enter it again: every change sends it along, and a new address may not get the old one.",
)
DEFAULT = warning(
    "setting.default",
    INVALID_VALUE,
    "PingOne API, Create phone delivery settings (custom)",
    "PingOne's page lists default as optional, but never returns it: it has no known effect.",
    "Leave it out; policies decide who uses this provider.",
)


def check_setting(body: Any, context: Context | None = None) -> list[Finding]:
    """What PingOne would refuse in this setting, or what its owner should think over.

    ``body`` is PingOne's JSON, unknown keys allowed; anything at all is read without raising.
    """
    context = context or Context()
    report = Report()
    shape = Shape(report, TYPE)
    if not isinstance(body, dict):
        shape.refuse("", "an object", body)
        return report.findings()
    if context.act == "create" and (context.setting_count or 0) >= MOST_SETTINGS:
        report.add(COUNT, "", inner={"quotaLimit": MOST_SETTINGS}, count=context.setting_count)
    kind = _kind(body, context, shape)
    _name(body, kind, context, shape)
    if kind == CUSTOM:
        authentication.check(body, context, shape)
        requests.check(body, shape)
    elif kind:
        family.check(body, kind, context, shape)
    if kind:
        numbers.check(body, shape, custom=kind == CUSTOM)
    if shape.flag(body.get("default"), "default") is not None:
        report.add(DEFAULT, "default")
    if context.held is not None:
        _held(body, context.held, report)
    return report.findings()


def _held(body: dict[str, Any], held: Collection[str], report: Report) -> None:
    told = {finding.target for finding in report.findings() if finding.severity == "error"}
    for place in secrets.unknown(body, held):
        if place not in told:
            report.add(SECRET_HELD, place)


def _kind(body: dict[str, Any], context: Context, shape: Shape) -> str:
    """The provider when it is one we know, else ``""``."""
    given = shape.required(body.get("provider"), "provider", PROVIDER_REQUIRED)
    if given is None:
        return ""
    before = (context.before or {}).get("provider")
    if context.act == "replace" and isinstance(before, str) and before and given != before:
        shape.report.add(PROVIDER_FIXED, "provider", value=quoted(before))
    if given in KINDS:
        return given
    if given.strip().upper() in KINDS:
        shape.choice(given, "provider", KINDS, PROVIDER_SPELLED)
    else:
        shape.report.add(PROVIDER_KNOWN, "provider", value=quoted(given))
    return ""


def _name(body: dict[str, Any], kind: str, context: Context, shape: Shape) -> None:
    if kind in NAMED:
        name = shape.required(body.get("name"), "name", NAME_REQUIRED)
    else:
        name = shape.text(body.get("name"), "name")
    if not name:
        return
    if len(name) > LONGEST_NAME:
        shape.report.add(
            NAME_LENGTH, "name", inner={"maximumValue": LONGEST_NAME}, length=len(name)
        )
    # A name that was there before has been taken by PingOne itself.
    kept = context.act == "replace" and (context.before or {}).get("name") == name
    # As much of it as is kept beside the body, which is what has to be unique here.
    if context.names is not None and name[:LONGEST_NAME] in context.names and not kept:
        shape.report.add(NAME_UNIQUE, "name", value=quoted(name))
