"""The shared rate allowance: just below Plivo's 300 requests in 5 seconds and PingOne's 210 in a
minute, never above."""

import threading
from bisect import bisect_left
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, connections

from apps.core import clock
from apps.core.clock import db_now
from apps.providers import catalogue
from apps.providers.models import Lane
from apps.sync import lane as lanes
from apps.sync.drain import SLOTS
from tests import factories
from tests.world import World

LIMIT, WINDOW = 210, timedelta(seconds=60)


def test_no_window_of_5_seconds_holds_more_than_300(world: World) -> None:
    lane = Lane.objects.get(configuration=world.configuration)
    times = []
    until = db_now() + timedelta(seconds=25)
    while db_now() < until:
        got = lanes.reserve(lane.pk, 4)
        times += got
        if not got:
            clock.shift(1)
    for first in times:
        assert sum(first <= t < first + timedelta(seconds=5) for t in times) <= 300
    spent = [t for t in times if t < until]
    assert len(spent) >= 0.95 * 60 * 25


def test_each_slot_is_given_once(world: World) -> None:
    lane = Lane.objects.get(configuration=world.configuration)
    clock.shift(60)
    slots = [slot for _ in range(20) for slot in lanes.reserve(lane.pk, 4)]
    late = [slot for slot in slots if slot > db_now()]
    assert len(set(late)) == len(late)


def test_a_429_holds_everybody_back(world: World) -> None:
    lane = Lane.objects.get(configuration=world.configuration)
    lanes.hold_back(lane.pk, 10)
    assert lanes.reserve(lane.pk, 1) == []
    clock.shift(10)
    assert lanes.reserve(lane.pk, 1) != []


def pingone_lane() -> Lane:
    configuration = factories.ConfigurationFactory(provider=catalogue.PINGONE.id)
    return Lane.objects.get(configuration=configuration)


def reserved(lane: Lane, until: datetime, step: float = 1.0) -> list[datetime]:
    times = []
    while db_now() < until:
        got = lanes.reserve(lane.pk, SLOTS)
        times += got
        if not got:
            clock.shift(step)
    return times


def within(times: list[datetime], until: datetime) -> None:
    """210 in any minute are not reached: PingOne grants one address 35 % of 600."""
    ordered = sorted(times)
    for n, first in enumerate(ordered):
        assert bisect_left(ordered, first + WINDOW) - n < LIMIT
    rate, _ = settings.UPSTREAM_RATES[catalogue.PINGONE.id]
    begun = min(ordered)
    spent = sum(moment < until for moment in ordered)
    assert spent >= 0.95 * rate * (until - begun).total_seconds()


@pytest.mark.django_db
def test_no_minute_holds_210_requests_to_pingone() -> None:
    lane = pingone_lane()
    until = db_now() + timedelta(minutes=5)
    within(reserved(lane, until), until)


@pytest.mark.django_db
def test_after_a_pause_no_more_than_the_burst_is_made_up_for() -> None:
    lane = pingone_lane()
    until = db_now() + timedelta(minutes=2)
    times = reserved(lane, until)
    clock.shift(3600)
    later = db_now() + timedelta(minutes=2)
    within(times, until)
    within(reserved(lane, later), later)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_3_workers_share_what_pingone_grants() -> None:
    lane = pingone_lane()
    until = db_now() + timedelta(minutes=5)
    times: list[datetime] = []

    def work() -> None:
        times.extend(reserved(lane, until, 0.2))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    within(times, until)
