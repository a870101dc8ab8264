"""An object whose parent is not ready waits, and learns when it is or never will be."""

import pytest

from apps.compliance.services.brand import delete_brand
from apps.compliance.services.campaign import correct_campaign
from apps.compliance.services.profile import edit_profile
from apps.core.clock import db_now
from apps.core.errors import Invalid
from apps.core.models import Event
from apps.sync.models import Block, Sync
from apps.sync.services import retry_sync
from apps.sync.tasks import sweep
from tests.world import CAMPAIGN, World


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


def test_a_brand_waits_until_its_company_has_reached_plivo(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="status", status=429, retry_after=5, times=1)
    brand = world.brand(profile)
    world.drain()
    world.later(6)
    brand.refresh_from_db()
    assert brand.remote_id
    assert [r["path"].rstrip("/").rsplit("/", 1)[-1] for r in world.writes()] == [
        "Profile",
        "Profile",
        "Brand",
    ]


def test_a_brand_is_not_judged_on_an_outdated_company(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    edit_profile(
        profile=profile, values={"company_name": "Acme Bread LLC"}, version=1, actor=world.actor
    )
    world.brand(profile)
    world.drain()
    assert world.objects("brands")[0]["company_name"] == "Acme Bread LLC"


def test_a_campaign_waits_for_its_brand_and_then_goes_by_itself(world: World) -> None:
    campaign = world.campaign()
    world.drain()
    assert sync_of(campaign).state == "waiting"
    assert sync_of(campaign).waits_for_id == campaign.brand.sync_id
    world.reviewed()
    assert len(world.objects("campaigns")) == 1


def test_a_campaign_whose_brand_fails_while_it_waits_is_told(world: World) -> None:
    profile = world.profile(company_name="DECLINE TAX LLC")
    campaign = world.campaign(world.brand(profile))
    world.drain()
    world.reviewed()
    sync = sync_of(campaign)
    assert sync.blocked == Block.DEPENDENCY
    assert "Tax ID does not match" in sync.detail["message"]
    assert world.objects("campaigns") == []


def test_numbers_wait_for_their_campaign(world: World) -> None:
    campaign = world.campaign()
    links = world.link(campaign, world.numbers(2))
    world.drain()
    assert {sync_of(link).state for link in links} == {"waiting"}
    world.reviewed()
    world.reviewed()
    world.reviewed()
    assert {link["status"] for link in world.objects("links")} == {"COMPLETED"}


def test_those_who_wait_for_something_deleted_are_told(world: World) -> None:
    brand = world.brand()
    world.drain()
    campaign = world.campaign(brand)
    world.drain()
    # Deleted at Plivo's console while the campaign waits here.
    brand.refresh_from_db()
    type(brand).objects.filter(pk=brand.pk).update(retiring=True)
    Sync.objects.filter(pk=brand.sync_id).update(wanted=2, run_after=db_now())
    world.drain()
    sync = sync_of(campaign)
    assert sync.blocked == Block.DEPENDENCY
    assert sync.state == "blocked"


def test_a_missed_release_is_caught_by_the_sweep(world: World) -> None:
    campaign = world.campaign()
    world.drain()
    sync = sync_of(campaign)
    world.reviewed()
    Sync.objects.filter(pk=sync.pk).update(waits_for=campaign.brand.sync_id, run_after=db_now())
    sweep()
    assert sync_of(campaign).waits_for_id is None


def test_a_brand_with_campaigns_cannot_be_deleted(world: World) -> None:
    campaign = world.campaign()
    world.drain()
    with pytest.raises(Invalid, match="campaign"):
        delete_brand(brand=campaign.brand, version=None, actor=world.actor)


@pytest.mark.parametrize("retried", [False, True])
def test_numbers_follow_a_campaign_that_was_declined_and_corrected(
    world: World, retried: bool
) -> None:
    campaign = world.campaign(message_flow=f"DECLINE 1004. {CAMPAIGN['message_flow']}")
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    world.reviewed()
    world.reviewed()
    assert sync_of(link).blocked == Block.DEPENDENCY
    if retried:
        retry_sync(sync=sync_of(link), actor=world.actor)
    world.later(60)
    sweep()
    assert sync_of(link).blocked == Block.DEPENDENCY
    campaign.refresh_from_db()
    values = {"message_flow": CAMPAIGN["message_flow"]}
    correct_campaign(campaign=campaign, values=values, version=None, actor=world.actor)
    world.drain()
    world.reviewed()
    world.reviewed()
    link.refresh_from_db()
    assert link.status == "COMPLETED"
    blocked = Event.objects.filter(subject_kind="compliance.campaignnumber", verb="blocked")
    assert blocked.count() == (2 if retried else 1)
