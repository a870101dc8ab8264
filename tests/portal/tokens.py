"""Credentials for the tests of their pages."""

import uuid
from typing import Any

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from tests.world import World

LIST = "/connections/credentials/"
NEW = "/connections/credentials/new/"


def typed(world: World, **over: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "door": "plivo",
        "account": world.account,
        "name": "Order service",
        "rights": "write",
        "lifetime": "never",
        **over,
    }


def issued(world: World, **over: Any) -> tuple[ApiCredential, str]:
    asked = {"door": "plivo", "account": world.account, "name": "Old shop", "rights": "read"}
    return credentials.issue_credential(**{**asked, **over}, actor=world.actor)


def revoke_url(credential: ApiCredential) -> str:
    return f"{LIST}{credential.public_id}/revoke/"
