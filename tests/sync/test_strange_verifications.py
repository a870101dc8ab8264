"""Answers about a toll-free verification that no documentation promises."""

from typing import Any

import pytest

from apps.compliance.models import TollfreeVerification
from apps.core import clock
from apps.sync.models import Sync
from apps.sync.services import refresh, take_theirs
from tests.world import World

GRACE = 3.1
PATH = "TollfreeVerification"


@pytest.fixture(autouse=True)
def _short_calls(settings: Any) -> None:
    settings.SYNC_HTTP_SECONDS = 1.0


def sync_of(row: Any) -> Sync:
    return Sync.objects.get(pk=row.sync_id)


def fresh(row: TollfreeVerification) -> TollfreeVerification:
    row.refresh_from_db()
    return row


def read_again(world: World, row: TollfreeVerification) -> None:
    refresh(sync=sync_of(row), actor=world.actor)
    world.drain()
    row.refresh_from_db()


def edit_there(world: World, row: TollfreeVerification, **changes: Any) -> None:
    world.sandbox.drift(world.account, "tollfree", row.remote_id, changes)


@pytest.mark.parametrize(
    "said",
    [
        "2024-02-30T10:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "soon",
        17,
        None,
        ["2024"],
    ],
)
def test_an_odd_time_of_asking_is_none(world: World, said: Any) -> None:
    row = world.verification()
    world.drain()
    edit_there(world, fresh(row), status="UPDATE_REQUIRED", last_modified=said, created=said)
    read_again(world, row)
    assert row.status == "UPDATE_REQUIRED"
    assert sync_of(row).state == "in_sync"
    assert row.update_by is not None and row.time_left is not None


@pytest.mark.parametrize("said", ["2024-02-30T10:00:00Z", "soon", 17, None])
def test_an_odd_time_of_making_does_not_hide_a_lost_one(world: World, said: Any) -> None:
    row = world.verification()
    world.fault(method="POST", path=PATH, kind="late", seconds=2, times=1)
    world.drain()
    world.sandbox.advance(2.1, world.account)
    [theirs] = world.objects("tollfrees")
    world.sandbox.drift(world.account, "tollfree", theirs["uuid"], {"created": said})
    clock.shift(GRACE)
    world.drain()
    assert fresh(row).remote_id == theirs["uuid"]
    assert sync_of(row).blocked == ""


@pytest.mark.parametrize(
    "change",
    [
        {"status": None},
        {"status": 5},
        {"status": ["APPROVED"]},
        {"status": "ON_HOLD"},
        {"status": "a state much longer than the forty characters of its column"},
        {"usecase": None},
        {"usecase": 5},
        {"usecase": [None, {"a": 1}]},
        {"optin_image_url": [{"a": 1}, None, 3]},
        {"optin_image_url": None},
        {"volume": 100},
        {"volume": None},
        {"number": 18005550100},
        {"number": None},
        {"error_message": {"code": 1}, "status": "REJECTED"},
        {"error_message": "\x00" * 3 + "x" * 9000, "status": "REJECTED"},
        {"profile_uuid": None},
        {"uuid": None},
        {"message_sample": ["a"], "extra_data": 5, "help_message": {"a": 1}},
    ],
    ids=str,
)
def test_an_odd_body_stops_nothing_and_can_be_taken_over(
    world: World, change: dict[str, Any]
) -> None:
    row = world.verification()
    world.drain()
    edit_there(world, fresh(row), **change)
    read_again(world, row)
    assert sync_of(row).blocked == ""
    assert row.badge.label
    if "status" in change and not isinstance(change["status"], str):
        assert row.status in ("SUBMITTED", str(change["status"]).upper())
    if sync_of(row).hold:
        take_theirs(sync=sync_of(row), actor=world.actor)
        world.drain()
        assert sync_of(row).state == "in_sync"


def test_a_body_without_a_state_does_not_open_a_decided_one(world: World) -> None:
    row = world.decided()
    edit_there(world, row, status=None)
    read_again(world, row)
    assert row.status == "APPROVED"
