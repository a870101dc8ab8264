"""The numbers of the account: filters, who uses them, refresh and export."""

import csv
from io import StringIO
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.numberpools.models import PhoneNumber
from tests.world import World

URL = "/numbers/"


def shown(answer: Any) -> list[str]:
    return [row["number"].number for row in answer.context["rows"]]


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))


def test_every_rented_number_is_listed(world: World, vera: Client) -> None:
    world.numbers()
    assert len(shown(vera.get(URL))) == 14


def test_numbers_that_are_gone_are_not(world: World, vera: Client) -> None:
    number = world.numbers(1)[0]
    PhoneNumber.objects.filter(number=number).update(gone_at="2026-01-01T00:00Z")
    assert number not in shown(vera.get(URL))


def test_it_filters_by_type_and_by_standing(world: World, vera: Client) -> None:
    world.numbers()
    tollfree = shown(vera.get(URL, {"type": "tollfree"}))
    assert tollfree
    assert all(number.startswith("18") for number in tollfree)
    free = shown(vera.get(URL, {"standing": "free"}))
    assert not set(free) & set(tollfree)
    assert set(free) == set(PhoneNumber.objects.for_10dlc().values_list("number", flat=True))


def test_an_unknown_filter_shows_everything(world: World, vera: Client) -> None:
    world.numbers()
    assert vera.get(URL, {"type": "carrier-pigeon"}).status_code == 200


def test_digits_are_found_in_any_spelling(world: World, vera: Client) -> None:
    number = world.numbers(1)[0]
    spelled = f"+1 ({number[1:4]}) {number[4:7]}-{number[7:]}"
    assert shown(vera.get(URL, {"q": spelled})) == [number]


def test_a_linked_number_names_its_campaign(world: World, vera: Client) -> None:
    campaign = world.active_campaign()
    number = world.numbers(1)[0]
    world.link(campaign, [number])
    row = next(r for r in vera.get(URL).context["rows"] if r["number"].number == number)
    assert [use.label for use in row["uses"]] == [str(campaign)]
    assert row["status"] == "PROCESSING"


def test_a_toll_free_number_shows_its_verification_or_how_to_start_one(
    world: World, sam: Client
) -> None:
    verification = world.verification()
    page = sam.get(URL).content.decode()
    assert f'href="{verification.get_absolute_url()}"' in page
    free = world.tollfree_numbers(2)[1]
    assert f"/file/tollfree/?number={free}" in page
    assert f"/file/tollfree/?number={verification.number}" not in page
    assert f'<a href="{verification.get_absolute_url()}">Acme Bakery LLC</a>' in page
    answer = sam.post(f"/file/tollfree/?number={free}", follow=True)
    assert answer.context["form"]["number"].value() == free


def test_a_viewer_is_not_offered_to_verify(world: World, vera: Client) -> None:
    world.numbers()
    assert "/file/tollfree/" not in vera.get(URL).content.decode()


def test_one_verified_elsewhere_is_not_offered_again(world: World, sam: Client) -> None:
    first, second = world.tollfree_numbers(2)
    rows = PhoneNumber.objects
    rows.filter(number=first).update(toll_free_sms_verification="VERIFIED")
    rows.filter(number=second).update(toll_free_sms_verification="PENDING_VERIFICATION")
    page = sam.get(URL, {"standing": ["verified", "verifying"]})
    assert shown(page) == [first, second]
    assert "/file/tollfree/" not in page.content.decode()
    assert not {first, second} & set(shown(sam.get(URL, {"standing": "unverified"})))


def test_its_queries_do_not_grow_with_the_rows(world: World, vera: Client) -> None:
    numbers = world.numbers()
    with CaptureQueriesContext(connection) as many:
        vera.get(URL)
    PhoneNumber.objects.exclude(number=numbers[0]).delete()
    with CaptureQueriesContext(connection) as one:
        vera.get(URL)
    assert len(many) == len(one)


def test_htmx_gets_the_rows_alone(world: World, vera: Client) -> None:
    world.numbers()
    answer = vera.get(URL, headers={"HX-Request": "true", "HX-Target": "number-rows"})
    assert "<html" not in answer.content.decode()
    assert len(shown(answer)) == 14


def test_refreshing_reads_the_list_again(world: World, sam: Client) -> None:
    answer = sam.post("/numbers/refresh/", follow=True)
    assert "14 numbers read" in answer.content.decode()


def test_a_refresh_that_fails_says_why_and_changes_nothing(world: World, sam: Client) -> None:
    world.numbers()
    world.fault(path="Number", kind="status", status=503, times=1)
    answer = sam.post("/numbers/refresh/", follow=True)
    assert "could not be read" in answer.content.decode()
    assert len(shown(answer)) == 14


def test_a_viewer_may_not_refresh(world: World, vera: Client) -> None:
    assert "Refresh from Plivo" not in vera.get(URL).content.decode()
    assert vera.post("/numbers/refresh/").status_code == 403


def test_the_export_follows_the_filters(world: World, vera: Client) -> None:
    number = world.numbers(1)[0]
    rows = lines(vera.get("/numbers/export.csv", {"q": number}))
    assert [row["number"] for row in rows] == [number]


def test_the_export_says_how_toll_free_numbers_stand(world: World, vera: Client) -> None:
    number = world.decided().number
    (row,) = lines(vera.get("/numbers/export.csv", {"q": number}))
    assert (row["toll_free_verification"], row["used_by"]) == ("VERIFIED", "Acme Bakery LLC")


def test_the_export_holds_no_formula(world: World, vera: Client) -> None:
    number = world.numbers(1)[0]
    PhoneNumber.objects.filter(number=number).update(alias="=HYPERLINK(1)")
    (row,) = lines(vera.get("/numbers/export.csv", {"q": number}))
    assert row["name"] == "'=HYPERLINK(1)"


def test_numbers_of_others_are_neither_shown_nor_exported(world: World, stranger: Client) -> None:
    world.numbers()
    answer = stranger.get(URL, {"connection": world.configuration.pk})
    assert not shown(answer)
    assert not lines(stranger.get("/numbers/export.csv"))
