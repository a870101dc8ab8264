"""How a toll-free verification went wrong once, each way in its smallest form."""

from typing import Any

import pytest

from apps.compliance.models import TollfreeVerification
from apps.compliance.services.tollfree import correct_verification, delete_verification
from apps.compliance.services.tollfree_pull import pull_verifications
from apps.core import clock
from apps.core.errors import Refused
from apps.numberpools.models import PhoneNumber
from apps.sync.models import Hold, Sync
from apps.sync.services import refresh, retry_sync, take_theirs
from tests.world import TOLLFREE, World

GRACE = 3.1
PATH = "TollfreeVerification"
REJECT = {"usecase_summary": f"REJECT SHAFT. {TOLLFREE['usecase_summary']}"}
ASKED = {"usecase_summary": f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}"}


@pytest.fixture(autouse=True)
def _short_calls(settings: Any) -> None:
    settings.SYNC_HTTP_SECONDS = 1.0


def sync_of(row: Any) -> Sync:
    return Sync.objects.get(pk=row.sync_id)


def fresh(row: TollfreeVerification) -> TollfreeVerification:
    row.refresh_from_db()
    return row


def read_again(world: World, row: TollfreeVerification) -> TollfreeVerification:
    refresh(sync=sync_of(row), actor=world.actor)
    world.drain()
    return fresh(row)


def edit_there(world: World, row: TollfreeVerification, **changes: Any) -> None:
    world.sandbox.drift(world.account, "tollfree", row.remote_id, changes)


def writes(world: World, method: str = "POST") -> list[dict[str, Any]]:
    return [r for r in world.writes() if r["method"] == method and PATH in r["path"]]


def standing_of(row: TollfreeVerification) -> tuple[str, str]:
    number = PhoneNumber.objects.get(configuration=row.configuration, number=row.number)
    return number.toll_free_sms_verification, number.toll_free_sms_verification_id


def test_a_decided_one_that_opens_again_beside_a_newer_one_stops_no_lane(world: World) -> None:
    old = world.decided(**REJECT)
    new = world.verification(old.profile, number=old.number, usecase=["2FA"])
    world.drain()
    edit_there(world, old, status="UPDATE_REQUIRED")
    refresh(sync=sync_of(old), actor=world.actor)
    other = world.profile(profile_alias="Second", company_name="Second LLC", ein="")
    world.drain()
    assert sync_of(other).state == "in_sync"
    assert fresh(new).status == "SUBMITTED"
    assert fresh(old).status == "REJECTED"
    assert sync_of(old).blocked == ""


def test_taking_over_a_number_that_is_verified_here_already_is_refused(world: World) -> None:
    first, second = world.tollfree_numbers(2)
    profile = world.profile()
    row = world.verification(profile, number=first)
    other = world.verification(profile, number=second)
    world.drain()
    edit_there(world, fresh(row), number=fresh(other).number)
    read_again(world, row)
    assert sync_of(row).hold == Hold.DRIFT
    with pytest.raises(Refused, match="another verification"):
        take_theirs(sync=sync_of(row), actor=world.actor)
    assert sync_of(row).hold == Hold.DRIFT


def test_a_lost_change_of_company_is_not_taken_for_done(world: World) -> None:
    row = world.verification()
    other = world.profile(profile_alias="Second", company_name="Second LLC", ein="12-1212121")
    world.drain()
    other.refresh_from_db()
    world.fault(method="POST", path=PATH, kind="reset_before", times=1)
    correct_verification(
        verification=fresh(row), values={}, profile=other, version=None, actor=world.actor
    )
    world.drain()
    world.later(GRACE)
    [theirs] = world.objects("tollfrees")
    assert theirs["profile_uuid"] == other.remote_id


def test_a_lost_change_of_company_that_was_done_is_not_repeated(world: World) -> None:
    row = world.verification()
    other = world.profile(profile_alias="Second", company_name="Second LLC", ein="12-1212121")
    world.drain()
    world.fault(method="POST", path=PATH, kind="reset_after", times=1)
    correct_verification(
        verification=fresh(row), values={}, profile=other, version=None, actor=world.actor
    )
    world.drain()
    assert len(writes(world)) == 2
    assert sync_of(row).state == "in_sync"


def test_an_older_one_without_address_is_not_taken_for_a_lost_one(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    number = world.tollfree_numbers(1)[0]
    theirs = {"number": number, "profile_uuid": profile.remote_id, "status": "REJECTED"}
    world.sandbox.drift(world.account, "tollfree", action="create", changes=theirs)
    clock.shift(60)
    world.sandbox.advance(60, world.account)
    row = world.verification(profile)
    world.fault(method="POST", path=PATH, kind="reset_before", times=1)
    world.drain()
    world.later(GRACE)
    assert fresh(row).status == "SUBMITTED"
    assert len(writes(world)) == 2


@pytest.mark.parametrize("word", ["APPROVED", "REJECTED"])
def test_one_that_was_decided_before_it_was_withdrawn_stays(world: World, word: str) -> None:
    row = world.verification()
    world.drain()
    edit_there(world, fresh(row), status=word)
    delete_verification(verification=row, version=None, actor=world.actor)
    world.drain()
    world.later(3600)
    assert fresh(row).live
    assert not row.retiring
    assert row.status == word
    assert sync_of(row).state == "in_sync"
    assert row.sync.submissions.get().outcome == "accepted"


def test_a_withdrawal_that_waits_while_it_is_decided_is_not_sent(world: World) -> None:
    row = world.verification()
    world.drain()
    world.fault(method="DELETE", path=PATH, kind="status", status=429, retry_after=5, times=1)
    delete_verification(verification=fresh(row), version=None, actor=world.actor)
    world.drain()
    edit_there(world, row, status="APPROVED")
    world.later(6)
    world.later(3600)
    assert fresh(row).live and not row.retiring
    assert sync_of(row).state == "in_sync"


@pytest.mark.parametrize("word", ["APPROVED", "REJECTED", "PROCESSING"])
def test_a_correction_that_came_too_late_leaves_a_way_out(world: World, word: str) -> None:
    row = world.decided(**ASKED)
    edit_there(world, row, status=word)
    correct_verification(
        verification=row,
        values={"usecase_summary": TOLLFREE["usecase_summary"]},
        version=None,
        actor=world.actor,
    )
    world.drain()
    world.later(3600)
    if word == "PROCESSING":
        assert sync_of(row).blocked == "rejected"
        edit_there(world, row, status="APPROVED")
        read_again(world, row)
    assert fresh(row).status in (word, "APPROVED")
    assert sync_of(row).hold == Hold.DRIFT
    take_theirs(sync=sync_of(row), actor=world.actor)
    world.drain()
    assert sync_of(row).state == "in_sync"
    assert fresh(row).usecase_summary == ASKED["usecase_summary"]
    assert [s.outcome for s in row.sync.submissions.order_by("n")] == ["accepted", "refused"]


def test_a_correction_that_waits_for_its_company_ends_with_the_decision(world: World) -> None:
    row = world.decided(**ASKED)
    world.fault(method="POST", path="Profile", kind="status", status=503, times=None)
    other = world.profile(profile_alias="Second", company_name="Second LLC", ein="12-1212121")
    correct_verification(
        verification=row,
        values={"usecase_summary": TOLLFREE["usecase_summary"]},
        profile=other,
        version=None,
        actor=world.actor,
    )
    world.drain()
    assert sync_of(row).state == "waiting"
    edit_there(world, row, status="REJECTED")
    read_again(world, row)
    assert fresh(row).status == "REJECTED"
    assert sync_of(row).state in ("in_sync", "held")
    assert sync_of(row).waits_for_id is None
    retry_sync(sync=sync_of(row), actor=world.actor)
    world.drain()
    assert len(writes(world)) == 1


def test_the_older_of_two_does_not_speak_for_the_number(world: World) -> None:
    old = world.decided(**REJECT)
    new = world.verification(old.profile, number=old.number, usecase=["2FA"])
    world.drain()
    world.reviewed()
    assert standing_of(new) == ("VERIFIED", fresh(new).remote_id)
    world.sandbox.drift(world.account, "tollfree", old.remote_id, action="delete")
    read_again(world, old)
    take_theirs(sync=sync_of(old), actor=world.actor)
    assert standing_of(new) == ("VERIFIED", new.remote_id)


def test_those_read_in_leave_the_number_with_the_standing_of_the_newest(world: World) -> None:
    old = world.decided(**REJECT)
    new = world.decided(profile=old.profile, number=old.number, usecase=["2FA"])
    assert standing_of(new)[0] == "VERIFIED"
    for row in (old, new):
        sync = row.sync
        row.delete()
        sync.submissions.all().delete()
        sync.attempt_set.all().delete() if hasattr(sync, "attempt_set") else None
        sync.delete()
    assert pull_verifications(configuration=world.configuration, actor=world.actor) == 2
    assert standing_of(new) == ("VERIFIED", new.remote_id)


def test_no_request_on_record_holds_the_callback_token(world: World) -> None:
    row = world.verification()
    world.fault(method="POST", path=PATH, kind="reset_after", times=1)
    world.drain()
    token = str(sync_of(row).token)
    assert fresh(row).remote_id
    for attempt in world.attempts():
        kept = f"{attempt.key}{attempt.body}{attempt.answer}{attempt.path}{attempt.note}"
        assert token not in kept
    assert token not in f"{row.remote_data}"
