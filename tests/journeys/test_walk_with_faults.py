"""The same walk with everything going wrong on the way."""

from typing import Any

import pytest

from apps.compliance.models import CampaignNumber
from apps.compliance.services.campaign import correct_campaign
from apps.sync.models import Sync
from tests.world import CAMPAIGN, World


@pytest.fixture(autouse=True)
def _short_calls(settings: Any) -> None:
    settings.SYNC_HTTP_SECONDS = 1.0


def test_it_ends_active_with_two_numbers_paid_once_each(world: World) -> None:
    numbers = world.numbers(2)
    # A 500 before anything happened, then a timeout after accepting, a 429 and a reset.
    world.fault(method="POST", path="Profile", kind="status", status=500, times=1)
    world.fault(method="POST", path="10dlc/Brand", kind="timeout_after", seconds=3, times=1)
    world.fault(
        method="POST", path="10dlc/Campaign", kind="status", status=429, retry_after=5, times=1
    )
    campaign = world.campaign(message_flow=f"DECLINE 1004. {CAMPAIGN['message_flow']}")
    world.drain()
    world.later(4)
    world.later(4)
    world.reviewed()
    world.later(6)
    world.reviewed()
    campaign.refresh_from_db()
    assert campaign.registration_status == "FAILED"
    world.fault(method="POST", path="10dlc/Campaign", kind="reset_after", times=1)
    correct_campaign(
        campaign=campaign,
        values={"message_flow": CAMPAIGN["message_flow"]},
        version=campaign.version,
        actor=world.filer,
    )
    world.drain()
    world.later(4)
    world.reviewed()
    campaign.refresh_from_db()
    assert campaign.registration_status == "ACTIVE"
    world.fault(method="POST", path=r"/Number/", kind="status", status=503, applied=True, times=1)
    world.link(campaign, numbers)
    world.drain()
    world.later(4)
    world.reviewed()

    assert {link.status for link in CampaignNumber.objects.all()} == {"COMPLETED"}
    assert len(world.objects("brands")) == 1
    assert len(world.objects("campaigns")) == 1
    assert len(world.objects("links")) == 2
    paid = [p["kind"] for p in world.sandbox.objects(world.account)["paid"]]
    assert sorted(paid) == ["brand", "campaign", "campaign update"]
    assert {sync.state for sync in Sync.objects.all()} == {"in_sync"}


def test_each_request_is_an_attempt_and_each_attempt_a_request(world: World) -> None:
    world.fault(method="POST", kind="status", status=500, applied=True, times=2)
    campaign = world.active_campaign()
    world.link(campaign, world.numbers(2))
    world.drain()
    world.reviewed()
    seen = sorted(
        (r["method"], r["path"].partition("/Account/")[2].partition("/")[2])
        for r in world.sandbox.requests(world.account)
    )
    kept = sorted((a.method, a.path) for a in world.attempts())
    assert kept == seen
