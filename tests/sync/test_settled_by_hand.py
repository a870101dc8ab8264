"""Decisions of a person leave nothing behind that contradicts them."""

import pytest

from apps.compliance.choices import SubmissionOutcome
from apps.compliance.models import Profile
from apps.compliance.services.campaign import correct_campaign
from apps.compliance.services.profile import pull_profiles
from apps.core import clock
from apps.core.errors import Refused
from apps.core.models import Event
from apps.providers.connect import client_for
from apps.sync.claim import claim, start
from apps.sync.drain import _visit
from apps.sync.models import Attempt, Hold, Outcome, Sync
from apps.sync.services import choose_match, refresh, take_theirs
from tests.world import CAMPAIGN, World


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


def changed(world: World, obj, kind: str, **changes) -> Sync:
    world.sandbox.drift(world.account, kind, obj.remote_id, changes)
    refresh(sync=sync_of(obj), actor=world.actor)
    world.drain()
    return sync_of(obj)


@pytest.mark.parametrize(
    "change",
    [
        {"company_name": "Else LLC"},
        {"ein": None},
        {"website": None},
        {"address": {"street": "1 Main St", "city": "Dallas"}},
        {"authorized_contact": {"first_name": "Bo", "last_name": "Ek", "phone": "(212) 555-9999"}},
        {"vertical": "ENTERNTAINMENT", "entity_type": "SOLE_PROPRIETOR"},
        {"country": "United States"},
    ],
    ids=["name", "no-ein", "no-site", "address", "contact", "spelling", "other"],
)
def test_what_was_taken_does_not_come_back_as_drift(world: World, change: dict) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    sync = changed(world, profile, "profile", **change)
    if sync.hold:
        take_theirs(sync=sync, actor=world.actor)
    refresh(sync=sync, actor=world.actor)
    world.drain()
    assert sync_of(profile).hold == ""
    assert len(world.writes()) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"description": "Somebody else wrote this text in the console of the provider."},
        {"sample2": None},
        {"campaign_attributes": {"subscriber_optin": True, "embedded_link": "true"}},
        {"optin_keywords": "start, yes"},
    ],
    ids=["text", "no-sample", "attributes", "keywords"],
)
def test_a_campaign_as_taken_does_not_come_back_as_drift(world: World, change: dict) -> None:
    campaign = world.active_campaign()
    sync = changed(world, campaign, "campaign", **change)
    if sync.hold:
        take_theirs(sync=sync, actor=world.actor)
    refresh(sync=sync, actor=world.actor)
    world.drain()
    assert sync_of(campaign).hold == ""


def test_taking_one_text_keeps_what_their_answer_leaves_out(world: World) -> None:
    subs = ["ACCOUNT_NOTIFICATION", "CUSTOMER_CARE"]
    campaign = world.active_campaign(usecase="MIXED", sub_usecases=subs)
    words = "Somebody else wrote this text in the console of the provider."
    sync = changed(
        world, campaign, "campaign", description=words, sub_usecases=None, sub_usecase=None
    )
    take_theirs(sync=sync, actor=world.actor)
    campaign.refresh_from_db()
    assert campaign.description == words
    assert campaign.sub_usecases == subs


@pytest.mark.parametrize(
    "contact",
    [
        {"phone": "2125551234"},
        {"phone": "(212) 555-1234"},
        {"phone": "1 212 555 1234"},
        {"seniority": "Vice President"},
        {"seniority": "c-level"},
    ],
)
def test_a_pulled_company_agrees_with_itself(world: World, contact: dict) -> None:
    made = world.sandbox.drift(
        world.account,
        "profile",
        action="create",
        changes={
            "profile_alias": "By hand",
            "customer_type": "direct",
            "company_name": "By  Hand LLC",
            "vertical": "real estate",
            "ein": "12-3456789",
            "website": "HTTPS://Hand.example.com/",
            "authorized_contact": {"first_name": "Bo", "last_name": "Ek", **contact},
        },
    )
    pull_profiles(configuration=world.configuration, actor=world.actor)
    profile = Profile.objects.get(remote_id=made["profile_uuid"])
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    assert sync_of(profile).detail == {}
    assert sync_of(profile).hold == ""


@pytest.mark.parametrize("said", ["https://acmebakery.com?to=", "https://acmebakery.com,"])
def test_a_text_that_looks_like_credentials_is_no_drift(world: World, said: str) -> None:
    """Their answers are kept with masks, also where nothing is secret."""
    flow = f"{CAMPAIGN['message_flow']} Write to {said}help@acmebakery.com for more."
    campaign = world.active_campaign(message_flow=flow)
    assert campaign.remote_status == "ACTIVE"
    assert sync_of(campaign).hold == ""


def test_a_lost_resubmission_is_proved_by_what_their_answer_does_say(world: World) -> None:
    """Their get may leave out the alias, and write keywords their way; a repeat costs $15."""
    campaign = world.campaign(message_flow=f"DECLINE 1004. {CAMPAIGN['message_flow']}")
    world.drain()
    world.reviewed()
    world.reviewed()
    campaign.refresh_from_db()
    said = {"message_flow": f"{CAMPAIGN['message_flow']} Write to https://acme.com,a@acme.com."}
    correct_campaign(campaign=campaign, values=said, version=None, actor=world.actor)
    visit = start(claim(world.configuration.pk, 1)[0])
    _visit(client_for(world.configuration), visit)
    spelt = {"campaign_alias": None, "optout_keywords": "stop, end"}
    world.sandbox.drift(world.account, "campaign", campaign.remote_id, spelt)
    clock.shift(46)
    world.drain()
    world.later(3.1)
    assert Attempt.objects.get(pk=visit.attempt.pk).outcome == Outcome.ADOPTED
    assert len(world.sandbox.objects(world.account)["paid"]) == 3


def test_a_second_change_there_is_shown_as_it_is_now(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    changed(world, profile, "profile", company_name="First Else LLC")
    sync = changed(world, profile, "profile", company_name="Second Else LLC")
    assert sync.detail["drift"]["company_name"][1] == "Second Else LLC"
    held = Event.objects.filter(subject_kind="compliance.profile", verb="held")
    assert held.count() == 1


def test_one_changed_and_then_deleted_there_is_gone(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    changed(world, profile, "profile", company_name="Else LLC")
    world.sandbox.drift(world.account, "profile", profile.remote_id, action="delete")
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    assert sync_of(profile).detail["gone"]


def held_for_several(world: World):
    brand = world.brand()
    world.drain()
    world.reviewed()
    campaign = world.campaign(brand)
    world.fault(method="POST", path="10dlc/Campaign", kind="late", seconds=1, times=1)
    world.drain()
    brand.refresh_from_db()
    world.sandbox.drift(
        world.account,
        "campaign",
        action="create",
        changes={
            "brand_id": brand.remote_id,
            "campaign_alias": campaign.campaign_alias,
            "usecase": campaign.usecase,
        },
    )
    world.later(3.1)
    assert sync_of(campaign).hold == Hold.SEVERAL
    return campaign


def test_a_filing_a_person_matched_was_accepted(world: World) -> None:
    """Left open it would be sent, and paid, as a resubmission with the next change."""
    campaign = held_for_several(world)
    chosen = sync_of(campaign).detail["candidates"][0]
    choose_match(sync=sync_of(campaign), remote_id=chosen, actor=world.actor)
    world.drain()
    assert campaign.sync.submissions.get().outcome == SubmissionOutcome.ACCEPTED


def test_a_match_another_row_has_by_now_is_refused(world: World) -> None:
    campaign = held_for_several(world)
    chosen = sync_of(campaign).detail["candidates"][0]
    other = world.campaign(campaign.brand, campaign_alias="Another")
    type(other).objects.filter(pk=other.pk).update(remote_id=chosen)
    with pytest.raises(Refused, match="Another"):
        choose_match(sync=sync_of(campaign), remote_id=chosen, actor=world.actor)
    assert Attempt.objects.open_write(sync_of(campaign))
