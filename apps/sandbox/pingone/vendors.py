"""Twilio's and Syniverse's accounts: their credentials, and what the server reads from them.

Numbers, messaging services and channels are derived from the account, so the same account
always has the same ones.
"""

import hashlib
from typing import Any

from apps.sandbox.models import Resource
from apps.sandbox.pingone.checks import Look
from apps.sandbox.pingone.secrets import digest

TWILIO, SYNIVERSE = "CUSTOM_TWILIO", "CUSTOM_SYNIVERSE"
VERIFY, MESSAGING = "CUSTOM_TWILIO_VERIFY", "CUSTOM_TWILIO_MESSAGING_SERVICE"
CHANNELS = "CUSTOM_SYNIVERSE_CHANNELS"
# What a creation must have (PingOne API, Create phone delivery settings, one page for each).
REQUIRED = {
    TWILIO: ("sid", "authToken"),
    SYNIVERSE: ("authToken",),
    VERIFY: ("sid", "authToken", "verifyServiceId"),
    MESSAGING: ("name", "sid", "authToken"),
    CHANNELS: ("authToken",),
}
PROVIDERS = tuple(REQUIRED)
SID_LENGTH = 34
BAD = "bad"
# (type, last four digits, capabilities, supportedCountries)
STOCK: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("PHONE_NUMBER", "0101", ("SMS", "VOICE"), ()),
    ("PHONE_NUMBER", "0102", ("SMS",), ()),
    ("TOLL_FREE", "0103", ("SMS", "VOICE"), ("US", "CA")),
)


def check(look: Look, provider: str, stored: Resource | None) -> None:
    """Credentials as the provider would judge them; once saved they cannot change."""
    for name in REQUIRED[provider]:
        # The page that selects a messaging service sends no token.
        if not (name == "authToken" and provider == MESSAGING and stored):
            look.text(name, required=True)
    sid, token = look.text("sid"), look.text("authToken")
    if provider not in (SYNIVERSE, CHANNELS) and sid and len(sid) < SID_LENGTH:
        look.note("INVALID_VALUE", "sid", f"sid must have {SID_LENGTH} characters.")
    if token.startswith(BAD):
        look.note("INVALID_VALUE", "authToken", "The provider refused these credentials.")
    if stored is not None:
        if sid != stored.body.get("sid", "") and (sid or provider in (SYNIVERSE, CHANNELS)):
            look.note("INVALID_VALUE", "sid", "sid cannot be changed.")
        if token and digest(token) != stored.secrets.get("authToken", digest(token)):
            look.note("INVALID_VALUE", "authToken", "authToken cannot be changed.")
    if provider == MESSAGING and stored is not None:
        services = look.objects("messagingServices", required=True)
        if services and sum(service.flag("selected") for service in services) != 1:
            message = "Exactly one messaging service must be selected."
            look.note("INVALID_VALUE", "messagingServices", message)


def read(body: dict[str, Any], at: str) -> dict[str, Any]:
    """What the provider's account adds to a checked body that leaves it out. `at` is now."""
    seed = body.get("sid") or body.get("authToken", "")
    provider = body["provider"]
    if provider == MESSAGING:
        return {"messagingServices": _services(seed)} | body
    if provider == CHANNELS:
        return {"channels": _channels(seed, at)} | body
    if body.get("numbers") or provider == VERIFY:
        return body
    return body | {"numbers": [_number(seed, index) for index in range(len(STOCK))]}


def _number(seed: str, index: int) -> dict[str, Any]:
    kind, ending, capabilities, countries = STOCK[index]
    area = 844 if kind == "TOLL_FREE" else 201 + _draw(seed, f"area {index}") % 9
    exchange = 200 + _draw(seed, f"exchange {index}") % 800
    number: dict[str, Any] = {"supportedCountries": list(countries)} if countries else {}
    return number | {
        "type": kind,
        "selected": False,
        "available": True,
        "number": f"+1{area}{exchange}{ending}",
        "capabilities": list(capabilities),
    }


def _services(seed: str) -> list[dict[str, Any]]:
    return [
        {
            "selected": False,
            "name": name,
            "messagingServiceId": f"MG{_draw(seed, name):032x}"[:34],
        }
        for name in ("Passcodes", "Alerts")
    ]


def _channels(seed: str, at: str) -> list[dict[str, Any]]:
    return [
        {
            "selected": False,
            "available": True,
            "createdAt": at,
            "name": f"{method} channel",
            "priority": priority,
            "id": f"{_draw(seed, method):016x}"[:16],
            "capabilities": [method],
        }
        for priority, method in enumerate(("SMS", "VOICE"), start=1)
    ]


def _draw(seed: str, what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{what}".encode()).digest()[:12], "big")
