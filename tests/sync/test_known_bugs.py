"""The bugs that fault campaigns find in engines like this one, each in its smallest form.

What needs workers that really die is in tests/faults.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.compliance.models import Brand, Campaign, CampaignNumber, Profile
from apps.compliance.services.campaign import import_campaign
from apps.compliance.services.profile import edit_profile
from apps.core import clock
from apps.providers.connect import client_for
from apps.sync.claim import claim, start
from apps.sync.drain import _visit
from apps.sync.models import Attempt, Outcome, Sync
from apps.sync.settle import Result, settle
from tests.world import World

GRACE = 3.1
LEASE = 46


class Death(BaseException):
    """What kill -9 is to the statements that come after it; nothing in the engine may catch it."""


class DiesAt:
    """`with connection.execute_wrapper(DiesAt(n))`: the n-th statement is the last, unfinished."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self, execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.left -= 1
            if self.left == 0:
                raise Death
        return execute(sql, *args)


def answer(world: World, visit: Any) -> Result:
    """Sends the write of `visit`; nothing is settled."""
    client = client_for(world.configuration)
    return Result(value=_visit(client, visit), exchanges=client.exchanges)


def state(world: World) -> list[Any]:
    """Every column the settling of an answer could half-write."""
    syncs = Sync.objects.filter(configuration=world.configuration).order_by("pk")
    profiles = Profile.objects.filter(configuration=world.configuration).order_by("pk")
    attempts = Attempt.objects.filter(configuration=world.configuration, write=True)
    return [
        *syncs.values_list("pk", "sent", "wanted", "run_after", "waits_for", "lease_until"),
        *profiles.values_list("pk", "remote_id", "remote_seen_at"),
        *attempts.order_by("pk").values_list("pk", "outcome", "status"),
    ]


def settle_dying_everywhere(world: World, visit: Any, result: Result) -> int:
    """Settles, after a death at each of its statements in turn; returns how many deaths."""
    before = state(world)
    deaths = 0
    while True:
        try:
            with connection.execute_wrapper(DiesAt(deaths + 1)), transaction.atomic():
                settle(visit, result)
            return deaths
        except Death:
            deaths += 1
            visit.attempt.refresh_from_db()
            assert state(world) == before


# "done" and "promote the next" in two statements: a kill between them strands the next one.


def test_a_death_anywhere_in_settling_strands_no_later_change(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    for city in ("Albany", "Buffalo"):
        profile = edit_profile(
            profile=profile, values={"city": city}, version=profile.version, actor=world.actor
        )
        if city == "Albany":
            visit = start(claim(world.configuration.pk, 1)[0])
            result = answer(world, visit)
    assert settle_dying_everywhere(world, visit, result) >= 5
    world.drain()
    assert world.objects("profiles")[-1]["address"]["city"] == "Buffalo"


def test_a_death_anywhere_in_settling_strands_nobody_who_waits(world: World) -> None:
    profile = world.profile()
    brand = world.brand(profile)
    first, second = claim(world.configuration.pk, 2)
    visit = start(first)
    assert start(second) is None
    assert Sync.objects.get(pk=brand.sync_id).waits_for_id == profile.sync_id
    assert settle_dying_everywhere(world, visit, answer(world, visit)) >= 5
    world.drain()
    brand.refresh_from_db()
    assert brand.remote_id
    assert len(world.objects("brands")) == 1


def test_a_death_before_settling_leaves_the_answer_to_be_proved(world: World) -> None:
    profile = world.profile()
    visit = start(claim(world.configuration.pk, 1)[0])
    answer(world, visit)
    clock.shift(LEASE)
    world.drain()
    profile.refresh_from_db()
    assert profile.remote_id
    assert Attempt.objects.get(pk=visit.attempt.pk).outcome == Outcome.ADOPTED
    assert len(world.writes()) == 1


# An ambiguous update repeated at once: the lost one arrives after the newer and wins.


def test_a_newer_edit_waits_for_a_lost_one_so_that_the_older_cannot_land_last(
    world: World,
) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.fault(method="POST", path="Profile", kind="late", seconds=2, times=1)
    for city in ("Albany", "Buffalo"):
        profile = edit_profile(
            profile=profile, values={"city": city}, version=profile.version, actor=world.actor
        )
        world.drain()
    assert len(world.writes()) == 2
    world.sandbox.advance(2.1, world.account)
    clock.shift(GRACE)
    world.drain()
    assert world.objects("profiles")[-1]["address"]["city"] == "Buffalo"
    assert len(world.writes()) == 3
    assert Sync.objects.get(pk=profile.sync_id).state == "in_sync"


# Adoption without UNIQUE(remote id): two rows take one object, and one of them was never made.


def test_a_look_up_does_not_adopt_what_another_row_has(world: World) -> None:
    first = world.profile()
    world.drain()
    first.refresh_from_db()
    second = world.profile(profile_alias="Soon the same")
    # Pulled objects may share a name; rules keep ours apart.
    Profile.objects.filter(pk=first.pk).update(imported=True)
    Profile.objects.filter(pk=second.pk).update(profile_alias=first.profile_alias)
    world.fault(method="POST", path="Profile", kind="reset_before", times=1)
    world.drain()
    second.refresh_from_db()
    assert second.remote_id == ""
    world.later(GRACE)
    second.refresh_from_db()
    assert second.remote_id not in ("", first.remote_id)
    assert len(world.objects("profiles")) == 3


@pytest.mark.parametrize("model", [Profile, Brand, Campaign, CampaignNumber])
def test_the_database_gives_an_id_to_one_row_only(world: World, model: Any) -> None:
    campaigns = [world.active_campaign()]
    profile = world.profile(profile_alias="Other", company_name="Other LLC", ein="120000002")
    brand = world.brand(profile, brand_alias="Other brand")
    campaigns.append(world.campaign(brand, campaign_alias="Other orders"))
    world.drain()
    world.reviewed()
    world.reviewed()
    for campaign, number in zip(campaigns, world.numbers(2), strict=True):
        campaign.refresh_from_db()
        world.link(campaign, [number])
    world.drain()
    rows = model.objects.filter(configuration=world.configuration, imported=False).order_by("pk")
    assert len(rows) == 2
    assert all(row.remote_id for row in rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=rows[1].pk).update(remote_id=rows[0].remote_id)


# A time window in the look-up of what upstream keeps unique: not found, sent again, refused.


@pytest.mark.parametrize("kind", ["brand", "import", "link"])
def test_what_plivo_keeps_unique_is_found_however_old_it_seems(world: World, kind: str) -> None:
    campaign = world.active_campaign() if kind == "link" else None
    profile = world.profile(profile_alias="Clocked", company_name="Clocked LLC", ein="120000001")
    world.drain()
    numbers = world.numbers(1)
    # Calibrated by the answers so far; then Plivo's clock jumps back by an hour.
    world.sandbox.advance(-3600, world.account)
    path = {"brand": "10dlc/Brand", "import": "10dlc/Campaign/Import"}.get(kind, "")
    world.fault(method="POST", path=path, kind="reset_after", times=1)
    row: Any
    if kind == "brand":
        row = world.brand(profile, brand_alias="Clocked brand")
    elif kind == "import":
        values = {"campaign_id": "CSHARE1", "campaign_alias": "Shared"}
        row = import_campaign(configuration=world.configuration, values=values, actor=world.actor)
    else:
        assert campaign is not None
        row = world.link(campaign, numbers)[0]
    before = len(world.writes())
    world.drain()
    row.refresh_from_db()
    assert row.remote_id
    assert len(world.writes()) == before + 1
    assert Sync.objects.get(pk=row.sync_id).blocked == ""


# Clock skew: what was created within the window seems older (or newer) than the send.


@pytest.mark.parametrize("skew", [-10, 10])
@pytest.mark.parametrize("kind", ["profile", "campaign"])
def test_a_clock_that_is_10_seconds_off_makes_no_duplicate(
    world: World, skew: int, kind: str
) -> None:
    _lost_under(world, kind, skew)


@pytest.mark.parametrize("skew", [-600, 600])
@pytest.mark.parametrize("kind", ["profile", "campaign"])
def test_a_clock_that_is_far_off_is_measured_and_makes_no_duplicate(
    world: World, skew: int, kind: str
) -> None:
    world.sandbox.advance(skew, world.account)
    # Any answer tells the time there.
    world.profile(profile_alias="First", company_name="First LLC", ein="")
    world.drain()
    _lost_under(world, kind, 0)


def _lost_under(world: World, kind: str, skew: int) -> None:
    """Loses the answer of a create and expects it to be adopted, not repeated."""
    profile = world.profile()
    brand = None
    if kind == "campaign":
        brand = world.brand(profile)
        world.drain()
        world.reviewed()
        path = "10dlc/Campaign"
    else:
        path = "Profile"
    world.sandbox.advance(skew, world.account)
    world.fault(method="POST", path=path, kind="reset_after", times=1)
    row: Any = world.campaign(brand) if brand else profile
    before = len(world.writes())
    world.drain()
    row.refresh_from_db()
    assert row.remote_id
    assert len(world.writes()) == before + 1
    lost = Attempt.objects.filter(sync=row.sync_id, verb="create")
    assert [attempt.outcome for attempt in lost] == [Outcome.ADOPTED]


# GRACE below the latest late acceptance: the one thing the engine cannot make good.


@pytest.mark.parametrize(("grace", "created"), [(1.0, 2), (5.0, 1)])
def test_grace_must_exceed_the_latest_acceptance(
    world: World, settings: Any, grace: float, created: int
) -> None:
    """Why SYNC_GRACE_SECONDS is 120 by default: below Plivo's latest, profiles are made twice."""
    settings.SYNC_GRACE_SECONDS = grace
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="late", seconds=4, times=1)
    world.drain()
    for _ in range(5):
        world.later(1.1)
    profile.refresh_from_db()
    assert profile.remote_id
    ours = [p for p in world.objects("profiles") if p["profile_type"] == "SECONDARY"]
    assert len(ours) == created


# A wake that was lost with the broker leaves the lane marked as woken.


def test_a_wake_lost_with_the_broker_does_not_keep_the_next_sweep_from_ringing(
    world: World,
) -> None:
    from apps.sync.tasks import due_lanes

    world.configuration.lane.__class__.objects.update(pending=True)
    world.profile()
    lanes = due_lanes().filter(configuration=world.configuration)
    assert list(lanes.values_list("pending", flat=True)) == [True]
    world.drain()
    assert len(world.writes()) == 1
