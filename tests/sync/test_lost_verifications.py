"""A toll-free verification whose answer never came: found by number, company and our address."""

from typing import Any

import pytest

from apps.compliance.models import TollfreeVerification
from apps.compliance.services.tollfree import correct_verification, delete_verification
from apps.core import clock
from apps.sync.models import Attempt, Hold, Outcome, Sync
from apps.sync.services import choose_match
from tests.world import TOLLFREE, World

GRACE = 3.1
PATH = "TollfreeVerification"
ASKED = {"usecase_summary": f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}"}


@pytest.fixture(autouse=True)
def _short_calls(settings: Any) -> None:
    settings.SYNC_HTTP_SECONDS = 1.0


@pytest.fixture
def filed(world: World) -> TollfreeVerification:
    """Wanted, its company known to Plivo, not sent yet."""
    profile = world.profile()
    world.drain()
    return world.verification(profile)


def sync_of(row: TollfreeVerification) -> Sync:
    return Sync.objects.get(pk=row.sync_id)


def writes(world: World, method: str = "POST") -> list[dict[str, Any]]:
    return [r for r in world.writes() if r["method"] == method and PATH in r["path"]]


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
def test_one_that_was_accepted_is_adopted_not_filed_twice(
    world: World, filed: TollfreeVerification, fault: dict[str, Any]
) -> None:
    world.fault(method="POST", path=PATH, times=1, **fault)
    world.drain()
    filed.refresh_from_db()
    [theirs] = world.objects("tollfrees")
    assert filed.remote_id == theirs["uuid"]
    assert len(writes(world)) == 1
    assert sync_of(filed).state == "in_sync"
    assert filed.sync.submissions.get().outcome == "accepted"
    last = world.attempts(write=True)[-1]
    assert last.outcome == Outcome.ADOPTED


@pytest.mark.parametrize(
    "fault",
    [{"kind": "reset_before"}, {"kind": "status", "status": 500}],
    ids=["reset", "500"],
)
def test_one_that_was_not_is_sent_again_only_after_grace(
    world: World, filed: TollfreeVerification, fault: dict[str, Any]
) -> None:
    world.fault(method="POST", path=PATH, times=1, **fault)
    world.drain()
    assert sync_of(filed).state == "checking"
    assert len(writes(world)) == 1
    world.later(GRACE)
    filed.refresh_from_db()
    assert filed.remote_id
    assert len(writes(world)) == 2
    assert len(world.objects("tollfrees")) == 1


def test_one_that_is_accepted_late_is_found_within_grace(
    world: World, filed: TollfreeVerification
) -> None:
    world.fault(method="POST", path=PATH, kind="late", seconds=2, times=1)
    world.drain()
    assert sync_of(filed).state == "checking"
    world.sandbox.advance(2.1, world.account)
    clock.shift(GRACE)
    world.drain()
    filed.refresh_from_db()
    assert filed.remote_id
    assert len(writes(world)) == 1


def test_one_filed_by_hand_with_another_address_is_not_taken_for_ours(
    world: World, filed: TollfreeVerification
) -> None:
    """Somebody's own verification of the number, before ours was tried."""
    theirs = {
        "number": filed.number,
        "profile_uuid": filed.profile.remote_id,
        "callback_url": "https://elsewhere.example/plivo",
    }
    world.sandbox.drift(world.account, "tollfree", action="create", changes=theirs)
    world.fault(method="POST", path=PATH, kind="reset_before", times=1)
    world.drain()
    world.later(GRACE)
    filed.refresh_from_db()
    assert filed.remote_id == ""
    assert sync_of(filed).blocked == "rejected"
    assert "already has a verification" in filed.error_message


def test_several_matches_are_held_for_a_person(world: World, filed: TollfreeVerification) -> None:
    world.fault(method="POST", path=PATH, kind="reset_after", times=1)
    world.drain()
    filed.refresh_from_db()
    twin = world.sandbox.drift(
        world.account,
        "tollfree",
        action="create",
        changes={"number": filed.number, "profile_uuid": filed.profile.remote_id},
    )
    # As if both had been there when we looked.
    Attempt.objects.filter(sync=filed.sync, write=True).update(outcome=Outcome.UNKNOWN)
    TollfreeVerification.objects.filter(pk=filed.pk).update(remote_id="")
    Sync.objects.filter(pk=filed.sync_id).update(
        unsure_since=clock.db_now(), sent=0, run_after=clock.db_now()
    )
    world.drain()
    sync = sync_of(filed)
    assert sync.hold == Hold.SEVERAL
    assert set(sync.detail["candidates"]) == {filed.remote_id, twin["uuid"]}
    choose_match(sync=sync, remote_id=filed.remote_id, actor=world.actor)
    world.drain()
    assert sync_of(filed).state == "in_sync"
    assert len(writes(world)) == 1


def corrected(world: World, row: TollfreeVerification) -> None:
    values = {"usecase_summary": TOLLFREE["usecase_summary"]}
    correct_verification(verification=row, values=values, version=row.version, actor=world.actor)


def test_a_lost_correction_that_was_done_is_not_repeated(world: World) -> None:
    row = world.decided(**ASKED)
    corrected(world, row)
    world.fault(method="POST", path=PATH, kind="reset_after", times=1)
    world.drain()
    row.refresh_from_db()
    assert row.status == "SUBMITTED"
    assert len(writes(world)) == 2
    assert sync_of(row).state == "in_sync"
    world.reviewed()
    row.refresh_from_db()
    assert row.status == "APPROVED"


def test_a_lost_correction_that_was_not_done_is_sent_again_after_grace(world: World) -> None:
    row = world.decided(**ASKED)
    corrected(world, row)
    world.fault(method="POST", path=PATH, kind="reset_before", times=1)
    world.drain()
    row.refresh_from_db()
    assert row.status == "UPDATE_REQUIRED"
    assert row.update_by is not None
    assert len(writes(world)) == 2
    world.later(GRACE)
    row.refresh_from_db()
    assert row.status == "SUBMITTED"
    assert len(writes(world)) == 3
    assert world.objects("tollfrees")[0]["usecase_summary"] == TOLLFREE["usecase_summary"]


def test_the_same_texts_sent_again_are_proved_by_the_state(world: World) -> None:
    """Only what lies behind a link was replaced: nothing in the body tells the two apart."""
    row = world.decided(**ASKED)
    correct_verification(verification=row, values={}, version=row.version, actor=world.actor)
    world.fault(method="POST", path=PATH, kind="reset_after", times=1)
    world.drain()
    assert len(writes(world)) == 2
    row.refresh_from_db()
    assert row.status == "SUBMITTED"


def test_a_lost_withdrawal_that_was_done_is_found_gone(world: World) -> None:
    row = world.verification()
    world.drain()
    row.refresh_from_db()
    delete_verification(verification=row, version=row.version, actor=world.actor)
    world.fault(method="DELETE", path=PATH, kind="reset_after", times=1)
    world.drain()
    row.refresh_from_db()
    assert row.retired_at
    assert len(writes(world, "DELETE")) == 1


def test_a_withdrawn_one_whose_create_was_lost_is_found_and_then_withdrawn(
    world: World, filed: TollfreeVerification
) -> None:
    world.fault(method="POST", path=PATH, kind="late", seconds=2, times=1)
    world.drain()
    filed.refresh_from_db()
    delete_verification(verification=filed, version=filed.version, actor=world.actor)
    world.sandbox.advance(2.1, world.account)
    clock.shift(GRACE)
    world.drain()
    filed.refresh_from_db()
    assert filed.retired_at
    assert world.objects("tollfrees") == []
