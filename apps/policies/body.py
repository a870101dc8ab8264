"""The body of a setting or a policy in PingOne's own JSON: what we keep of one, what we answer."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Body = dict[str, Any]

CUSTOM_PROVIDER = "CUSTOM_PROVIDER"
# What PingOne writes itself.
READ_ONLY = frozenset({"id", "environment", "_links", "_embedded", "createdAt", "updatedAt"})
# Properties PingOne documents (PingOne API, Phone delivery settings; Notification policies).
KNOWN_SETTING = frozenset(
    {
        "name", "provider", "authentication", "requests", "numbers", "sid", "authToken",
        "verifyServiceId", "messagingServices", "channels", "deliveryConfigurationsExist",
        "smsTopicSubscription", "voiceTopicSubscription",
    }
)  # fmt: skip
KNOWN_POLICY = frozenset(
    {
        "name", "default", "quotas", "countryLimit", "cooldownConfiguration",
        "providerConfiguration",
    }
)  # fmt: skip
CHANNELS = ("sms", "email", "voice", "whatsApp")
MESSAGE_TYPE = "messageType"


def wanted_setting(body: Mapping[str, Any]) -> Body:
    """`body` without what PingOne writes itself.

    PingOne's page on creating one sends ``messageType`` with a request; what it holds is the text
    of the ``body`` with its first key cut off.
    """
    wanted = wanted_of(body)
    requests = wanted.get("requests")
    for request in requests if isinstance(requests, list) else []:
        if isinstance(request, dict) and MESSAGE_TYPE in request:
            value = request.pop(MESSAGE_TYPE)
            if isinstance(value, str) and not request.get("body"):
                request["body"] = f"{MESSAGE_TYPE}={value}"
    return wanted


def wanted_of(body: Mapping[str, Any]) -> Body:
    return {key: deepcopy(value) for key, value in body.items() if key not in READ_ONLY}


def with_defaults_setting(body: Body) -> Body:
    """What PingOne answers for what was left out: phone numbers go out with a plus."""
    for request in _objects(body.get("requests")):
        request.setdefault("phoneNumberFormat", "FULL")
    return body


def with_defaults_policy(body: Body) -> Body:
    """What PingOne answers for what was left out: no limit, no cooldown, not the default."""
    body.setdefault("countryLimit", {"type": "NONE"})
    cooldown = body.setdefault("cooldownConfiguration", {})
    if isinstance(cooldown, dict):
        for channel in CHANNELS:
            entry = cooldown.setdefault(channel, {"enabled": False})
            if isinstance(entry, dict) and entry.get("enabled") is True:
                entry.setdefault("groupBy", "")
    body.setdefault("default", False)
    return body


def without_nulls(value: Any) -> Any:
    """As PingOne reads it back: null clears a property."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def filled(ours: Any, theirs: Any) -> Any:
    """`ours`, with what PingOne filled in where we said nothing."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        merged = {key: filled(value, theirs.get(key)) for key, value in ours.items()}
        return merged | {key: deepcopy(theirs[key]) for key in theirs.keys() - ours.keys()}
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [filled(a, b) for a, b in zip(ours, theirs, strict=True)]
    return deepcopy(ours)


def conditions(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The conditions of its provider configuration, the objects themselves, in order."""
    configuration = body.get("providerConfiguration")
    return _objects(configuration.get("conditions") if isinstance(configuration, dict) else None)


def chain_entries(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every ``{"id"}`` of every fallback chain, the objects themselves, in order."""
    return [
        entry
        for condition in conditions(body)
        for entry in _objects(condition.get("fallbackChain"))
        if isinstance(entry.get("id"), str)
    ]


def chain_ids(body: Mapping[str, Any]) -> list[str]:
    """The ids its fallback chains name, each once, in order."""
    return list(dict.fromkeys(entry["id"] for entry in chain_entries(body)))


def renamed(body: Mapping[str, Any], ids: Mapping[str, str]) -> Body:
    """A copy whose fallback chains name ``ids[id]`` where there is one."""
    copy = deepcopy(dict(body))
    for entry in chain_entries(copy):
        entry["id"] = ids.get(entry["id"], entry["id"])
    return copy


def methods_of(body: Mapping[str, Any]) -> frozenset[str] | None:
    """``SMS`` and ``VOICE`` as far as a setting can send them; None for what we cannot tell."""
    if body.get("provider") != CUSTOM_PROVIDER:
        return None
    said = (request.get("deliveryMethod") for request in _objects(body.get("requests")))
    return frozenset(method for method in said if method in ("SMS", "VOICE"))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
