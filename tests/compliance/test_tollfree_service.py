"""Filing, correcting, withdrawing and pulling verifications, whatever door asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.compliance.models import Profile, Submission, TollfreeVerification
from apps.compliance.services.tollfree import (
    can_correct,
    can_delete,
    correct_verification,
    delete_verification,
    submit_verification,
)
from apps.compliance.services.tollfree_pull import pull_verifications
from apps.core import clock
from apps.core.errors import Conflict, Invalid, NotAllowed, Refused
from apps.core.models import Event
from apps.numberpools.models import PhoneNumber
from tests.world import TOLLFREE, World

ASKED = {"usecase_summary": f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}"}


def refused(world: World, profile: Profile | None = None, **over: Any) -> dict[str, list[str]]:
    """What is said of a filing that breaks a rule; nothing is kept of it."""
    before = TollfreeVerification.objects.count()
    with pytest.raises(Invalid) as error:
        world.verification(profile, **over)
    assert TollfreeVerification.objects.count() == before
    return error.value.errors


def test_it_keeps_the_normal_form_and_one_free_filing(world: World) -> None:
    number = world.tollfree_numbers(1)[0]
    spelled = f"+{number[0]} ({number[1:4]}) {number[4:7]}-{number[7:]}"
    over = {"number": spelled, "usecase": "2fa, customer_care", "volume": "10000"}
    row = world.verification(optin_image_url="https://a.example/1.png, https://a.example/2", **over)
    assert row.number == number
    assert row.usecase == ["2FA", "CUSTOMER_CARE"]
    assert row.volume == "10,000"
    assert row.optin_image_url == ["https://a.example/1.png", "https://a.example/2"]
    filing = Submission.objects.get()
    assert (filing.fee, filing.act, filing.n) == (0, "create", 1)
    assert filing.snapshot["usecase"] == "2FA,CUSTOMER_CARE"
    assert Event.objects.filter(verb="filed", subject_id=row.pk).exists()


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"number": "12125551234"}, "number"),
        ({"usecase": []}, "usecase"),
        ({"usecase": ["TELEPATHY"]}, "usecase"),
        ({"optin_image_url": []}, "optin_image_url"),
        ({"optin_type": ""}, "optin_type"),
        ({"volume": "12"}, "volume"),
        ({"message_sample": "x" * 1001}, "message_sample"),
        ({"extra_data": "x" * 101}, "extra_data"),
    ],
)
def test_what_breaks_a_rule_is_named_at_its_field(
    world: World, over: dict[str, Any], field: str
) -> None:
    assert list(refused(world, **over)) == [field]


def test_a_company_is_needed_and_has_to_be_there(world: World) -> None:
    number = world.tollfree_numbers(1)[0]
    with pytest.raises(Invalid) as error:
        submit_verification(
            profile=None,
            values={**TOLLFREE, "number": number, "profile_uuid": "nobody"},
            actor=world.actor,
        )
    assert list(error.value.errors) == ["profile_uuid"]


def test_a_number_is_under_one_verification_at_a_time(world: World) -> None:
    row = world.verification()
    assert "number" in refused(world, row.profile, number=row.number)
    delete_verification(verification=row, version=None, actor=world.actor)
    world.drain()
    world.verification(row.profile, number=row.number)
    assert TollfreeVerification.objects.live().count() == 1


def test_a_number_that_cannot_send_or_is_gone_is_refused(world: World) -> None:
    number = world.tollfree_numbers(1)[0]
    profile = world.profile()
    rows = PhoneNumber.objects.filter(number=number)
    rows.update(sms_enabled=False)
    values = {**TOLLFREE, "number": number}
    for change in ({"sms_enabled": False}, {"sms_enabled": True, "gone_at": timezone.now()}):
        rows.update(**change)
        with pytest.raises(Invalid) as error:
            submit_verification(profile=profile, values=values, actor=world.actor)
        assert list(error.value.errors) == ["number"]


def test_only_filers_may(world: World) -> None:
    row = world.verification()
    with pytest.raises(NotAllowed):
        submit_verification(profile=row.profile, values=TOLLFREE, actor=world.viewer)
    with pytest.raises(NotAllowed):
        correct_verification(verification=row, values={}, version=None, actor=world.viewer)
    with pytest.raises(NotAllowed):
        delete_verification(verification=row, version=None, actor=world.viewer)
    with pytest.raises(NotAllowed):
        pull_verifications(configuration=world.configuration, actor=world.viewer)


def test_a_correction_before_it_left_replaces_the_filing(world: World) -> None:
    row = world.verification()
    other = world.tollfree_numbers(2)[1]
    values = {"number": other, "volume": "1,000"}
    row = correct_verification(
        verification=row, values=values, version=row.version, actor=world.actor
    )
    assert (row.number, row.volume, row.version) == (other, "1,000", 2)
    newest, first = Submission.objects.order_by("-n")
    assert (first.outcome, newest.act, newest.outcome) == ("superseded", "create", "")
    world.drain()
    [theirs] = world.objects("tollfrees")
    assert (theirs["number"], theirs["volume"]) == (other, "1,000")


def test_a_submitted_one_is_corrected_and_reviewed_anew(world: World) -> None:
    row = world.verification(usecase_summary=f"STAY SUBMITTED. {TOLLFREE['usecase_summary']}")
    world.drain()
    row.refresh_from_db()
    assert can_correct(row) == ""
    values = {"usecase_summary": TOLLFREE["usecase_summary"]}
    correct_verification(verification=row, values=values, version=row.version, actor=world.actor)
    world.drain()
    world.reviewed()
    row.refresh_from_db()
    assert row.status == "APPROVED"


def test_it_moves_to_another_company_and_never_to_another_number(world: World) -> None:
    row = world.decided(**ASKED)
    other = world.profile(profile_alias="Second", company_name="Second Bakery LLC")
    with pytest.raises(Invalid) as error:
        number = world.tollfree_numbers(2)[1]
        values = {"number": number}
        correct_verification(verification=row, values=values, version=None, actor=world.actor)
    assert list(error.value.errors) == ["number"]
    values = {"usecase_summary": TOLLFREE["usecase_summary"]}
    correct_verification(
        verification=row, values=values, version=None, profile=other, actor=world.actor
    )
    world.drain()
    row.refresh_from_db()
    other.refresh_from_db()
    assert row.profile == other
    assert world.objects("tollfrees")[0]["profile_uuid"] == other.remote_id


def test_who_edited_an_older_version_is_told(world: World) -> None:
    row = world.verification()
    correct_verification(verification=row, values={}, version=1, actor=world.actor)
    with pytest.raises(Conflict):
        correct_verification(verification=row, values={}, version=1, actor=world.actor)
    with pytest.raises(Conflict):
        delete_verification(verification=row, version=1, actor=world.actor)


@pytest.mark.parametrize("word", ["", "REJECT SHAFT"])
def test_what_is_decided_is_neither_corrected_nor_withdrawn(world: World, word: str) -> None:
    row = world.decided(usecase_summary=f"{word} {TOLLFREE['usecase_summary']}")
    assert can_correct(row)
    assert can_delete(row)
    with pytest.raises(Invalid):
        correct_verification(verification=row, values={}, version=None, actor=world.actor)
    with pytest.raises(Invalid):
        delete_verification(verification=row, version=None, actor=world.actor)


def test_one_being_processed_is_withdrawn_but_not_corrected(world: World) -> None:
    row = world.decided(usecase_summary=f"STAY PROCESSING. {TOLLFREE['usecase_summary']}")
    assert row.status == "PROCESSING"
    with pytest.raises(Invalid):
        correct_verification(verification=row, values={}, version=None, actor=world.actor)
    delete_verification(verification=row, version=None, actor=world.actor)
    with pytest.raises(Refused):
        delete_verification(verification=row, version=None, actor=world.actor)
    world.drain()
    row.refresh_from_db()
    assert row.retired_at
    assert world.objects("tollfrees") == []
    number = PhoneNumber.objects.get(number=row.number)
    assert number.toll_free_sms_verification == "UNVERIFIED"


def test_the_deadline_is_theirs_where_they_say_when_they_asked(world: World) -> None:
    row = world.verification()
    world.drain()
    row.refresh_from_db()
    ago = (clock.db_now() - timedelta(days=2)).isoformat()
    changes = {"status": "UPDATE_REQUIRED", "last_modified": ago, "error_message": "More, please"}
    world.sandbox.drift(world.account, "tollfree", row.remote_id, changes)
    world.reviewed()
    row.refresh_from_db()
    left = row.time_left
    assert left is not None
    assert timedelta(days=3, hours=23) < left < timedelta(days=4)


def test_a_pull_adopts_what_is_known_by_company_once(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    first, second = world.tollfree_numbers(2)
    bodies = [
        {"number": first, "profile_uuid": profile.remote_id, "status": "UPDATE_REQUIRED"},
        {"number": second, "profile_uuid": "somebody-else"},
    ]
    for body in bodies:
        world.sandbox.drift(world.account, "tollfree", action="create", changes=body)
    assert pull_verifications(configuration=world.configuration, actor=world.actor) == 1
    row = TollfreeVerification.objects.get()
    assert (row.number, row.imported, row.status) == (first, True, "UPDATE_REQUIRED")
    assert row.time_left is not None
    assert PhoneNumber.objects.get(number=first).toll_free_sms_verification_id == row.remote_id
    assert row.public_id == row.remote_id
    assert pull_verifications(configuration=world.configuration, actor=world.actor) == 0


def test_a_pull_leaves_alone_what_is_being_created(world: World, settings: Any) -> None:
    settings.SYNC_HTTP_SECONDS = 1.0
    row = world.verification()
    fault = {"method": "POST", "path": "TollfreeVerification", "kind": "late", "seconds": 2}
    world.fault(times=1, **fault)
    world.drain()
    world.sandbox.advance(2.1, world.account)
    assert pull_verifications(configuration=world.configuration, actor=world.actor) == 0
    assert TollfreeVerification.objects.get() == row


def test_a_pull_leaves_out_a_number_that_is_filed_here(world: World) -> None:
    """Refused at Plivo because somebody had filed the number there; then one pulls again."""
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    number = world.tollfree_numbers(1)[0]
    theirs = {"number": number, "profile_uuid": profile.remote_id, "status": "SUBMITTED"}
    world.sandbox.drift(world.account, "tollfree", action="create", changes=theirs)
    row = world.verification(profile, number=number)
    world.drain()
    assert "already has a verification" in TollfreeVerification.objects.get().error_message
    assert pull_verifications(configuration=world.configuration, actor=world.actor) == 0
    delete_verification(verification=row, version=None, actor=world.actor)
    world.drain()
    assert pull_verifications(configuration=world.configuration, actor=world.actor) == 1


def test_a_pull_that_fails_says_so_and_changes_nothing(world: World) -> None:
    world.fault(method="GET", path="TollfreeVerification", kind="status", status=503)
    with pytest.raises(Refused, match="could not be read"):
        pull_verifications(configuration=world.configuration, actor=world.actor)
    assert not TollfreeVerification.objects.exists()
