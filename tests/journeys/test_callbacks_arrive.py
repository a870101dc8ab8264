"""The provider really posts to a running server, and its signature passes."""

from typing import Any

import pytest

from apps.sync.models import Callback
from tests.conftest import SandboxProcess
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_review_decided_at_the_provider_makes_us_look(
    transactional_db: None, plivo_sandbox: SandboxProcess, live_server: Any, settings: Any
) -> None:
    settings.PUBLIC_URL = live_server.url
    world = World(plivo_sandbox)
    brand = world.brand()
    world.drain()
    world.sandbox.advance(601, world.account)
    told = Callback.objects.filter(sync=brand.sync_id, signed=True, body__contains="registered")
    plivo_sandbox.wait(lambda: plivo_sandbox.delivered(world.account, "registered"))
    assert told.exists()
    world.drain()
    brand.refresh_from_db()
    assert brand.registration_status == "COMPLETED"
