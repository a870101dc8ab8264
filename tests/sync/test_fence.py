"""Workers that die, freeze or come back late."""

import pytest
from django.db.models import F

from apps.core import clock
from apps.core.clock import db_now
from apps.providers.connect import client_for
from apps.sync import lane as lanes
from apps.sync.claim import claim, start, unclaim
from apps.sync.drain import _visit
from apps.sync.models import Attempt, Outcome, Sync
from apps.sync.settle import Result, settle
from tests.world import World

LEASE = 46


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


def send(world: World, visit) -> Result:
    client = client_for(world.configuration)
    return Result(value=_visit(client, visit), exchanges=client.exchanges)


def test_a_claimed_row_is_nobody_else_s_until_its_lease_ends(world: World) -> None:
    world.profile()
    assert len(claim(world.configuration.pk, 10)) == 1
    assert claim(world.configuration.pk, 10) == []
    clock.shift(LEASE)
    assert len(claim(world.configuration.pk, 10)) == 1


def test_a_claim_given_back_is_free_at_once(world: World) -> None:
    world.profile()
    unclaim(claim(world.configuration.pk, 10))
    assert len(claim(world.configuration.pk, 10)) == 1


def test_the_attempt_is_on_record_before_anything_leaves(world: World) -> None:
    world.profile()
    visit = start(claim(world.configuration.pk, 1)[0])
    assert visit is not None
    assert world.writes() == []
    attempt = Attempt.objects.get(pk=visit.attempt.pk)
    assert (attempt.outcome, attempt.ended_at, attempt.write) == (Outcome.OPEN, None, True)


def test_a_worker_that_died_after_sending_is_followed_by_a_look_up(world: World) -> None:
    profile = world.profile()
    visit = start(claim(world.configuration.pk, 1)[0])
    send(world, visit)
    clock.shift(LEASE)
    world.drain()
    profile.refresh_from_db()
    assert profile.remote_id
    assert len(world.writes()) == 1
    assert Attempt.objects.get(pk=visit.attempt.pk).outcome == Outcome.ADOPTED


def test_a_worker_that_died_before_sending_costs_grace(world: World) -> None:
    profile = world.profile()
    start(claim(world.configuration.pk, 1)[0])
    clock.shift(LEASE)
    world.drain()
    assert sync_of(profile).state == "checking"
    assert world.writes() == []
    world.later(3.1)
    assert len(world.writes()) == 1
    assert sync_of(profile).state == "in_sync"


def test_a_slow_worker_settling_after_its_fence_moved_changes_nothing(world: World) -> None:
    profile = world.profile()
    slow = start(claim(world.configuration.pk, 1)[0])
    clock.shift(LEASE)
    answer = send(world, slow)
    second = claim(world.configuration.pk, 1)[0]
    before = sync_of(profile)
    settle(slow, answer)
    after = sync_of(profile)
    assert (after.sent, after.lease_until, after.claim_no) == (
        before.sent,
        before.lease_until,
        second.claim_no,
    )
    profile.refresh_from_db()
    assert profile.remote_id == ""
    # Its successor proves what it did.
    assert start(second).purpose == "prove"
    clock.shift(LEASE)
    world.drain()
    profile.refresh_from_db()
    assert profile.remote_id
    assert len(world.writes()) == 1


def test_a_stale_claim_starts_nothing(world: World) -> None:
    world.profile()
    stale = claim(world.configuration.pk, 1)[0]
    clock.shift(LEASE)
    claim(world.configuration.pk, 1)
    assert start(stale) is None
    assert Attempt.objects.filter(write=True).count() == 0


def test_a_worker_killed_after_3_of_a_batch_of_100_loses_none(world: World) -> None:
    profiles = [world.profile(profile_alias=f"Company {n}", ein="") for n in range(100)]
    batch = claim(world.configuration.pk, 100)
    assert len(batch) == 100
    for item in batch[:3]:
        visit = start(item)
        settle(visit, send(world, visit))
    send(world, start(batch[3]))
    world.drain()
    assert len(world.writes()) == 4
    clock.shift(LEASE)
    world.drain()
    assert len(world.writes()) == 100
    assert len(world.objects("profiles")) == 101
    states = Sync.objects.filter(kind="compliance.profile")
    assert states.filter(sent=F("wanted")).count() == len(profiles)


def test_only_one_drain_holds_the_lane(world: World) -> None:
    world.profile()
    first = lanes.take(world.configuration.pk)
    assert first is not None
    assert lanes.take(world.configuration.pk) is None
    lanes.release(first)
    assert lanes.take(world.configuration.pk) is not None


def test_a_lane_whose_drain_died_is_free_when_its_lease_ends(world: World) -> None:
    first = lanes.take(world.configuration.pk)
    clock.shift(LEASE)
    second = lanes.take(world.configuration.pk)
    assert second is not None
    assert not lanes.renew(first)
    lanes.release(first)
    assert second.lease_until > db_now()
    assert lanes.take(world.configuration.pk) is None


@pytest.mark.parametrize("paused", [True, False])
def test_a_paused_lane_is_not_drained(world: World, paused: bool) -> None:
    world.profile()
    if paused:
        lanes.pause(world.configuration, "for a test")
    world.drain()
    assert bool(world.writes()) is not paused
