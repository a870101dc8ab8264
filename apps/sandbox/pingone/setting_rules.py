"""What phone delivery settings may say (PingOne API, Phone delivery settings data models).

Where the pages are silent the double accepts; docs/sandbox.md lists what was assumed.
"""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from apps.sandbox.models import Resource
from apps.sandbox.pingone import vendors
from apps.sandbox.pingone.checks import Look
from apps.sandbox.pingone.countries import COUNTRIES

CUSTOM = "CUSTOM_PROVIDER"
PROVIDERS = (CUSTOM, *vendors.PROVIDERS)
AUTHENTICATION = {
    "BASIC": ("username", "password"),
    "BEARER": ("authToken",),
    "OAUTH2": ("authUrl",),
    "CUSTOM_HEADER": ("headerName", "headerValue"),
}
GRANTS = {"CLIENT_CREDENTIALS": ("clientId", "clientSecret"), "JWT_BEARER": ("assertion",)}
METHODS = ("SMS", "VOICE")
NUMBER_TYPES = ("PHONE_NUMBER", "TOLL_FREE", "SHORT_CODE")


def check(body: dict[str, Any], stored: Resource | None) -> None:
    """Refuse what is wrong. `stored` is what a PUT replaces, of whatever provider."""
    look = Look(body)
    known: Collection[str] = PROVIDERS
    if stored is not None:
        known = (*PROVIDERS, str(stored.body.get("provider", "")))
    provider = look.choice("provider", known, required=True)
    if stored is not None and provider and provider != stored.body.get("provider"):
        look.note("INVALID_VALUE", "provider", "provider cannot be changed.")
    if provider == CUSTOM:
        _custom(look)
    elif provider in vendors.PROVIDERS:
        _numbers(look, custom=False)
        vendors.check(look, provider, stored)
    look.settle()


def filled(body: dict[str, Any]) -> dict[str, Any]:
    """A checked body with what the server adds and without what it drops."""
    kept = _without(body, "default")
    if kept["provider"] in PROVIDERS and "numbers" in kept:
        kept["numbers"] = [
            {"selected": False, "available": False, **number} for number in kept["numbers"]
        ]
    if kept["provider"] == CUSTOM:
        kept["authentication"] = _without(kept["authentication"], "clientAuthenticationMethod")
        kept["requests"] = [
            {"phoneNumberFormat": "FULL", **_without(request, "messageType")}
            for request in kept["requests"]
        ]
    return kept


def _custom(look: Look) -> None:
    look.text("name", required=True)
    if (authentication := look.object("authentication", required=True)) is not None:
        _authentication(authentication)
    for request in look.objects("requests", required=True):
        _request(request)
    _numbers(look, custom=True)


def _authentication(look: Look) -> None:
    method = look.choice("method", tuple(AUTHENTICATION), required=True)
    for name in AUTHENTICATION.get(method, ()):
        look.text(name, required=True)
    if method != "OAUTH2":
        return
    _url(look, "authUrl")
    look.texts("scopes")
    grant = look.choice("grantType", tuple(GRANTS)) or "CLIENT_CREDENTIALS"
    for name in GRANTS[grant]:
        look.text(name, required=True)


def _request(look: Look) -> None:
    look.choice("deliveryMethod", METHODS, required=True)
    look.choice("method", ("GET", "POST"), required=True)
    look.text("url", required=True)
    _url(look, "url")
    look.choice("phoneNumberFormat", ("FULL", "NUMBER_ONLY"))
    for name in ("body", "beforeTag", "afterTag"):
        look.text(name)
    if (headers := look.object("headers")) is not None:
        for name in headers.body:
            headers.text(name)


def _url(look: Look, name: str) -> None:
    value = look.body.get(name)
    if not isinstance(value, str) or not value.strip():
        return
    try:
        parts = urlsplit(value)
        valid = parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        valid = False
    if not valid:
        look.note("INVALID_VALUE", name, f"{name} must be an http or https URL.")


def _numbers(look: Look, *, custom: bool) -> None:
    for number in look.objects("numbers"):
        number.text("number", required=True)
        kind = number.choice("type", NUMBER_TYPES, required=True)
        number.flag("selected")
        number.flag("available")
        number.texts("capabilities", METHODS)
        _countries(number, kind, custom)


def _countries(number: Look, kind: str, custom: bool) -> None:
    """Another provider's numbers may leave the countries out, which means the US only."""
    name = "supportedCountries"
    if kind == "PHONE_NUMBER":
        if name in number.body:
            number.note("INVALID_VALUE", name, f"{name} is not for a PHONE_NUMBER.")
    elif kind:
        countries = number.texts(name, COUNTRIES, required=custom, filled=True)
        if kind == "SHORT_CODE" and len(countries) > 1:
            number.note("INVALID_VALUE", name, "A SHORT_CODE has exactly one country.")


def _without(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key != name}
