"""What a notification policy may say (PingOne API, Notification policies data models).

Where the pages are silent the double accepts; docs/sandbox.md lists what was assumed.
"""

from collections.abc import Collection
from typing import Any

from apps.sandbox.pingone.checks import Look
from apps.sandbox.pingone.countries import COUNTRIES
from apps.sandbox.pingone.environments import COOLDOWN_KEYS

QUOTA_METHODS = ("SMS", "Voice", "WhatsApp", "Email")
LIMITED_METHODS = ("SMS", "Voice", "WhatsApp")
CONDITION_METHODS = ("SMS", "VOICE")
NAME_MOST = 256
PER_USER_MOST = 50
PERIODS = 3
# Ten seconds to ten minutes, in either unit.
PERIOD_RANGE = {"SECONDS": (10, 600), "MINUTES": (1, 10)}


def check(body: dict[str, Any], settings: Collection[str]) -> None:
    """Refuse what is wrong; `settings` are the ids a fallback chain may name."""
    look = Look(body)
    name = look.text("name", required=True)
    if len(name) > NAME_MOST:
        message = f"name must have at most {NAME_MOST} characters."
        look.note("SIZE_LIMIT_EXCEEDED", "name", message, maximumValue=NAME_MOST)
    look.flag("default")
    _quotas(look)
    if (limit := look.object("countryLimit")) is not None:
        _country_limit(limit)
    if (cooldown := look.object("cooldownConfiguration")) is not None:
        for key in COOLDOWN_KEYS:
            if (method := cooldown.object(key, required=True)) is not None:
                _cooldown(method)
    if (providers := look.object("providerConfiguration")) is not None:
        for condition in providers.objects("conditions"):
            _condition(condition, settings)
    look.settle()


def filled(body: dict[str, Any]) -> dict[str, Any]:
    """A checked body with what the server adds, in the order it answers."""
    cooldown = body.get("cooldownConfiguration", {})
    ordered: dict[str, Any] = {
        "name": body["name"],
        "quotas": body["quotas"],
        "countryLimit": body.get("countryLimit", {"type": "NONE"}),
    }
    if "providerConfiguration" in body:
        ordered["providerConfiguration"] = body["providerConfiguration"]
    ordered["cooldownConfiguration"] = cooldown | {
        key: _cooled(cooldown.get(key, {"enabled": False})) for key in COOLDOWN_KEYS
    }
    ordered["default"] = body.get("default", False)
    return ordered | {key: value for key, value in body.items() if key not in ordered}


def _quotas(look: Look) -> None:
    groups: set[str] = set()
    for quota in look.objects("quotas", required=True):
        kind = quota.choice("type", ("USER", "ENVIRONMENT"), required=True)
        methods = quota.texts("deliveryMethods", QUOTA_METHODS, required=True, filled=True)
        if "Email" in methods and len(set(methods)) > 1:
            message = "Email cannot share a quota with other delivery methods."
            quota.note("INVALID_VALUE", "deliveryMethods", message)
        group = "email" if "Email" in methods else "phone"
        if methods and group in groups:
            message = f"There is a quota of the {group} methods already."
            quota.note("CONSTRAINT_VIOLATION", "deliveryMethods", message)
        groups.add(group)
        _amounts(quota, PER_USER_MOST if kind == "USER" else None)
    given = look.body.get("quotas")
    if isinstance(given, list) and len(given) > 2:
        look.note("SIZE_LIMIT_EXCEEDED", "quotas", "There can be two quotas.", maximumValue=2)


def _amounts(quota: Look, most: int | None) -> None:
    """Either `total` or both `claimed` and `unclaimed`."""
    split = [name for name in ("claimed", "unclaimed") if name in quota.body]
    if "total" in quota.body and split:
        quota.note("INVALID_VALUE", "total", "total cannot be combined with claimed or unclaimed.")
    for name in ("claimed", "unclaimed") if split else ("total",):
        quota.whole(name, 0, most)


def _country_limit(limit: Look) -> None:
    kind = limit.choice("type", ("NONE", "ALLOWED", "DENIED"), required=True)
    bound = kind in ("ALLOWED", "DENIED")
    limit.texts("countries", COUNTRIES, required=bound, filled=bound)
    limit.texts("deliveryMethods", LIMITED_METHODS)


def _cooldown(method: Look) -> None:
    if not method.flag("enabled", required=True):
        return
    method.text("groupBy")
    method.whole("resendLimit", 1)
    periods = method.objects("periods", required=True)
    given = method.body.get("periods")
    if isinstance(given, list) and len(given) != PERIODS:
        method.note("INVALID_VALUE", "periods", f"periods must have exactly {PERIODS} entries.")
    for period in periods:
        unit = period.choice("timeUnit", tuple(PERIOD_RANGE), required=True)
        if unit:
            period.whole("duration", *PERIOD_RANGE[unit])


def _cooled(method: dict[str, Any]) -> dict[str, Any]:
    if not method["enabled"]:
        return {"enabled": False}
    return {"enabled": True, "groupBy": method.get("groupBy", ""), **method}


def _condition(condition: Look, settings: Collection[str]) -> None:
    condition.texts("deliveryMethods", CONDITION_METHODS)
    condition.texts("countries", COUNTRIES)
    for link in condition.objects("fallbackChain", required=True, filled=True):
        setting_id = link.text("id", required=True)
        if setting_id and setting_id not in settings:
            link.note("INVALID_VALUE", "id", "There are no such phone delivery settings.")
