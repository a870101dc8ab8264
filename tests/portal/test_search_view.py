"""Where is it?"""

from typing import Any

import pytest
from django.test import Client

from tests.world import World


def found(answer: Any) -> dict[str, list[str]]:
    return {group.label: [hit.name for hit in group.hits] for group in answer.context["groups"]}


@pytest.mark.parametrize("words", ["acme bakery", "12-2321231", "122321231", "LLC"])
def test_a_company_is_found_by_name_alias_and_ein(world: World, vera: Client, words: str) -> None:
    world.profile()
    assert found(vera.get("/search/", {"q": words}))["Companies"] == ["Acme Bakery LLC"]


def test_our_id_and_theirs_both_find_a_brand(world: World, vera: Client) -> None:
    brand = world.brand()
    world.drain()
    brand.refresh_from_db()
    assert brand.remote_id
    assert brand.remote_id != brand.public_id
    for words in (brand.public_id, brand.remote_id, brand.remote_id.lower()):
        assert found(vera.get("/search/", {"q": words})) == {"Brands": [brand.brand_alias]}


def test_a_campaign_is_found_by_its_name(world: World, vera: Client) -> None:
    world.campaign()
    assert found(vera.get("/search/", {"q": "order up"})) == {"Campaigns": ["Order updates"]}


def test_a_verification_is_found_by_number_company_and_id(world: World, vera: Client) -> None:
    row = world.verification()
    for words in ("bakery", row.number, row.public_id):
        groups = found(vera.get("/search/", {"q": words}))
        assert groups["Toll-free verifications"] == [f"+{row.number}"]


@pytest.mark.parametrize("spelling", ["{0}", "+{0}", "+{0[0]} {area} {rest}"])
def test_a_number_is_found_in_any_spelling(world: World, vera: Client, spelling: str) -> None:
    number = world.numbers(1)[0]
    words = spelling.format(number, area=number[1:4], rest=number[4:])
    assert found(vera.get("/search/", {"q": words})) == {"Numbers of the account": [f"+{number}"]}


def test_one_character_searches_nothing(world: World, vera: Client) -> None:
    world.profile()
    answer = vera.get("/search/", {"q": "a"})
    assert not found(answer)
    assert "at least two characters" in answer.content.decode()


def test_nothing_found_says_so(world: World, vera: Client) -> None:
    assert "Nothing was found" in vera.get("/search/", {"q": "zebra"}).content.decode()


def test_what_belongs_to_others_is_not_found(world: World, stranger: Client) -> None:
    world.brand()
    world.numbers(1)
    for words in ("acme", "1"):
        assert not found(stranger.get("/search/", {"q": words}))


def test_what_was_typed_is_escaped(vera: Client) -> None:
    page = vera.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
