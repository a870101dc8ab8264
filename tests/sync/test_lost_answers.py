"""A write whose answer never came: looked up by its key as sent, never blindly repeated."""

import pytest

from apps.compliance.models import Profile
from apps.compliance.services.profile import delete_profile, edit_profile
from apps.core import clock
from apps.sync.models import Attempt, Hold, Outcome, Sync
from apps.sync.services import choose_match
from tests.world import World

GRACE = 3.1


@pytest.fixture(autouse=True)
def _short_calls(settings) -> None:
    settings.SYNC_HTTP_SECONDS = 1.0


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


def writes(world: World, method: str = "POST") -> list:
    return [r for r in world.writes() if r["method"] == method]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "reset_after"},
        {"kind": "timeout_after", "seconds": 2},
        {"kind": "status", "status": 500, "applied": True},
        {"kind": "status", "status": 503, "applied": True},
    ],
    ids=["reset", "timeout", "500", "503"],
)
def test_one_that_was_accepted_is_adopted(world: World, fault: dict) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", times=1, **fault)
    world.drain()
    profile.refresh_from_db()
    assert profile.remote_id
    assert len(writes(world)) == 1
    assert sync_of(profile).state == "in_sync"
    assert world.attempts(write=True)[0].outcome == Outcome.ADOPTED


@pytest.mark.parametrize(
    "fault",
    [{"kind": "reset_before"}, {"kind": "status", "status": 500}],
    ids=["reset", "500"],
)
def test_one_that_was_not_is_sent_again_only_after_grace(world: World, fault: dict) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", times=1, **fault)
    world.drain()
    assert sync_of(profile).state == "checking"
    assert len(writes(world)) == 1
    world.later(GRACE)
    profile.refresh_from_db()
    assert profile.remote_id
    assert len(writes(world)) == 2
    assert [a.outcome for a in world.attempts(write=True)] == [Outcome.ABSENT, Outcome.DONE]


def test_one_that_is_accepted_late_is_found_within_grace(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="late", seconds=2, times=1)
    world.drain()
    assert sync_of(profile).state == "checking"
    world.sandbox.advance(2.1, world.account)
    clock.shift(GRACE)
    world.drain()
    profile.refresh_from_db()
    assert profile.remote_id
    assert len(writes(world)) == 1
    assert len(world.objects("profiles")) == 2


def test_an_alias_edited_meanwhile_is_looked_up_as_it_was_sent(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="late", seconds=2, times=1)
    world.drain()
    profile.refresh_from_db()
    edit_profile(
        profile=profile,
        values={"profile_alias": "Another name", "city": "Albany"},
        version=profile.version,
        actor=world.actor,
    )
    world.sandbox.advance(2.1, world.account)
    world.drain()
    assert len(writes(world)) == 1
    clock.shift(GRACE)
    world.drain()
    profile.refresh_from_db()
    created = [p for p in world.objects("profiles") if p["profile_type"] == "SECONDARY"]
    assert len(created) == 1
    assert created[0]["profile_uuid"] == profile.remote_id
    assert created[0]["address"]["city"] == "Albany"
    # Plivo takes no new alias, so a person decides which name stays.
    assert sync_of(profile).hold == Hold.DRIFT
    assert list(sync_of(profile).detail["drift"]) == ["profile_alias"]


def test_several_matches_are_held_for_a_person(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="reset_after", times=1)
    client_side = {"profile_alias": profile.profile_alias, "company_name": profile.company_name}
    world.drain()
    profile.refresh_from_db()
    twin = world.sandbox.drift(
        world.account, "profile", action="create", changes={**client_side, "ein": profile.ein}
    )
    # As if both had been there when we looked.
    Attempt.objects.filter(sync=profile.sync, write=True).update(outcome=Outcome.UNKNOWN)
    Profile.objects.filter(pk=profile.pk).update(remote_id="")
    Sync.objects.filter(pk=profile.sync_id).update(
        unsure_since=clock.db_now(), sent=0, run_after=clock.db_now()
    )
    world.drain()
    sync = sync_of(profile)
    assert sync.hold == Hold.SEVERAL
    assert set(sync.detail["candidates"]) == {profile.remote_id, twin["profile_uuid"]}
    choose_match(sync=sync, remote_id=profile.remote_id, actor=world.actor)
    world.drain()
    profile.refresh_from_db()
    assert profile.remote_id in sync.detail["candidates"]
    assert sync_of(profile).state == "in_sync"
    assert len(writes(world)) == 1


def test_a_lost_update_waits_grace_before_it_is_repeated(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    edit_profile(profile=profile, values={"city": "Albany"}, version=1, actor=world.actor)
    world.fault(method="POST", path="Profile", kind="reset_before", times=1)
    world.drain()
    profile.refresh_from_db()
    edit_profile(
        profile=profile, values={"city": "Buffalo"}, version=profile.version, actor=world.actor
    )
    world.drain()
    assert len(writes(world)) == 2
    world.later(GRACE)
    assert len(writes(world)) == 3
    assert world.objects("profiles")[-1]["address"]["city"] == "Buffalo"


def test_a_lost_update_that_was_done_is_not_repeated(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    edit_profile(profile=profile, values={"city": "Albany"}, version=1, actor=world.actor)
    world.fault(method="POST", path="Profile", kind="reset_after", times=1)
    world.drain()
    assert len(writes(world)) == 2
    assert sync_of(profile).state == "in_sync"


def test_a_lost_delete_that_was_done_is_found_gone(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    delete_profile(profile=profile, version=profile.version, actor=world.actor)
    world.fault(method="DELETE", path="Profile", kind="reset_after", times=1)
    world.drain()
    profile.refresh_from_db()
    assert profile.retired_at
    assert len(writes(world, "DELETE")) == 1


def test_a_deleted_one_whose_create_was_lost_is_found_and_then_deleted(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="late", seconds=2, times=1)
    world.drain()
    profile.refresh_from_db()
    delete_profile(profile=profile, version=profile.version, actor=world.actor)
    world.sandbox.advance(2.1, world.account)
    clock.shift(GRACE)
    world.drain()
    profile.refresh_from_db()
    assert profile.retired_at
    assert [p["profile_type"] for p in world.objects("profiles")] == ["PRIMARY"]


def test_a_paid_create_that_was_lost_is_paid_once(world: World) -> None:
    profile = world.profile()
    world.drain()
    brand = world.brand(profile)
    world.fault(method="POST", path="Brand", kind="reset_after", times=1)
    world.drain()
    brand.refresh_from_db()
    assert brand.remote_id
    assert len(world.sandbox.objects(world.account)["paid"]) == 1
    submission = brand.sync.submissions.get()
    assert submission.outcome == "accepted"


def test_a_repeat_refused_because_the_first_was_done_is_adopted(world: World) -> None:
    """GRACE was too short: Plivo refuses the second brand of a profile, and the first is found."""
    profile = world.profile()
    world.drain()
    brand = world.brand(profile)
    world.fault(method="POST", path="Brand", kind="late", seconds=30, times=1)
    world.drain()
    clock.shift(GRACE)
    world.sandbox.advance(31, world.account)
    # The look-up that proves absence comes before the late acceptance, the repeat after it.
    Attempt.objects.filter(sync=brand.sync, write=True).update(outcome=Outcome.ABSENT)
    Sync.objects.filter(pk=brand.sync_id).update(unsure_since=None, run_after=clock.db_now())
    world.drain()
    brand.refresh_from_db()
    assert brand.remote_id
    assert len(world.objects("brands")) == 1
    assert sync_of(brand).blocked == ""
    assert brand.sync.submissions.get().outcome == "accepted"
