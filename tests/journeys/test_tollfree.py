"""A toll-free number from filing to the carriers' decision, over real HTTP to the sandbox."""

from typing import Any

import pytest
from django.utils.dateparse import parse_datetime

from apps.compliance.models.tollfree import UPDATE_WITHIN
from apps.compliance.services.tollfree import correct_verification
from apps.core.errors import Invalid
from apps.core.models import Event
from apps.numberpools.models import PhoneNumber
from apps.sync.models import Callback
from tests.sandbox_process import SandboxProcess
from tests.world import TOLLFREE, World

SIX_DAYS = 6 * 24 * 3600
ASKED = {"usecase_summary": f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}"}


def standing(number: str) -> str:
    return PhoneNumber.objects.get(number=number).toll_free_sms_verification


def test_it_is_filed_waits_for_its_company_and_is_approved(world: World) -> None:
    row = world.verification()
    assert row.status == "SUBMITTED"
    world.drain()
    row.refresh_from_db()
    assert (row.remote_id != "", row.status) == (True, "SUBMITTED")
    assert standing(row.number) == "PENDING_VERIFICATION"
    world.reviewed()
    row.refresh_from_db()
    assert row.status == "APPROVED"
    assert row.error_message == ""
    assert standing(row.number) == "VERIFIED"
    filing = row.sync.submissions.get()
    assert (filing.outcome, filing.verdict, filing.fee) == ("accepted", "approved", 0)
    assert row.sync.state == "in_sync"
    assert world.sandbox.objects(world.account)["paid"] == []
    assert len(world.attempts()) == len(world.sandbox.requests(world.account))


def test_data_asked_for_is_supplied_in_time_and_approved(world: World) -> None:
    row = world.decided(**ASKED)
    assert row.status == "UPDATE_REQUIRED"
    assert row.error_message == "Opt-in information failed validation"
    asked = parse_datetime(world.objects("tollfrees")[0]["last_modified"])
    assert asked is not None
    assert row.update_by == asked + UPDATE_WITHIN
    returned = row.sync.submissions.get()
    assert (returned.verdict, returned.words) == ("returned", row.error_message)
    values = {"usecase_summary": TOLLFREE["usecase_summary"]}
    correct_verification(verification=row, values=values, version=row.version, actor=world.filer)
    world.drain()
    row.refresh_from_db()
    assert (row.status, row.update_by, row.error_message) == ("SUBMITTED", None, "")
    world.reviewed()
    row.refresh_from_db()
    assert row.status == "APPROVED"
    newest, first = row.sync.submissions.order_by("-n")
    assert (first.verdict, newest.verdict, newest.act) == ("returned", "approved", "resubmit")
    assert len(world.objects("tollfrees")) == 1


def test_what_carriers_forbid_is_rejected_with_the_reason_and_final(world: World) -> None:
    row = world.decided(usecase_summary=f"REJECT SHAFT. {TOLLFREE['usecase_summary']}")
    assert row.status == "REJECTED"
    assert row.error_message == "SHAFT content is not supported"
    assert standing(row.number) == "UNVERIFIED"
    assert row.sync.submissions.get().verdict == "declined"
    told = Event.objects.get(verb="status", changes__status__1="REJECTED")
    assert told.text == row.error_message
    with pytest.raises(Invalid) as refused:
        world.verification(row.profile, number=row.number)
    assert list(refused.value.errors) == ["usecase"]
    again = world.verification(row.profile, number=row.number, usecase=["CUSTOMER_CARE"])
    world.drain()
    world.reviewed()
    again.refresh_from_db()
    assert again.status == "APPROVED"
    assert standing(row.number) == "VERIFIED"


def test_data_that_does_not_come_within_six_days_is_a_rejection(world: World) -> None:
    row = world.decided(**ASKED)
    world.later(SIX_DAYS - 700)
    row.refresh_from_db()
    assert row.status == "UPDATE_REQUIRED"
    world.later(3600)
    row.refresh_from_db()
    assert row.status == "REJECTED"
    assert "not supplied within six days" in row.error_message
    assert row.update_by is None
    assert row.sync.submissions.get().verdict == "declined"


@pytest.mark.django_db(transaction=True)
def test_a_decision_is_told_by_a_signed_callback(
    transactional_db: None, plivo_sandbox: SandboxProcess, live_server: Any, settings: Any
) -> None:
    settings.PUBLIC_URL = live_server.url
    world = World(plivo_sandbox)
    row = world.verification()
    world.drain()
    world.sandbox.advance(601, world.account)
    told = Callback.objects.filter(sync=row.sync_id, signed=True, body__contains="APPROVED")
    plivo_sandbox.wait(lambda: plivo_sandbox.delivered(world.account, "APPROVED"))
    assert told.exists()
    world.drain()
    row.refresh_from_db()
    assert row.status == "APPROVED"
