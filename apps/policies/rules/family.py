"""Settings that are an account at Twilio or Syniverse, with what PingOne reads out of it."""

from typing import Any

from apps.policies.rules.registry import (
    CONSOLE,
    CONSTRAINT_VIOLATION,
    INVALID_VALUE,
    REQUIRED_VALUE,
    SETTINGS,
    Context,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape
from apps.upstream.redact import MASK

SERVICES, CHANNELS = "messagingServices", "channels"
TWILIO = ("CUSTOM_TWILIO", "CUSTOM_TWILIO_VERIFY", "CUSTOM_TWILIO_MESSAGING_SERVICE")
SID_LENGTH = 34

SID_REQUIRED = error(
    "setting.sid.required",
    REQUIRED_VALUE,
    f"{SETTINGS}: sid",
    "The account SID is missing, and PingOne finds the Twilio account by it.",
    "Copy the Account SID from Twilio's console.",
)
# An account SID always has 34 characters, so a shorter one cannot pass PingOne's look at Twilio.
SID_LENGTH_RULE = error(
    "setting.sid.length",
    INVALID_VALUE,
    f"{CONSOLE}, Configuring a Twilio account",
    "A Twilio account SID has 34 characters; this one has {length}.",
    "Copy the whole Account SID from Twilio's console.",
)
SID_FIXED = error(
    "setting.sid.fixed",
    CONSTRAINT_VIOLATION,
    f"{SETTINGS}: sid",
    "PingOne does not change the account of a provider that is there.",
    "Keep the SID, or add another provider and put it in the policies instead.",
)
TOKEN_REQUIRED = error(
    "setting.authToken.required",
    REQUIRED_VALUE,
    f"{SETTINGS}: authToken",
    "The auth token is missing; PingOne cannot look into the account without it.",
    "Copy the auth token from the account's console.",
)
TOKEN_UNKNOWN = warning(
    "setting.authToken.unknown",
    REQUIRED_VALUE,
    "PingOne API, Replacing a resource",
    "PingOne never returns the auth token, so Linecheck does not have it, and a replacement "
    "without it may clear it.",
    "Enter the token in use once; it is kept encrypted and sent along from then on.",
)
TOKEN_FIXED = error(
    "setting.authToken.fixed",
    CONSTRAINT_VIOLATION,
    f"{CONSOLE}, Configuring a Twilio account",
    "PingOne does not change the auth token of a provider that is there.",
    "Leave it as it was, or add another provider and put it in the policies instead.",
)
SERVICE_REQUIRED = error(
    "setting.verifyServiceId.required",
    REQUIRED_VALUE,
    "PingOne API, Create phone delivery settings (Twilio Verify)",
    "The id of the Verify service is missing.",
    "Copy the Service SID from Verify in Twilio's console.",
)
SERVICES_ONE = error(
    "setting.messagingServices.one",
    CONSTRAINT_VIOLATION,
    f"{SETTINGS}: {SERVICES}",
    "Texts go through exactly one messaging service; {count} are selected.",
    "Give one of them selected: true.",
)
SERVICES_ID = error(
    "setting.messagingServices.id",
    REQUIRED_VALUE,
    f"{SETTINGS}: {SERVICES}",
    "This messaging service has no id.",
    "Send the entry as PingOne returned it, with messagingServiceId.",
)


def check(body: dict[str, Any], kind: str, context: Context, shape: Shape) -> None:
    """``sid``, ``authToken`` and the lists of a provider of this family."""
    before = context.before or {}
    _sid(body.get("sid"), kind, before.get("sid"), context, shape)
    _token(body.get("authToken"), before, context, shape)
    if kind == "CUSTOM_TWILIO_VERIFY":
        shape.required(body.get("verifyServiceId"), "verifyServiceId", SERVICE_REQUIRED)
    if kind == "CUSTOM_TWILIO_MESSAGING_SERVICE":
        _services(body.get(SERVICES), context, shape)
    if kind == "CUSTOM_SYNIVERSE_CHANNELS":
        for _ in shape.entries(body.get(CHANNELS), CHANNELS):
            pass


def _sid(value: Any, kind: str, before: Any, context: Context, shape: Shape) -> None:
    if kind not in TWILIO:
        # Syniverse has no SID; PingOne's own tools send an empty one.
        sid = shape.text(value, "sid")
    else:
        sid = shape.required(value, "sid", SID_REQUIRED)
        if sid is not None and len(sid.strip()) < SID_LENGTH:
            shape.report.add(
                SID_LENGTH_RULE,
                "sid",
                inner={"rangeMinimumValue": SID_LENGTH},
                length=len(sid.strip()),
            )
    if context.act == "replace" and sid and isinstance(before, str) and before and sid != before:
        shape.report.add(SID_FIXED, "sid")


def _token(value: Any, before: Any, context: Context, shape: Shape) -> None:
    token = shape.text(value, "authToken")
    if value is not None and token is None:
        return
    if token is not None and token != MASK:
        if not token.strip():
            shape.report.add(TOKEN_REQUIRED, "authToken")
        elif context.act == "replace" and before.get("authToken"):
            shape.report.add(TOKEN_FIXED, "authToken")
        return
    if context.held is None and context.imported and not before.get("authToken"):
        shape.report.add(TOKEN_UNKNOWN, "authToken")
    elif context.act == "create":
        shape.report.add(TOKEN_REQUIRED, "authToken")


def _services(value: Any, context: Context, shape: Shape) -> None:
    selected = 0
    services = list(shape.entries(value, SERVICES))
    for at, service in services:
        shape.required(service.get("messagingServiceId"), f"{at}.messagingServiceId", SERVICES_ID)
        shape.text(service.get("name"), f"{at}.name")
        selected += shape.flag(service.get("selected"), f"{at}.selected") is True
    # PingOne lists the account's services in its answer to the first call: until then there are
    # none to select from.
    asked = isinstance(value, list) and (services or context.act == "replace")
    if asked and selected != 1:
        shape.report.add(SERVICES_ONE, SERVICES, count=selected or "none")
