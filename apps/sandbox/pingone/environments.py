"""Environments: opened on first touch, each with one default policy derived from its id."""

import hashlib
import re
import uuid
from typing import Any

from apps.sandbox import worlds
from apps.sandbox.arrival import Answer
from apps.sandbox.models import Account, Environment
from apps.sandbox.pingone.common import API, Call, answered, new, stamp
from apps.sandbox.store import real_now

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
COOLDOWN_KEYS = ("sms", "email", "voice", "whatsApp")


def is_id(value: str) -> bool:
    return ID.fullmatch(value) is not None


def opened(environment_id: str) -> Environment:
    """The environment of this well-formed id, fresh if nobody has been here."""
    found = Environment.objects.select_related("account").filter(pk=environment_id).first()
    if found is not None:
        return found
    offset = worlds.starting_offset()
    at = real_now() + offset
    account = Account.objects.create(auth_id=environment_id, offset=offset, created_at=at)
    policy_id = uuid.UUID(bytes=_digest(environment_id, "default policy")[:16], version=4)
    new(account, "policy", default_policy(), at=at, remote_id=str(policy_id))
    return Environment.objects.create(account=account)


def default_policy() -> dict[str, Any]:
    """What every environment is created with (PingOne API, Notification policies)."""
    return {
        "name": "Default Notification Policy",
        "quotas": [{"type": "USER", "deliveryMethods": ["SMS", "Voice", "WhatsApp"], "total": 50}],
        "countryLimit": {"type": "NONE"},
        "cooldownConfiguration": {key: {"enabled": False} for key in COOLDOWN_KEYS},
        "default": True,
    }


def detail(call: Call) -> Answer:
    href = f"{API}environments/{call.environment}"
    at = stamp(call.account.created_at)
    body = {
        "_links": {"self": {"href": href}},
        "id": call.environment,
        "name": f"Sandbox environment {call.environment[:8]}",
        "description": "",
        "type": "SANDBOX",
        "region": "NA",
        "createdAt": at,
        "updatedAt": at,
    }
    return Answer(answered(call.root, body))


def _digest(environment_id: str, what: str) -> bytes:
    return hashlib.sha256(f"{environment_id}/{what}".encode()).digest()
