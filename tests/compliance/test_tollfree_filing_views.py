"""Guided filing of a toll-free verification: its steps, its corrections."""

from typing import Any

import pytest
from django.test import Client

from apps.compliance.models import Draft, Profile, Submission, TollfreeVerification
from apps.numberpools.models import PhoneNumber
from tests import factories
from tests.compliance.pages import go, send, start, tollfree_draft, words
from tests.world import TOLLFREE, World

AUTOSAVE = {"HX-Request": "true"}
ASKED = {"usecase_summary": f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}"}
REJECTED = {"usecase_summary": f"REJECT SHAFT. {TOLLFREE['usecase_summary']}"}


def test_the_steps_lead_to_a_review_without_a_fee_and_that_to_a_verification(
    world: World, olivia: Client
) -> None:
    profile, number = world.profile(), world.tollfree_numbers(1)[0]
    draft = tollfree_draft(olivia, profile, number)
    review = words(olivia.get(f"/file/{draft.pk}/review/"))
    assert "No fee (Plivo, 2024)" in review
    assert "File verification" in review
    assert "I agree" not in review
    assert "Up to 10,000 a month" in review
    done = send(olivia, draft, agree="")
    verification = TollfreeVerification.objects.get()
    assert done["Location"] == verification.get_absolute_url()
    assert verification.profile == profile
    assert verification.number == number
    assert verification.usecase == ["ACCOUNT_NOTIFICATION"]
    assert verification.optin_image_url == TOLLFREE["optin_image_url"]
    assert Submission.objects.get().fee == 0
    assert not Draft.objects.exists()


def test_free_numbers_are_cards_with_their_standing(world: World, olivia: Client) -> None:
    verification = world.decided(**REJECTED)
    first, taken, *_ = world.tollfree_numbers(4)
    assert first == verification.number
    world.verification(verification.profile, number=taken)
    draft = start(olivia, "tollfree")
    form = olivia.get(f"/file/{draft.pk}/sender/").context["form"]
    cards = {card["id"]: card["explanation"] for card in form["number"].cards}
    assert len(cards) == 3
    assert "Rejected before" in next(iter(cards.values()))
    assert taken not in str(form["number"])


def test_many_numbers_are_a_list_the_browser_searches(world: World, olivia: Client) -> None:
    world.tollfree_numbers(1)
    row = PhoneNumber.objects.filter(type="tollfree").first()
    assert row is not None
    for n in range(8):
        row.pk, row.number = None, f"1833555010{n}"
        row.save()
    draft = start(olivia, "tollfree", number="+1 833 555 0107")
    page = olivia.get(f"/file/{draft.pk}/sender/").content.decode()
    assert '<option value="+1 833 555 0103">' in page
    assert 'value="18335550107"' in page
    values = {"profile_uuid": world.profile().public_id, "number": "(833) 555-0107"}
    assert go(olivia, draft, "sender", values).status_code == 302
    draft.refresh_from_db()
    assert draft.data["number"] == "18335550107"


def test_without_a_free_number_it_says_where_to_get_one(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree")
    page = words(olivia.get(f"/file/{draft.pk}/sender/"))
    assert "Rent one at Plivo" in page


def test_a_number_of_another_account_is_refused_at_the_number(world: World, olivia: Client) -> None:
    other = factories.ConfigurationFactory(organization=world.organization)
    number = world.tollfree_numbers(1)[0]
    profile = world.profile()
    Profile.objects.filter(pk=profile.pk).update(configuration=other)
    draft = start(olivia, "tollfree", number=number)
    values = {"profile_uuid": profile.public_id, "number": number}
    page = go(olivia, draft, "sender", values)
    assert page.status_code == 422
    assert 'id="id_number_error"' in page.content.decode()
    assert "This account does not have this number" in words(page)


@pytest.mark.parametrize(
    ("slug", "over", "field"),
    [
        ("sender", {"profile_uuid": ""}, "profile_uuid"),
        ("sender", {"number": "12125551234"}, "number"),
        ("purpose", {"usecase": []}, "usecase"),
        ("purpose", {"volume": "12"}, "volume"),
        ("purpose", {"usecase_summary": "x" * 501}, "usecase_summary"),
        ("messages", {"message_sample": ""}, "message_sample"),
        ("evidence", {"optin_type": "TELEPATHY"}, "optin_type"),
        ("evidence", {"optin_image_url": ""}, "optin_image_url"),
        ("evidence", {"optin_image_url": "http://192.168.0.1/form.png"}, "optin_image_url"),
        ("details", {"privacy_policy_link": "somewhere"}, "privacy_policy_link"),
    ],
)
def test_bad_values_are_named_at_their_field(
    world: World, olivia: Client, slug: str, over: dict[str, Any], field: str
) -> None:
    profile, number = world.profile(), world.tollfree_numbers(1)[0]
    draft = start(olivia, "tollfree")
    values = {**TOLLFREE, "profile_uuid": profile.public_id, "number": number, **over}
    page = go(olivia, draft, slug, values)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert send(olivia, draft).status_code == 422
    assert not TollfreeVerification.objects.exists()


def test_the_phone_shows_each_numbered_sample_with_its_segments(
    world: World, olivia: Client
) -> None:
    draft = start(olivia, "tollfree", profile=world.profile().public_id)
    sample = "1. Acme: ready by May 5. Reply STOP.\n2. " + "x" * 161
    data = {"message_sample": sample, "tab": "one", "version": draft.version}
    saved = olivia.post(f"/file/{draft.pk}/messages/save/", data, headers=AUTOSAVE)
    assert "Sample 1 Acme: ready by May 5. Reply STOP. 33 characters" in words(saved)
    assert "161 characters · 2 segments" in words(saved)


def test_the_replies_are_suggested_with_the_companys_name(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree", profile=world.profile().public_id)
    page = words(olivia.get(f"/file/{draft.pk}/messages/"))
    assert "Acme Bakery LLC: you are subscribed" in page


def test_advice_stands_in_the_panel_and_stops_nothing(world: World, olivia: Client) -> None:
    profile, number = world.profile(), world.tollfree_numbers(1)[0]
    over = {"usecase": ["ACCOUNT_NOTIFICATION", "MARKETING", "CUSTOMER_CARE"]}
    draft = tollfree_draft(olivia, profile, number, **over)
    panel = words(olivia.get(f"/file/{draft.pk}/messages/"))
    assert "3 use cases and 2 messages" in panel
    assert send(olivia, draft).status_code == 302


def test_data_asked_for_is_supplied_and_the_number_stays(world: World, olivia: Client) -> None:
    verification = world.decided(**ASKED)
    first = olivia.post(f"/toll-free/{verification.public_id}/correct/")
    draft = Draft.objects.get()
    assert first["Location"] == f"/file/{draft.pk}/continue/"
    step = olivia.get(f"/file/{draft.pk}/sender/")
    assert step.context["form"].fields["number"].disabled
    assert "Opt-in information failed validation" in words(step)
    values = {**TOLLFREE, "profile_uuid": verification.profile.public_id}
    for slug in ("sender", "purpose", "messages", "evidence", "details"):
        assert go(olivia, draft, slug, values).status_code == 302, slug
    assert "Resubmit" in words(olivia.get(f"/file/{draft.pk}/review/"))
    assert send(olivia, draft).status_code == 302
    verification.refresh_from_db()
    assert verification.usecase_summary == TOLLFREE["usecase_summary"]
    newest = Submission.objects.filter(sync=verification.sync).first()
    assert newest is not None
    assert (newest.n, newest.act, newest.fee) == (2, "resubmit", 0)


def test_the_same_correction_is_one_draft(world: World, olivia: Client) -> None:
    verification = world.decided(**ASKED)
    for _ in range(2):
        olivia.post(f"/toll-free/{verification.public_id}/correct/")
    assert Draft.objects.count() == 1


def test_a_decided_one_cannot_be_corrected(world: World, olivia: Client) -> None:
    verification = world.decided()
    answer = olivia.post(f"/toll-free/{verification.public_id}/correct/", follow=True)
    assert "It is approved and final" in words(answer)
    assert not Draft.objects.exists()


def test_a_new_one_after_a_rejection_needs_other_use_cases(world: World, olivia: Client) -> None:
    verification = world.decided(**REJECTED)
    olivia.post(f"/file/tollfree/?again={verification.public_id}")
    draft = Draft.objects.get()
    values = {**TOLLFREE, "usecase_summary": TOLLFREE["usecase_summary"]}
    page = go(olivia, draft, "purpose", values)
    assert page.status_code == 422
    assert "Carriers rejected this number for just this use case" in words(page)
    values["usecase"] = ["DELIVERY_NOTIFICATION"]
    assert go(olivia, draft, "purpose", values).status_code == 302
    assert send(olivia, draft).status_code == 302
    assert TollfreeVerification.objects.count() == 2


def test_one_plivo_never_took_is_filed_again_with_another_number(
    world: World, olivia: Client
) -> None:
    verification = world.verification()
    verification.sync.blocked = "rejected"
    verification.sync.detail = {"message": "number is not SMS enabled"}
    verification.sync.save()
    olivia.post(f"/toll-free/{verification.public_id}/correct/")
    draft = Draft.objects.get()
    other = world.tollfree_numbers(2)[1]
    values = {"profile_uuid": verification.profile.public_id, "number": other}
    assert go(olivia, draft, "sender", values).status_code == 302
    assert send(olivia, draft).status_code == 302
    verification.refresh_from_db()
    assert verification.number == other
    assert TollfreeVerification.objects.count() == 1


def test_a_draft_is_called_by_its_number(world: World, olivia: Client) -> None:
    start(olivia, "tollfree", number="18335550143")
    assert "+1 833 555 0143" in words(olivia.get("/toll-free/new/"))
