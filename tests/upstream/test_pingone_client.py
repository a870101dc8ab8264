"""The PingOne client, over real sockets: what it sends and how it sorts what comes back."""

import email.utils
import json
import threading
import time
from typing import Any

import pytest

from apps.upstream.errors import (
    Gone,
    Misconfigured,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UpstreamError,
)
from apps.upstream.pingone import FORBIDDEN_TRIES, PingOneClient
from tests.upstream.peer import Peer, Start, peers

start = pytest.fixture(peers)
ENVIRONMENT = "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6"
ROOT = f"v1/environments/{ENVIRONMENT}/"


def says(status: int, body: Any = b"", *headers: str) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", "Connection: close"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + content


def in_turn(*answers: bytes) -> Any:
    """One after the other, the last one for ever."""
    left = list(answers)
    return lambda connection: connection.sendall(left.pop(0) if len(left) > 1 else left[0])


def client(peer: Peer, token: Any = None, **more: Any) -> PingOneClient:
    give = token or (lambda stale: "t0ken")
    return PingOneClient(environment=ENVIRONMENT, base_url=peer.url(), token=give, **more)


def failing(peer: Peer, method: str = "POST") -> UpstreamError:
    with pytest.raises(UpstreamError) as raised:
        client(peer).call(method, "notificationsPolicies", json=None if method == "GET" else {})
    return raised.value


def test_it_brings_its_token_and_asks_below_the_environment(start: Start) -> None:
    peer = start(answer=says(201, {"id": "x"}))
    assert client(peer).call("POST", "notificationsPolicies", json={"a": 1}).body == {"id": "x"}
    (request,) = peer.requests
    head = request.decode()
    assert head.startswith(f"POST /{ROOT}notificationsPolicies HTTP/1.1\r\n")
    assert "Authorization: Bearer t0ken\r\n" in head
    assert "\r\nContent-Type: application/json\r\n" in head and head.endswith('{"a": 1}')


@pytest.mark.parametrize(
    ("status", "reading", "writing"),
    [
        (302, Misconfigured, Misconfigured),
        (308, Misconfigured, Misconfigured),
        (400, Rejected, Rejected),
        (401, Misconfigured, Misconfigured),
        (403, Unavailable, Unavailable),
        (404, Gone, Gone),
        (408, Unavailable, OutcomeUnknown),
        (409, Rejected, Rejected),
        (415, Rejected, Rejected),
        (429, Unavailable, Unavailable),
        (500, Unavailable, OutcomeUnknown),
        (502, Unavailable, OutcomeUnknown),
        (503, Unavailable, OutcomeUnknown),
    ],
)
def test_answers_are_sorted_by_status(
    start: Start, status: int, reading: type, writing: type
) -> None:
    peer = start(answer=says(status, {"code": "X", "message": "their words"}, "Location: /else"))
    for method, kind in (("GET", reading), ("POST", writing), ("PUT", writing)):
        error = failing(peer, method)
        assert (type(error), error.status) == (kind, status)


def test_a_redirect_is_not_followed(start: Start) -> None:
    elsewhere = start()
    peer = start(answer=says(307, b"", f"Location: {elsewhere.url()}"))
    failing(peer)
    assert elsewhere.requests == []


def test_a_403_may_pass_by_itself_unless_the_licence_says_so(start: Start) -> None:
    def refusal(code: str) -> bytes:
        body = {"code": "ACCESS_FAILED", "message": "No.", "details": [{"code": code}]}
        return says(403, body)

    for_now = failing(start(answer=refusal("INSUFFICIENT_PERMISSIONS")))
    assert isinstance(for_now, Unavailable) and for_now.tries == FORBIDDEN_TRIES
    assert "Environment Admin" in str(for_now)
    for_good = failing(start(answer=refusal("LICENSE_EXCEEDED")))
    assert type(for_good) is Rejected and "LICENSE_EXCEEDED" in str(for_good)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_read_in_seconds_and_as_a_date(start: Start, status: int) -> None:
    date = email.utils.formatdate(time.time() + 100, usegmt=True)
    for value, least, most in (("7", 7, 7), (date, 80, 100), ("999999", 3600, 3600)):
        error = failing(start(answer=says(status, {}, f"Retry-After: {value}")), "GET")
        assert isinstance(error, Unavailable) and error.retry_after is not None
        assert least <= error.retry_after <= most
    odd = failing(start(answer=says(status, {}, "Retry-After: soon")), "GET")
    assert isinstance(odd, Unavailable) and odd.retry_after is None


def test_details_stand_at_their_targets(start: Start) -> None:
    details = [
        {"code": "INVALID_VALUE", "target": "requests[0].url", "message": "is no address"},
        {"code": "REQUIRED_VALUE", "target": "name"},
        {"code": "CONSTRAINT_VIOLATION", "message": "remove default notifications policy"},
        "odd",
    ]
    body = {"code": "INVALID_DATA", "message": "See details.", "details": details}
    error = failing(start(answer=says(400, body)))
    assert error.fields == {"requests[0].url": ["is no address"], "name": ["REQUIRED_VALUE"]}
    assert str(error) == (
        "requests[0].url: is no address name: REQUIRED_VALUE "
        "remove default notifications policy (INVALID_DATA)"
    )


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b'{"details": null}', b'"text"'])
def test_a_refusal_of_any_shape_has_words(start: Start, body: bytes) -> None:
    error = failing(start(answer=says(400, body)))
    assert type(error) is Rejected and "400" in str(error) and error.fields == {}


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"null", b'"text"', b'{"cut": '])
def test_a_200_that_cannot_be_read_leaves_a_write_unknown(start: Start, body: bytes) -> None:
    peer = start(answer=says(200, body))
    assert type(failing(peer, "PUT")) is OutcomeUnknown
    assert type(failing(peer, "GET")) is Unavailable


def test_an_empty_204_is_a_yes(start: Start) -> None:
    assert client(start(answer=says(204))).call("DELETE", "notificationsPolicies/x").body == {}


class Tokens:
    """Gives t1, then a new one each time the last is refused."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, stale: str) -> str:
        self.asked.append(stale)
        return f"t{len(self.asked)}"


def test_a_token_that_ran_out_is_renewed_once_and_the_write_done_once(start: Start) -> None:
    tokens = Tokens()
    peer = start(in_turn(says(401, {"code": "ACCESS_FAILED"}), says(201, {"id": "x"})))
    mine = client(peer, tokens)
    assert mine.call("POST", "notificationsPolicies", json={}).body == {"id": "x"}
    mine.get("notificationsPolicies")
    assert tokens.asked == ["", "t1"]
    bearers = [request.decode().partition("Bearer ")[2][:2] for request in peer.requests]
    assert bearers == ["t1", "t2", "t2"]


def test_a_fresh_token_that_is_refused_ends_it(start: Start) -> None:
    tokens = Tokens()
    peer = start(answer=says(401, {}))
    with pytest.raises(Misconfigured) as raised:
        client(peer, tokens).call("POST", "notificationsPolicies", json={})
    assert raised.value.status == 401 and len(peer.requests) == 2 == len(tokens.asked)


def test_a_client_that_is_refused_is_not_asked_about_twice(start: Start) -> None:
    asked: list[str] = []

    def refused(stale: str) -> str:
        asked.append(stale)
        raise Misconfigured("no such client", status=401)

    peer = start()
    with pytest.raises(Misconfigured, match="no such client"):
        client(peer, refused).get("notificationsPolicies")
    assert (asked, peer.requests) == ([""], [])


def test_a_peer_that_trickles_is_cut_off_in_total_time(start: Start) -> None:
    finished = threading.Event()

    def trickle(connection: Any) -> None:
        try:
            for byte in says(200, {"id": "x"}):
                connection.sendall(bytes([byte]))
                finished.wait(0.05)
        finally:
            finished.set()

    with pytest.raises(OutcomeUnknown, match="no answer in time"):
        client(start(trickle), seconds=0.4).call("PUT", "policies/x", json={})
    assert finished.wait(10)


def test_the_token_is_in_nothing_that_is_kept(start: Start) -> None:
    mine = client(start(answer=says(500, {})), lambda stale: "canary-t0ken")
    with pytest.raises(OutcomeUnknown) as raised:
        mine.call("POST", "policies", json={})
    assert "canary" not in repr(mine.exchanges) + repr(raised.value) + str(raised.value.body)


def test_a_cookie_is_nobodys(start: Start) -> None:
    """Sessions serve whoever asks the same host: what one was given is not for the next."""
    peer = start(answer=says(200, {"id": "x"}, "Set-Cookie: ST=of-one; Path=/"))
    for _ in range(2):
        client(peer).get("notificationsPolicies")
    assert len(peer.requests) == 2
    assert not [request for request in peer.requests if b"cookie" in request.lower()]


def test_only_hosts_the_operator_named_may_be_inside(start: Start, settings: Any) -> None:
    """Whatever a name said when it was looked at: the address that is connected to counts."""
    peer = start(answer=says(200, {"id": "x"}))
    settings.UPSTREAM_PRIVATE_HOSTS = []
    with pytest.raises(Unavailable, match="not on the public internet"):
        client(peer).call("POST", "notificationsPolicies", json={})
    assert peer.requests == []
    settings.PINGONE_BASE_URL = peer.url()
    assert client(peer).get("notificationsPolicies") == {"id": "x"}


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a": NaN}', b'{"a": 1e999}', b'{"a": ' + b"1" * 5000 + b"}"]
)
def test_an_answer_no_database_could_hold_is_none(start: Start, body: bytes) -> None:
    peer = start(answer=says(200, body))
    assert isinstance(failing(peer), OutcomeUnknown)
    assert isinstance(failing(peer, "GET"), Unavailable)


def test_a_redirect_is_read_no_further_than_other_answers(start: Start) -> None:
    def endless(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 302 X\r\nLocation: http://[\r\n\r\n")
        for _ in range(2000):
            connection.sendall(b"x" * 65536)

    assert isinstance(failing(start(endless)), Misconfigured)
