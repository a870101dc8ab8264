"""Deleting a thing in whatever state it is in."""

import pytest
from django.test import Client

from apps.compliance.models import CampaignNumber
from apps.compliance.services.brand import delete_brand
from apps.compliance.services.campaign import delete_campaign, import_campaign
from apps.compliance.services.number import relink_number, unlink_numbers
from apps.compliance.services.profile import delete_profile, edit_profile
from apps.core.models import Event
from apps.numberpools.models import PhoneNumber
from apps.sync.claim import claim, start
from apps.sync.models import Attempt, Hold, Outcome, Sync
from apps.sync.services import refresh, take_theirs
from apps.sync.settle import Result, settle
from apps.upstream.errors import Rejected
from tests.world import World


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


def test_one_whose_create_is_refused_while_it_is_deleted_goes_by_itself(world: World) -> None:
    profile = world.profile()
    world.drain()
    brand = world.brand(profile)
    visit = start(claim(world.configuration.pk, 1)[0])
    delete_brand(brand=brand, version=None, actor=world.actor)
    settle(visit, Result(error=Rejected("no", status=400)))
    world.drain()
    brand.refresh_from_db()
    assert not brand.live
    assert sync_of(brand).state == "in_sync"
    assert brand.sync.submissions.get().outcome == "refused"


def test_one_held_for_drift_is_deleted_all_the_same(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(world.account, "profile", profile.remote_id, {"company_name": "Else LLC"})
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    assert sync_of(profile).hold == Hold.DRIFT
    delete_profile(profile=profile, version=None, actor=world.actor)
    world.drain()
    profile.refresh_from_db()
    assert not profile.live
    assert sync_of(profile).state == "in_sync"


def test_one_that_vanished_there_is_deleted_without_a_decision(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(world.account, "profile", profile.remote_id, action="delete")
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    delete_profile(profile=profile, version=None, actor=world.actor)
    world.drain()
    profile.refresh_from_db()
    assert not profile.live
    assert sync_of(profile).state == "in_sync"


def test_what_was_let_go_of_is_never_pushed(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(world.account, "profile", profile.remote_id, action="delete")
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    edit_profile(profile=profile, values={"city": "Albany"}, version=None, actor=world.actor)
    before = len(world.writes())
    take_theirs(sync=sync_of(profile), actor=world.actor)
    world.drain()
    assert len(world.writes()) == before
    assert sync_of(profile).state == "in_sync"


def test_a_callback_after_the_end_changes_nothing(world: World, client: Client) -> None:
    brand = world.brand()
    world.drain()
    brand.refresh_from_db()
    delete_brand(brand=brand, version=None, actor=world.actor)
    world.drain()
    client.post(f"/callbacks/plivo/{sync_of(brand).token}/")
    world.drain()
    retired = Event.objects.filter(
        subject_kind="compliance.brand", subject_id=brand.pk, verb="retired"
    )
    assert retired.count() == 1
    assert sync_of(brand).look_at is None


@pytest.mark.parametrize("sent", [False, True])
def test_numbers_that_waited_for_a_deleted_campaign_trouble_nobody(
    world: World, sent: bool
) -> None:
    brand = world.brand()
    world.drain()
    if sent:
        world.reviewed()
    campaign = world.campaign(brand)
    world.drain()
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    assert sync_of(link).state == "waiting"
    delete_campaign(campaign=campaign, version=None, actor=world.actor)
    world.drain()
    world.later(60)
    link.refresh_from_db()
    assert not link.live
    assert sync_of(link).state == "in_sync"


def test_a_number_refused_before_its_campaign_went_troubles_nobody(world: World) -> None:
    campaign = world.active_campaign()
    world.fault(method="POST", path="Number", kind="status", status=400, times=1)
    world.fault(method="POST", path=".*/Number/", kind="status", status=400, times=1)
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    assert sync_of(link).state == "blocked"
    delete_campaign(campaign=campaign, version=None, actor=world.actor)
    world.drain()
    link.refresh_from_db()
    assert not link.live
    assert sync_of(link).state == "in_sync"


def test_a_number_unlinked_at_plivo_is_unlinked_here(world: World) -> None:
    campaign = world.active_campaign()
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    world.reviewed()
    world.sandbox.drift(world.account, "link", link.number, action="delete")
    unlink_numbers(links=[link], actor=world.actor)
    world.drain()
    link.refresh_from_db()
    assert not link.live
    assert sync_of(link).state == "in_sync"


def test_an_unlink_refused_as_not_linked_is_done(world: World) -> None:
    """The status of that refusal is not documented; its words are."""
    campaign = world.active_campaign()
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    world.reviewed()
    words = f"The number {link.number} is not linked to this campaign"
    world.fault(method="DELETE", kind="status", status=400, error=words, times=1)
    unlink_numbers(links=[link], actor=world.actor)
    world.drain()
    link.refresh_from_db()
    assert not link.live


def test_a_failed_link_found_by_a_look_up_proves_no_new_one(world: World) -> None:
    campaign = world.active_campaign()
    world.numbers(1)
    failing = PhoneNumber.objects.for_10dlc().filter(number__endswith="0000").first()
    link = world.link(campaign, [failing.number])[0]
    world.drain()
    world.reviewed()
    link.refresh_from_db()
    assert link.status == "FAILED"
    relink_number(link=link, actor=world.actor)
    world.fault(method="POST", path=".*/Number/", kind="reset_before", times=1)
    world.drain()
    assert sync_of(link).state == "checking"
    world.later(3.1)
    writes = Attempt.objects.filter(sync=link.sync_id, verb="link").order_by("pk")
    assert [a.outcome for a in writes] == [Outcome.DONE, Outcome.ABSENT, Outcome.DONE]
    assert CampaignNumber.objects.get(pk=link.pk).status == "PROCESSING"


def test_an_import_refused_and_let_go_of_can_be_tried_again(world: World) -> None:
    values = {"campaign_id": "CSHARE7", "campaign_alias": "Shared"}
    world.fault(method="POST", path="10dlc/Campaign/Import", kind="status", status=404, times=1)
    campaign = import_campaign(configuration=world.configuration, values=values, actor=world.actor)
    world.drain()
    assert sync_of(campaign).state == "blocked"
    delete_campaign(campaign=campaign, version=None, actor=world.actor)
    world.drain()
    again = import_campaign(configuration=world.configuration, values=values, actor=world.actor)
    world.drain()
    again.refresh_from_db()
    assert (again.public_id, again.remote_id) == ("CSHARE7", "CSHARE7")
