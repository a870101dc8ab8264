"""Editors and workers at the same rows at the same time; PostgreSQL shows the races."""

import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from apps.compliance.models import Profile
from apps.compliance.services.profile import delete_profile, edit_profile
from apps.core.errors import Conflict
from apps.providers.models import Lane
from apps.sync.claim import claim, start
from apps.sync.drain import _visit
from apps.sync.models import Sync
from apps.sync.services import retry_sync
from apps.sync.settle import Result, settle_safely
from apps.upstream.errors import OutcomeUnknown, Unavailable, UpstreamError
from tests.conftest import SandboxProcess
from tests.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer"),
]


@pytest.fixture
def world(transactional_db: None, plivo_sandbox: SandboxProcess) -> World:
    return World(plivo_sandbox)


def at_once(*jobs: Callable[[], None]) -> list[BaseException]:
    errors: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_of_16_claimers_one_gets_the_row(world: World) -> None:
    world.profile()
    got: list = []
    errors = at_once(*[lambda: got.extend(claim(world.configuration.pk, 5)) for _ in range(16)])
    assert errors == []
    assert len(got) == 1


def test_of_16_drains_one_gets_the_lane(world: World) -> None:
    from apps.sync import lane as lanes

    got: list = []
    at_once(*[lambda: got.append(lanes.take(world.configuration.pk)) for _ in range(16)])
    assert sum(lane is not None for lane in got) == 1


def test_6_editors_and_6_workers_with_a_third_failing_end_in_agreement(world: World) -> None:
    """No lane lease here: correctness rests on the row leases alone."""
    profile = world.profile()
    sending, overlaps, conflicts = threading.Lock(), [], []
    editors_left = [6]

    def editor(number: int) -> Callable[[], None]:
        def edit() -> None:
            for n in range(20):
                try:
                    row = Profile.objects.get(pk=profile.pk)
                    edit_profile(
                        profile=row,
                        values={"city": f"City {number}-{n}"},
                        version=row.version,
                        actor=world.actor,
                    )
                except Conflict as error:
                    conflicts.append(error)
            editors_left[0] -= 1

        return edit

    def worker(seed: int) -> Callable[[], None]:
        dice = random.Random(seed)

        def work() -> None:
            while editors_left[0] or behind():
                for item in claim(world.configuration.pk, 1):
                    visit = start(item)
                    if visit is None:
                        continue
                    if not sending.acquire(blocking=False):
                        overlaps.append(visit)
                    result = Result()
                    client = _client(world)
                    try:
                        result.value = _visit(client, visit)
                        if dice.random() < 0.3:
                            raise dice.choice([OutcomeUnknown("lost"), Unavailable("later")])
                    except UpstreamError as error:
                        if visit.purpose != "write" and isinstance(error, OutcomeUnknown):
                            error = Unavailable("later")
                        result.error = error
                    result.exchanges = client.exchanges
                    if sending.locked():
                        sending.release()
                    settle_safely(visit, result)
                    Sync.objects.filter(tries__gt=0).update(run_after=profile.created_at)
                    Sync.objects.filter(unsure_since__isnull=False).update(
                        run_after=profile.created_at, unsure_since=profile.created_at
                    )

        return work

    def behind() -> bool:
        sync = Sync.objects.get(pk=profile.sync_id)
        return sync.state not in ("in_sync", "blocked", "held")

    errors = at_once(*[editor(n) for n in range(6)], *[worker(n) for n in range(6)])
    assert errors == []
    assert overlaps == []
    row = Profile.objects.get(pk=profile.pk)
    assert Sync.objects.get(pk=profile.sync_id).state == "in_sync"
    created = [p for p in world.objects("profiles") if p["profile_type"] == "SECONDARY"]
    assert len(created) == 1
    assert created[0]["address"]["city"] == row.city
    assert row.version == 1 + 120 - len(conflicts)


def test_two_admins_editing_one_row_lose_nothing_silently(world: World) -> None:
    profile = world.profile()
    outcomes: list[str] = []

    def edit(city: str) -> Callable[[], None]:
        def run() -> None:
            try:
                edit_profile(profile=profile, values={"city": city}, version=1, actor=world.actor)
                outcomes.append("saved")
            except Conflict:
                outcomes.append("conflict")

        return run

    assert at_once(edit("Albany"), edit("Buffalo")) == []
    assert sorted(outcomes) == ["conflict", "saved"]


def test_a_release_cannot_fall_between_the_check_and_the_wait(world: World) -> None:
    """The parent becomes ready exactly while its child decides to wait."""
    for n in range(10):
        profile = world.profile(profile_alias=f"Company {n}")
        brand = world.brand(profile, brand_alias=f"Brand {n}")
        at_once(*[lambda: _work(world) for _ in range(3)])
        while _work(world):
            pass
        assert Sync.objects.get(pk=brand.sync_id).waits_for_id is None
    assert len(world.objects("brands")) == 10
    assert Lane.objects.get(configuration=world.configuration).paused_at is None


def test_deciding_and_starting_lock_in_one_order(world: World) -> None:
    """A row that goes without a request is written by `start`; a person may press Retry then."""
    gone = [world.profile(profile_alias=f"Company {n}", ein="") for n in range(40)]
    for profile in gone:
        delete_profile(profile=profile, version=None, actor=world.actor)
    syncs = [Sync.objects.get(pk=profile.sync_id) for profile in gone]
    batch = claim(world.configuration.pk, 100)

    def retry() -> None:
        for sync in syncs:
            retry_sync(sync=sync, actor=world.actor)

    def work() -> None:
        for item in batch:
            start(item)

    assert at_once(retry, work, retry) == []
    assert not Profile.objects.live().filter(pk__in=[profile.pk for profile in gone]).exists()


def _work(world: World) -> int:
    claims = claim(world.configuration.pk, 1)
    for item in claims:
        visit = start(item)
        if visit is None:
            continue
        client = _client(world)
        value = _visit(client, visit)
        settle_safely(visit, Result(value=value, exchanges=client.exchanges))
    return len(claims)


def _client(world: World):
    from apps.providers.connect import client_for

    return client_for(world.configuration)


_ = connection
