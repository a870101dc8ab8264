"""PingOne's lists, page by page, over real sockets."""

from typing import Any

import pytest

from apps.upstream.errors import Misconfigured, Unavailable
from apps.upstream.pingone import MOST_PAGES
from tests.upstream.peer import Start, peers
from tests.upstream.test_pingone_client import ROOT, client, in_turn, says

start = pytest.fixture(peers)
LINKS = {"self": {"href": "x"}}


def page(items: Any, after: str = "") -> dict[str, Any]:
    links = {"self": {"href": "x"}, **({"next": {"href": after}} if after else {})}
    return {"_links": links, "_embedded": {"policies": items}, "count": 3, "size": 2}


def test_next_is_followed_as_it_was_given(start: Start) -> None:
    peer = start()
    following = peer.url(f"{ROOT}policies?cursor=a%2Bb%3D&limit=2")
    pages = [page([{"id": "a"}, {"id": "b"}], following), page([{"id": "b"}, {"id": "c"}])]
    peer._serve = in_turn(*[says(200, one) for one in pages])
    found = client(peer).collection("policies", "policies")
    assert [item["id"] for item in found] == ["a", "b", "c"]
    assert f"GET /{ROOT}policies?cursor=a%2Bb%3D&limit=2 HTTP" in peer.requests[1].decode()


def test_next_elsewhere_is_refused_and_the_token_stays_here(start: Start) -> None:
    thief = start(answer=says(200, page([])))
    for after in (thief.url(f"{ROOT}policies"), "https://api.pingone.eu/v1/", "/v1/else"):
        peer = start(answer=says(200, page([], after)))
        with pytest.raises(Misconfigured, match="another address"):
            client(peer).collection("policies", "policies")
    assert thief.requests == []


def test_a_list_without_end_is_given_up(start: Start) -> None:
    circle = start()
    circle.answer = says(200, page([], circle.url(f"{ROOT}policies?cursor=1")))
    with pytest.raises(Unavailable, match="does not end"):
        client(circle).collection("policies", "policies")
    assert len(circle.requests) == 2
    count = iter(range(10_000))
    endless = start(lambda connection: connection.sendall(says(200, page([], more()))))

    def more() -> str:
        return endless.url(f"{ROOT}policies?cursor={next(count)}")

    with pytest.raises(Unavailable, match="does not end"):
        client(endless).collection("policies", "policies")
    assert len(endless.requests) == MOST_PAGES


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"message": "Maintenance"},
        {"_embedded": []},
        {"_embedded": {"policies": "none"}, "_links": LINKS},
        {"_links": LINKS, "count": 2},
        {"_links": LINKS, "_embedded": {"others": []}, "size": 1},
    ],
)
def test_what_is_no_list_proves_no_absence(start: Start, body: dict[str, Any]) -> None:
    """Taken for an empty list, a create whose answer was lost would be sent again."""
    with pytest.raises(Unavailable):
        client(start(answer=says(200, body))).collection("policies", "policies")


@pytest.mark.parametrize(
    "body", [{"_links": LINKS}, {"_links": LINKS, "_embedded": {"policies": [None, 7]}}]
)
def test_an_empty_list_is_empty(start: Start, body: dict[str, Any]) -> None:
    assert client(start(answer=says(200, body))).collection("policies", "policies") == []


def test_the_allowance_is_asked_for_each_request_and_pages_too(start: Start) -> None:
    turns: list[int] = []
    peer = start()
    answers = [page([], peer.url(f"{ROOT}policies?cursor=1")), page([])]
    peer._serve = in_turn(says(401, {}), *[says(200, one) for one in answers])
    client(peer, allowance=lambda: turns.append(1)).collection("policies", "policies")
    assert len(turns) == len(peer.requests) == 3
