"""Offset paging: ``meta`` with relative neighbours that keep the filters."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.rest import Door, body, error
from tests.world import World


@pytest.fixture
def many(world: World) -> list[str]:
    """Ids of seven companies, newest first; the odd ones deal in energy."""
    rows = [
        world.profile(profile_alias=f"Company {n}", vertical="ENERGY" if n % 2 else "RETAIL")
        for n in range(7)
    ]
    return [row.public_id for row in reversed(rows)]


def ids(page: dict[str, Any]) -> list[str]:
    return [found["profile_uuid"] for found in page["profiles"]]


def test_a_list_comes_newest_first_with_its_meta(door: Door, many: list[str]) -> None:
    page = body(door.get("Profile/"))
    assert ids(page) == many
    assert page["meta"] == {
        "limit": 20,
        "offset": 0,
        "next": None,
        "previous": None,
        "total_count": 7,
    }


def test_an_empty_list_has_its_meta(door: Door) -> None:
    page = body(door.get("Profile/?limit=5"))
    assert page["profiles"] == []
    assert page["meta"] == {
        "limit": 5,
        "offset": 0,
        "next": None,
        "previous": None,
        "total_count": 0,
    }


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 20])
def test_walking_all_pages_gives_each_once(door: Door, many: list[str], limit: int) -> None:
    url, seen, trail = f"Profile/?limit={limit}", [], []
    while url:
        page = body(door.get(url))
        trail.append(ids(page))
        seen += ids(page)
        url = page["meta"]["next"]
        if url:
            parts = urlsplit(url)
            assert (parts.scheme, parts.netloc) == ("", "")
            assert parts.path == f"/v1/Account/{door.account}/Profile/"
    assert seen == many
    back = page["meta"]["previous"]
    while back:
        page = body(door.get(back))
        trail.pop()
        back = page["meta"]["previous"]
    assert ids(page) == many[:limit]


def test_the_offset_counts_records(door: Door, many: list[str]) -> None:
    page = body(door.get("Profile/?limit=2&offset=3"))
    assert ids(page) == many[3:5]
    asked = [parse_qs(urlsplit(page["meta"][name]).query) for name in ("previous", "next")]
    assert asked == [
        {"limit": ["2"], "offset": ["1"]},
        {"limit": ["2"], "offset": ["5"]},
    ]


def test_before_the_first_whole_page_previous_is_the_start(door: Door, many: list[str]) -> None:
    previous = body(door.get("Profile/?limit=5&offset=2"))["meta"]["previous"]
    assert parse_qs(urlsplit(previous).query) == {"limit": ["5"], "offset": ["0"]}


def test_neighbours_keep_the_filters(door: Door, many: list[str]) -> None:
    page = body(door.get("Profile/?vertical=energy&limit=2&type=&nonsense=1"))
    assert page["meta"]["total_count"] == 3
    asked = parse_qs(urlsplit(page["meta"]["next"]).query)
    assert asked == {"limit": ["2"], "offset": ["2"], "vertical": ["energy"]}
    rest = body(door.get(page["meta"]["next"]))
    assert sorted(ids(page) + ids(rest)) == sorted(many[1::2])


def test_the_address_of_neighbours_has_one_last_slash(door: Door, many: list[str]) -> None:
    for shape in ("Profile", "Profile//"):
        following = body(door.get(f"{shape}?limit=1"))["meta"]["next"]
        assert urlsplit(following).path == f"/v1/Account/{door.account}/Profile/"


@pytest.mark.parametrize(
    "limit", ["0", "21", "-1", "x", "1.5", "1e1", "٣", "0x5", "+5 5", "9" * 11, "9" * 400, "null"]
)
def test_a_limit_outside_1_to_20_is_refused(door: Door, limit: str) -> None:
    assert error(door.get(f"Profile/?limit={limit}")).startswith("limit: ")


@pytest.mark.parametrize("offset", ["-1", "x", "1.5", "9" * 13, "--", "٣", "null"])
def test_an_offset_that_is_no_number_is_refused(door: Door, offset: str) -> None:
    assert error(door.get(f"Profile/?offset={offset}")).startswith("offset: ")


@pytest.mark.parametrize("given", ["limit=", "limit=&offset=", "limit=+20+", "offset=007"])
def test_blank_is_the_default(door: Door, many: list[str], given: str) -> None:
    assert door.get(f"Profile/?{given}").status_code == 200


@pytest.mark.parametrize("offset", [7, 8, 100, 999_999_999_999])
def test_beyond_the_end_there_is_nothing(door: Door, many: list[str], offset: int) -> None:
    page = body(door.get(f"Profile/?offset={offset}"))
    assert page["profiles"] == []
    assert (page["meta"]["next"], page["meta"]["total_count"]) == (None, 7)
    assert page["meta"]["previous"]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("Profile/", "profiles"),
        ("10dlc/Brand/", "brands"),
        ("10dlc/Campaign/", "campaigns"),
        ("TollfreeVerification/", "objects"),
        ("Number/", "objects"),
    ],
)
def test_each_list_has_its_envelope(door: Door, path: str, key: str) -> None:
    page = body(door.get(path))
    assert set(page) == {"api_id", "meta", key}
    assert set(page["meta"]) == {"limit", "offset", "next", "previous", "total_count"}
    assert error(door.get(f"{path}?limit=21")).startswith("limit: ")
