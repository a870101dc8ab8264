"""What costs money is sent once, as agreed to, and never by the way."""

import pytest

from apps.compliance.models import Campaign, Submission
from apps.compliance.services.brand import correct_brand, submit_brand
from apps.compliance.services.campaign import correct_campaign, submit_campaign
from apps.core import clock, events
from apps.core.errors import Conflict, Invalid, NotAllowed, Refused
from apps.sync.models import Sync
from apps.sync.queue import enqueue
from apps.sync.services import retry_sync
from tests.world import BRAND, CAMPAIGN, World

FIXED_FLOW = (
    "Customers tick an unchecked box at checkout on acmebakery.com; the box names what is sent, "
    "how often, message and data rates, STOP and HELP, and links the privacy policy and terms."
)


def paid(world: World, kind: str = "campaign") -> list:
    """Every fee the provider took for it, resubmissions too."""
    paid_for = world.sandbox.objects(world.account)["paid"]
    return [p for p in paid_for if p["kind"].startswith(kind)]


def declined(world: World) -> Campaign:
    campaign = world.campaign(message_flow=f"DECLINE 1004. {CAMPAIGN['message_flow']}")
    world.drain()
    world.reviewed()
    world.reviewed()
    campaign.refresh_from_db()
    assert campaign.registration_status == "FAILED"
    return campaign


def fix(world: World, campaign: Campaign, **values):
    campaign.refresh_from_db()
    return correct_campaign(
        campaign=campaign,
        values={"message_flow": FIXED_FLOW, **values},
        version=campaign.version,
        actor=world.actor,
    )


def test_a_filing_is_frozen_with_its_fee_and_who_asked(world: World) -> None:
    brand = world.brand()
    filing = brand.sync.submissions.get()
    assert (filing.n, filing.act, filing.outcome) == (1, "create", "")
    assert filing.fee == 44
    assert filing.snapshot["brand_alias"] == BRAND["brand_alias"]
    assert "profile_uuid" not in filing.snapshot
    assert filing.requested_by == world.actor.label
    world.drain()
    filing.refresh_from_db()
    assert filing.outcome == "accepted"
    assert filing.sent_at is not None


def test_a_decline_reads_in_the_provider_s_words(world: World) -> None:
    campaign = declined(world)
    assert campaign.decline is not None
    assert campaign.decline.code == "1004"
    filing = campaign.sync.submissions.get()
    assert (filing.verdict, "1004" in filing.words) == ("declined", True)


def test_a_declined_campaign_is_fixed_and_sent_again_for_15(world: World) -> None:
    campaign = declined(world)
    fix(world, campaign)
    filing = campaign.sync.submissions.first()
    assert (filing.n, filing.act, filing.fee) == (2, "resubmit", 15)
    world.drain()
    campaign.refresh_from_db()
    assert campaign.registration_status == "PROCESSING"
    world.reviewed()
    campaign.refresh_from_db()
    assert campaign.registration_status == "ACTIVE"
    assert campaign.sync.submissions.first().verdict == "approved"
    assert len(world.objects("campaigns")) == 1
    assert len(paid(world)) == 2


def test_a_resubmission_whose_answer_is_lost_is_paid_once(world: World) -> None:
    campaign = declined(world)
    fix(world, campaign)
    world.fault(method="POST", path="Campaign", kind="reset_after", times=1)
    world.drain()
    world.later(4)
    assert len(paid(world)) == 2


def test_a_resubmission_that_did_not_arrive_is_sent_after_grace(world: World) -> None:
    campaign = declined(world)
    fix(world, campaign)
    world.fault(method="POST", path="Campaign", kind="reset_before", times=1)
    world.drain()
    assert len(paid(world)) == 1
    world.later(4)
    assert len(paid(world)) == 2
    world.reviewed()
    campaign.refresh_from_db()
    assert campaign.registration_status == "ACTIVE"


def test_an_unchanged_resubmission_is_told_by_its_state(world: World) -> None:
    campaign = declined(world)
    fix(world, campaign, message_flow=campaign.message_flow)
    world.fault(method="POST", path="Campaign", kind="reset_before", times=1)
    world.drain()
    assert Sync.objects.get(pk=campaign.sync_id).state == "checking"
    world.later(4)
    assert len(paid(world)) == 2


def test_an_edit_while_the_create_is_unsure_is_refused_and_costs_nothing(world: World) -> None:
    brand = world.brand()
    world.drain()
    world.reviewed()
    campaign = world.campaign(brand)
    world.fault(method="POST", path="Campaign", kind="late", seconds=2, times=1)
    world.drain()
    with pytest.raises(Refused, match="being filed"):
        fix(world, campaign, campaign_alias="Renamed")
    campaign.refresh_from_db()
    assert campaign.campaign_alias == CAMPAIGN["campaign_alias"]
    # Even a counter raised from elsewhere sends nothing that nobody agreed to pay.
    enqueue(campaign)
    world.sandbox.advance(2.1, world.account)
    clock.shift(3.1)
    world.drain()
    assert len(paid(world)) == len(world.objects("campaigns")) == 1
    assert Submission.objects.filter(sync=campaign.sync).count() == 1


def test_an_edit_before_it_was_sent_replaces_the_filing_for_no_fee(world: World) -> None:
    campaign = world.campaign()
    world.drain()
    fix(world, campaign, description="Acme Bakery texts customers about orders placed in its shop.")
    assert [s.outcome for s in campaign.sync.submissions.all()] == ["", "superseded"]
    world.reviewed()
    world.reviewed()
    assert len(paid(world)) == 1
    assert "in its shop" in world.objects("campaigns")[0]["description"]


def test_one_under_review_or_active_cannot_be_changed(world: World) -> None:
    campaign = world.campaign()
    world.drain()
    world.reviewed()
    with pytest.raises(Invalid, match="under review"):
        fix(world, campaign)
    world.reviewed()
    with pytest.raises(Invalid, match="active"):
        fix(world, campaign)
    assert len(paid(world)) == 1


def test_what_cannot_be_corrected_is_refused_at_its_field(world: World) -> None:
    campaign = declined(world)
    with pytest.raises(Invalid) as refused:
        fix(world, campaign, usecase="MARKETING")
    assert "usecase" in refused.value.errors
    assert len(paid(world)) == 1


def test_a_refused_filing_goes_again_as_it_was_on_retry(world: World) -> None:
    brand = world.brand()
    world.fault(method="POST", path="Brand", kind="status", status=400, times=1)
    world.drain()
    assert Sync.objects.get(pk=brand.sync_id).blocked == "rejected"
    retry_sync(sync=Sync.objects.get(pk=brand.sync_id), actor=world.filer)
    world.drain()
    assert len(paid(world, "brand")) == 1
    assert brand.sync.submissions.get().outcome == "accepted"


def test_a_refused_brand_is_corrected_here_and_filed_for_the_first_time(world: World) -> None:
    brand = world.brand()
    world.fault(method="POST", path="Brand", kind="status", status=400, times=1)
    world.drain()
    correct_brand(brand=brand, values={"secondary_vetting": False}, version=1, actor=world.actor)
    world.drain()
    assert len(paid(world, "brand")) == 1
    assert brand.sync.submissions.first().fee == 4


def test_a_brand_plivo_has_cannot_be_changed(world: World) -> None:
    brand = world.brand()
    world.drain()
    with pytest.raises(Refused, match="Deactivate"):
        correct_brand(brand=brand, values={}, version=None, actor=world.actor)


def test_two_who_correct_at_once_do_not_pay_twice(world: World) -> None:
    campaign = declined(world)
    version = campaign.version
    fix(world, campaign)
    with pytest.raises(Conflict):
        correct_campaign(campaign=campaign, values={}, version=version, actor=world.filer)
    world.drain()
    assert len(paid(world)) == 2


def test_a_viewer_files_nothing(world: World) -> None:
    profile = world.profile()
    with pytest.raises(NotAllowed):
        submit_brand(profile=profile, values=BRAND, actor=world.viewer)
    brand = world.brand(profile)
    with pytest.raises(NotAllowed):
        submit_campaign(brand=brand, values=CAMPAIGN, actor=world.viewer)
    assert not Campaign.objects.exists()


def test_a_resubmission_is_not_taken_for_a_change_at_plivo(world: World) -> None:
    """Its receipt says nothing about the text, so what was read before must not be compared."""
    campaign = declined(world)
    fix(world, campaign)
    world.fault(method="GET", path="10dlc/Campaign", kind="status", status=503, times=1)
    world.drain()
    sync = Sync.objects.get(pk=campaign.sync_id)
    assert sync.hold == ""
    assert not events.timeline(campaign).filter(verb="held").exists()
