"""What the tests of callbacks to integrators share."""

from typing import Any

from apps.accounts.credentials import issue_credential
from apps.accounts.models import ApiCredential
from apps.compliance.models import Brand
from apps.sync.models import OutgoingCallback
from tests.world import World

SAID = {"event": "brand", "status": "registered", "brand_id": "B123456", "error_reason": "a & ü"}


def brand_of(world: World, url: str, method: str = "POST") -> Brand:
    brand = world.brand()
    brand.callback_url, brand.callback_method = url, method
    brand.save()
    return brand


def credential(world: World, name: str) -> tuple[ApiCredential, str]:
    return issue_credential(
        door="plivo", account=world.account, name=name, rights="write", actor=world.actor
    )


def tries(row: OutgoingCallback) -> list[Any]:
    row.refresh_from_db()
    return [one["status"] for one in row.attempts]
