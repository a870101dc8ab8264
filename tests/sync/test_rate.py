"""The shared rate allowance: just below Plivo's 300 requests in 5 seconds, never above."""

from datetime import timedelta

from apps.core import clock
from apps.core.clock import db_now
from apps.providers.models import Lane
from apps.sync import lane as lanes
from tests.world import World


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
