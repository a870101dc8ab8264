"""The list and the page of toll-free verifications: where it stands, what to do, until when."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.compliance.models import Draft, TollfreeVerification
from apps.core import clock
from apps.sync.models import Sync
from tests.compliance.pages import words
from tests.world import TOLLFREE, World

POLL = {"HX-Request": "true", "HX-Target": "live"}
ASKED = {"usecase_summary": f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}"}
REJECTED = {"usecase_summary": f"REJECT SHAFT. {TOLLFREE['usecase_summary']}"}


def numbers_of(answer: Any) -> list[str]:
    return [row.number for row in answer.context["page"].object_list]


def test_the_list_shows_both_truths_and_the_days_left(world: World, vera: Client) -> None:
    verification = world.decided(**ASKED)
    page = words(vera.get("/toll-free/"))
    assert "Acme Bakery LLC" in page
    assert "Update required 5 days left" in page
    assert "Account notification" in page
    assert verification.remote_id in page


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ({"status": "SUBMITTED"}, True),
        ({"status": "APPROVED"}, False),
        ({"q": "acme bakery"}, True),
        ({"q": "zebra"}, False),
        ({"sync": "waiting"}, True),
        ({"sync": "blocked"}, False),
        ({"sort": "-number"}, True),
        ({"status": "NOTHING"}, True),
    ],
)
def test_it_filters_searches_and_sorts(
    world: World, vera: Client, query: dict[str, str], there: bool
) -> None:
    verification = world.verification()
    found = numbers_of(vera.get("/toll-free/", query))
    assert found == ([verification.number] if there else [])


def test_a_number_is_found_in_any_spelling(world: World, vera: Client) -> None:
    number = world.verification().number
    spelled = f"({number[1:4]}) {number[4:7]}-{number[7:]}"
    assert numbers_of(vera.get("/toll-free/", {"q": spelled})) == [number]


def test_an_empty_list_says_what_it_is_for(world: World, olivia: Client) -> None:
    page = words(olivia.get("/toll-free/"))
    assert "No toll-free verifications yet" in page
    assert "Verify the first number" in page


def test_a_refused_one_reads_submitted_and_blocked(world: World, olivia: Client) -> None:
    verification = world.verification()
    Sync.objects.filter(pk=verification.sync_id).update(
        blocked="rejected", detail={"message": "volume must be one of nine"}
    )
    assert numbers_of(olivia.get("/toll-free/", {"status": "SUBMITTED"}))
    page = words(olivia.get(verification.get_absolute_url()))
    assert "Submitted" in page
    assert "Blocked" in page
    assert "Plivo did not take this verification" in page
    assert "volume must be one of nine" in page
    assert "Correct and file again" in page


def test_it_waits_for_its_company_by_itself(world: World, olivia: Client) -> None:
    verification = world.verification()
    world.fault(method="POST", path="Profile", kind="status", status=503, times=1)
    world.drain()
    assert "goes out by itself once its company" in words(
        olivia.get(verification.get_absolute_url())
    )


def test_under_review_says_how_long(world: World, olivia: Client) -> None:
    verification = world.verification()
    world.drain()
    page = olivia.get(verification.get_absolute_url())
    assert "usually one to two weeks, at times up to six" in words(page)
    assert "every 3s" in page.content.decode()
    assert f'action="{verification.get_absolute_url()}correct/"' in page.content.decode()
    assert olivia.post(f"{verification.get_absolute_url()}correct/").status_code == 302


def test_an_approved_one_is_verified_and_final(world: World, olivia: Client) -> None:
    page = olivia.get(world.decided().get_absolute_url())
    assert "Verified. The number may send" in words(page)
    assert "every 3s" not in page.content.decode()
    assert "Withdraw" not in words(page)


def test_asked_for_data_it_counts_down_and_quotes_them(world: World, olivia: Client) -> None:
    verification = world.decided(**ASKED)
    page = words(olivia.get(verification.get_absolute_url()))
    assert "Supply the data: 5 days left (until " in page
    assert "Opt-in information failed validation" in page
    assert "Show in the evidence where and how people agree" in page
    assert "Correct and resubmit" in page


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (timedelta(days=4, hours=5), "4 days left"),
        (timedelta(days=1, minutes=1), "1 day left"),
        (timedelta(hours=23, minutes=50), "23 hours left"),
        (timedelta(minutes=50), "less than an hour left"),
        (timedelta(minutes=-1), "the time is over"),
    ],
)
def test_the_countdown_is_right_without_scripts(
    world: World, vera: Client, until: timedelta, said: str
) -> None:
    verification = world.decided(**ASKED)
    rows = TollfreeVerification.objects.filter(pk=verification.pk)
    # Half a minute more, so that the test may take its time.
    rows.update(update_by=clock.db_now() + until + timedelta(seconds=30 if until.days >= 0 else 0))
    assert said in words(vera.get(verification.get_absolute_url()))


def test_a_poll_brings_the_page_anew_when_the_countdown_ticks(world: World, vera: Client) -> None:
    verification = world.decided(**ASKED)
    url = verification.get_absolute_url()
    stamp = vera.get(url).context["stamp"]
    assert vera.get(url, {"stamp": stamp}, headers=POLL).status_code == 204
    clock.shift(24 * 3600)
    part = vera.get(url, {"stamp": stamp}, headers=POLL)
    assert part.status_code == 200
    assert "4 days left" in words(part)


def test_a_rejected_one_says_why_and_starts_a_new_one_with_its_texts(
    world: World, olivia: Client
) -> None:
    verification = world.decided(**REJECTED)
    page = words(olivia.get(verification.get_absolute_url()))
    assert "SHAFT content is not supported" in page
    assert "final for these use cases" in page
    assert "File a new verification" in page
    olivia.post(f"/file/tollfree/?again={verification.public_id}")
    draft = Draft.objects.get()
    assert draft.subject is None
    assert draft.data["message_sample"] == verification.message_sample
    assert draft.data["profile_uuid"] == verification.profile.public_id


def test_either_id_leads_to_the_one_address(world: World, olivia: Client) -> None:
    verification = world.verification()
    world.drain()
    verification.refresh_from_db()
    page = olivia.get(f"/toll-free/{verification.remote_id}/")
    assert page["Location"] == verification.get_absolute_url()


def test_the_evidence_is_shown_with_its_picture(world: World, olivia: Client) -> None:
    evidence = world.evidence("sign-up.png")
    verification = world.verification(
        optin_image_url=[evidence.public_url, "https://acmebakery.com/optin"]
    )
    page = olivia.get(verification.get_absolute_url()).content.decode()
    assert f'src="{evidence.get_absolute_url()}"' in page
    assert "sign-up.png" in page
    assert 'href="https://acmebakery.com/optin"' in page


def test_it_is_withdrawn_once_its_number_is_typed(world: World, olivia: Client) -> None:
    verification = world.verification()
    url = f"{verification.get_absolute_url()}withdraw/"
    assert f"Type +{verification.number} to confirm" in words(olivia.get(url))
    assert olivia.post(url, {"confirm": "+1800"}).status_code == 422
    assert olivia.post(url, {"confirm": f"+{verification.number}"}).status_code == 302
    verification.refresh_from_db()
    assert verification.retiring


def test_a_decided_one_says_why_it_stays(world: World, olivia: Client) -> None:
    verification = world.decided()
    url = f"{verification.get_absolute_url()}withdraw/"
    page = olivia.get(url)
    assert "Plivo keeps what the carriers have decided" in words(page)
    assert 'name="confirm"' not in page.content.decode()
    assert olivia.post(url, {"confirm": f"+{verification.number}"}).status_code == 422


@pytest.mark.parametrize(
    "address",
    ["/toll-free/x%00/", "/campaigns/%00/", "/toll-free/nobody/", "/toll-free/x%00/withdraw/"],
)
def test_an_id_that_cannot_be_is_404(world: World, olivia: Client, address: str) -> None:
    assert olivia.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/toll-free/?q=%00", "/search/?q=a%00b", "/numbers/?q=%00"])
def test_a_search_for_what_cannot_be_finds_nothing(
    world: World, olivia: Client, address: str
) -> None:
    assert olivia.get(address).status_code == 200


def test_viewers_get_no_buttons_and_strangers_nothing(
    world: World, vera: Client, stranger: Client
) -> None:
    verification = world.decided(**ASKED)
    url = verification.get_absolute_url()
    assert stranger.get(url).status_code == 404
    assert not numbers_of(stranger.get("/toll-free/"))
    main = vera.get(url).content.decode().split("<main", 1)[1]
    assert 'class="btn btn-primary"' not in main
    assert "withdraw/" not in main
    for path in ("correct/", "withdraw/"):
        data = {"confirm": f"+{verification.number}"}
        assert vera.post(f"{url}{path}", data).status_code == 403
        assert stranger.post(f"{url}{path}", data).status_code == 404
    assert vera.post("/file/tollfree/").status_code == 403
    assert stranger.post(f"/file/tollfree/?again={verification.public_id}").status_code == 404
    assert vera.get("/toll-free/new/").status_code == 403
