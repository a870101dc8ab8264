"""What integrators were told: the list, one callback with its tries, telling them again."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.credentials import issue_credential
from apps.core import clock
from apps.core.models import Event
from apps.sync.models import OutgoingCallback
from apps.sync.outgoing import deliver_due, notify
from tests.sandbox.receiver import Receiver
from tests.world import World

URL = "/sync/callbacks/"
State = OutgoingCallback.State
SAID = {
    "event": "brand",
    "status": "rejected",
    "brand_id": "BOURS12",
    "error_reason": "<b>no such EIN</b>",
}


def make(world: World, url: str = "https://crm.example/hook", **said: str) -> OutgoingCallback:
    brand = world.brand(world.profile(profile_alias=url), brand_alias=f"Acme {url[-20:]}")
    brand.callback_url = url
    brand.save()
    return notify(brand, {**SAID, **said})


def ended(row: OutgoingCallback, state: str) -> OutgoingCallback:
    OutgoingCallback.objects.filter(pk=row.pk).update(state=state)
    return row


def detail(row: OutgoingCallback) -> str:
    return f"{URL}{row.pk}/"


def shown(answer: Any) -> list[int]:
    return [row["callback"].pk for row in answer.context["rows"]]


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_an_empty_list_says_what_it_is_for(world: World, vera: Client) -> None:
    assert "Nobody has been told anything yet" in text(vera, URL)


def test_the_newest_comes_first_with_its_state_in_words(world: World, vera: Client) -> None:
    rows = [ended(make(world, f"https://crm.example/{state}"), state) for state in State.values]
    answer = vera.get(URL)
    assert shown(answer) == [row.pk for row in reversed(rows)]
    page = answer.content.decode()
    for words in ("On its way", "Delivered", "Given up", "Address refused", "brand rejected"):
        assert words in page


def test_it_filters_by_state_and_searches_by_object_id_and_address(
    world: World, vera: Client
) -> None:
    crm = ended(make(world), State.GIVEN_UP)
    erp = make(world, "https://erp.example/in", brand_id="BOTHER1", number="14155550123")
    for query, row in (
        ("state=given_up", crm),
        ("state=pending", erp),
        ("q=bours12", crm),
        ("q=erp.example", erp),
        ("q=%2B1+415-555-0123", erp),
    ):
        assert shown(vera.get(f"{URL}?{query}")) == [row.pk], query
    assert "No callback fits" in text(vera, f"{URL}?q=nothing+like+it")
    assert len(shown(vera.get(f"{URL}?q=Acme"))) == 2


def test_htmx_gets_the_rows_alone_and_pages_hold_25(world: World, vera: Client) -> None:
    brand = world.brand()
    brand.callback_url = "https://crm.example/hook"
    for _ in range(26):
        notify(brand, SAID)
    answer = vera.get(URL, headers={"HX-Request": "true", "HX-Target": "callback-rows"})
    assert "<html" not in answer.content.decode()
    assert len(shown(answer)) == 25
    assert len(shown(vera.get(f"{URL}?page=2"))) == 1


def test_what_was_sent_is_shown_with_its_try_and_its_signer(
    world: World, vera: Client, receiver: Receiver
) -> None:
    _, token = issue_credential(
        door="plivo", account=world.account, name="Shop CRM", rights="write", actor=world.actor
    )
    row = make(world, receiver.url("hook?a=1"))
    deliver_due()
    page = text(vera, detail(row))
    for words in (
        "The receiving system took it.",
        receiver.url("hook?a=1"),
        "BOURS12",
        "&lt;b&gt;no such EIN&lt;/b&gt;",
        "Answered 200",
        "with the token of Shop CRM",
    ):
        assert words in page
    assert token not in page


def test_a_failed_try_says_why_and_when_the_next_is(
    world: World, vera: Client, receiver: Receiver
) -> None:
    receiver.statuses.append(503)
    row = make(world, receiver.url())
    deliver_due()
    page = text(vera, detail(row))
    assert "It answered 503" in page
    assert "No: no token was in use" in page
    assert any(f"in {n} s" in page for n in range(55, 61))
    assert "next try in" in text(vera, URL)


def test_given_up_says_what_to_do(world: World, vera: Client, receiver: Receiver) -> None:
    receiver.statuses += [500] * 4
    row = make(world, receiver.url())
    for _ in range(4):
        deliver_due()
        clock.shift(241)
    page = text(vera, detail(row))
    assert "did not take it, 4 times" in page
    assert "send this once more" in page


def test_a_refused_address_says_why(settings, world: World, vera: Client) -> None:
    settings.CALLBACK_PRIVATE_HOSTS = []
    row = make(world, "http://10.0.0.1/hook")
    deliver_due()
    page = text(vera, detail(row))
    assert "Linecheck does not send to this address" in page
    assert "10.0.0.1 is not on the public internet." in page
    assert "Not sent" in page
    assert "igned with" not in page


def test_credentials_in_an_address_are_masked(world: World, vera: Client) -> None:
    row = make(world, "https://user:s3cret@crm.example/hook")
    for url in (URL, detail(row), f"/sync/{row.sync_id}/"):
        page = text(vera, url)
        assert "crm.example/hook" in page
        assert "s3cret" not in page


def test_the_live_part_polls_until_no_try_is_left(world: World, vera: Client) -> None:
    row = make(world)
    headers = {"HX-Request": "true", "HX-Target": "callback-live"}
    live = vera.get(detail(row), headers=headers)
    assert live.status_code == 200
    assert "every 3s" in live.content.decode()
    ended(row, State.DELIVERED)
    live = vera.get(detail(row), headers=headers)
    assert live.status_code == 286
    assert "every 3s" not in live.content.decode()
    assert "<html" not in live.content.decode()


def test_sent_again_it_is_on_its_way_and_on_record(
    world: World, sam: Client, receiver: Receiver
) -> None:
    row = ended(make(world, receiver.url()), State.GIVEN_UP)
    answer = sam.post(f"{detail(row)}resend/")
    assert (answer.status_code, answer["Location"]) == (302, detail(row))
    deliver_due()
    row.refresh_from_db()
    assert row.state == State.DELIVERED
    page = text(sam, detail(row))
    assert "asked to send it again" in page
    assert Event.objects.filter(verb="resent", organization_id=world.organization.pk).exists()


def test_who_only_looks_cannot_send_again(world: World, vera: Client) -> None:
    row = ended(make(world), State.GIVEN_UP)
    assert "Send again" not in text(vera, detail(row))
    assert vera.post(f"{detail(row)}resend/").status_code == 403
    row.refresh_from_db()
    assert row.state == State.GIVEN_UP


def test_a_stranger_finds_nothing(world: World, stranger: Client) -> None:
    row = make(world)
    assert shown(stranger.get(URL)) == []
    assert stranger.get(detail(row)).status_code == 404
    assert stranger.post(f"{detail(row)}resend/").status_code == 404


def test_the_objects_own_page_lists_its_callbacks(world: World, vera: Client) -> None:
    row = make(world)
    page = text(vera, f"/sync/{row.sync_id}/")
    assert "What we told your systems" in page
    assert detail(row) in page


def test_a_callback_outlives_its_delivery_row(world: World, vera: Client) -> None:
    row = make(world)
    OutgoingCallback.objects.filter(pk=row.pk).update(sync=None)
    assert vera.get(detail(row)).status_code == 200


def test_the_list_takes_no_more_queries_for_more_rows(world: World, vera: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            vera.get(URL)
        return sum("clock_timestamp" not in query["sql"] for query in captured)

    make(world)
    few = count()
    for n in range(10):
        make(world, f"https://crm.example/{n}")
    assert count() == few
