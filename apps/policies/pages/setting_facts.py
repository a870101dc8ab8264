"""What the pages say of a provider, read off its body. Any body is read without raising."""

from collections.abc import Mapping
from typing import Any

from apps.policies.countries import name_of
from apps.policies.kinds import Kind
from apps.policies.models import PhoneDeliverySetting

CHANNELS = {"SMS": "SMS", "VOICE": "Voice"}
NUMBER_TYPES = {
    "PHONE_NUMBER": "Phone number",
    "TOLL_FREE": "Toll-free number",
    "SHORT_CODE": "Short code",
}
METHODS = {
    "BASIC": "User name and password",
    "BEARER": "Token",
    "OAUTH2": "Access token fetched first (OAuth 2.0)",
    "CUSTOM_HEADER": "A header of your own",
}
Fact = dict[str, Any]


def objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def numbers_of(row: PhoneDeliverySetting) -> list[dict[str, Any]]:
    """Ours, or those PingOne found in the account while we have not said anything about them."""
    return objects(row.wanted.get("numbers") or row.remote_data.get("numbers"))


def channels_of(row: PhoneDeliverySetting) -> list[str]:
    """SMS and Voice as far as its requests, or else its selected numbers, can do them."""
    able = row.methods
    if able is None:
        chosen = [one for one in numbers_of(row) if one.get("selected") is True]
        able = frozenset(name for one in chosen for name in _texts(one.get("capabilities")))
    return [label for value, label in CHANNELS.items() if value in able]


def selected_of(row: PhoneDeliverySetting) -> tuple[int, int]:
    """How many of its numbers are selected, and how many there are."""
    numbers = numbers_of(row)
    return sum(one.get("selected") is True for one in numbers), len(numbers)


CHOICES = {
    "numbers": "numbers",
    "messagingServices": "messaging services",
    "channels": "channels",
}


def unchosen_of(row: PhoneDeliverySetting) -> list[dict[str, str]]:
    """What of an account is still to be selected; PingOne lists it after it has looked into it."""
    if row.kind == Kind.CUSTOM_PROVIDER:
        return []
    for key, words in CHOICES.items():
        held = objects(row.wanted.get(key) or row.remote_data.get(key))
        if held and not any(one.get("selected") is True for one in held):
            text = f"None of its {words} is selected yet: edit it and select what it sends from."
            return [{"text": text}]
    return []


def numberless_of(row: PhoneDeliverySetting) -> str:
    """Why a provider has no numbers."""
    if row.kind == Kind.CUSTOM_PROVIDER:
        return "No numbers are listed: the gateway chooses what it sends from."
    if row.kind in (Kind.CUSTOM_TWILIO, Kind.CUSTOM_SYNIVERSE):
        return "PingOne lists the numbers of the account after it has looked into it."
    return "No numbers are listed: what it sends from is chosen behind it."


def number_rows(row: PhoneDeliverySetting) -> list[dict[str, Any]]:
    return [
        {
            "number": str(one.get("number") or "–"),
            "type": NUMBER_TYPES.get(str(one.get("type")), str(one.get("type") or "–")),
            "selected": one.get("selected") is True,
            "available": one.get("available") is True,
            "channels": [CHANNELS.get(n, n) for n in _texts(one.get("capabilities"))],
            "countries": _countries(one),
        }
        for one in numbers_of(row)
    ]


def _countries(number: Mapping[str, Any]) -> list[str]:
    """Empty for any; without a list toll-free numbers and short codes serve the United States
    (PingOne API, Phone delivery settings: numbers.supportedCountries)."""
    codes = _texts(number.get("supportedCountries"))
    if not codes and number.get("type") in ("TOLL_FREE", "SHORT_CODE"):
        codes = ["US"]
    return [name_of(code) for code in codes]


def facts_of(row: PhoneDeliverySetting) -> list[Fact]:
    body = row.wanted
    facts: list[Fact] = [
        {"label": "Kind", "value": row.get_kind_display()},
        {
            "label": "Environment",
            "value": row.configuration.name,
            "note": f"Environment {row.configuration.account_id}",
        },
    ]
    sign_in = body.get("authentication")
    if row.kind == Kind.CUSTOM_PROVIDER and isinstance(sign_in, Mapping):
        facts += _sign_in(sign_in)
    if isinstance(body.get("sid"), str) and body["sid"]:
        facts.append({"label": "Account SID", "value": body["sid"], "kind": "code"})
    if isinstance(body.get("verifyServiceId"), str):
        facts.append({"label": "Verify service", "value": body["verifyServiceId"], "kind": "code"})
    for key, label in (("messagingServices", "Messaging service"), ("channels", "Channels")):
        held = objects(body.get(key) or row.remote_data.get(key))
        if held:
            chosen = [str(one.get("name") or "") for one in held if one.get("selected") is True]
            facts.append({"label": label, "value": chosen or ["none selected"], "kind": "list"})
    return facts


def _sign_in(given: Mapping[str, Any]) -> list[Fact]:
    method = str(given.get("method") or "")
    facts: list[Fact] = [{"label": "Signs in with", "value": METHODS.get(method, method)}]
    for key, label in (
        ("username", "User name"),
        ("authUrl", "Token's address"),
        ("clientId", "Client id"),
        ("headerName", "Header"),
    ):
        if isinstance(given.get(key), str) and given[key]:
            facts.append({"label": label, "value": given[key]})
    scopes = _texts(given.get("scopes"))
    return [*facts, {"label": "Scopes", "value": scopes, "kind": "list"}] if scopes else facts


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
