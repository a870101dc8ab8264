"""Our thin client, over real sockets: what it sends and how it sorts what comes back."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from apps.upstream.errors import Gone, Misconfigured, OutcomeUnknown, Rejected, Unavailable
from apps.upstream.plivo import PlivoClient
from apps.upstream.redact import redact

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 17\r\n\r\n"


@contextmanager
def peer(answer: Callable[[socket.socket, bytes], None]) -> Iterator[str]:
    """A TCP peer that hands each request to `answer`; yields its base URL."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def serve() -> None:
            server.settimeout(0.05)
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    data = connection.recv(65536)
                    if data:
                        answer(connection, data)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            stop.set()
            thread.join()


def says(status: str, body: bytes, *headers: str) -> Callable[[socket.socket, bytes], None]:
    def answer(connection: socket.socket, data: bytes) -> None:
        length = f"Content-Length: {len(body)}"
        head = [f"HTTP/1.1 {status}", length, "Connection: close", *headers, "", ""]
        connection.sendall("\r\n".join(head).encode() + body)

    return answer


def client(url: str, **more) -> PlivoClient:
    return PlivoClient(auth_id="MA" + "X" * 18, auth_token="s3cret-token", base_url=url, **more)


def test_it_signs_in_and_says_who_it_is() -> None:
    seen: list[bytes] = []

    def answer(connection: socket.socket, data: bytes) -> None:
        seen.append(data)
        connection.sendall(OK + b'{"api_id": "a-1"}')

    with peer(answer) as url:
        body = client(url).call("POST", "Profile/", json={"a": 1}).body
    head = seen[0].decode().lower()
    assert body == {"api_id": "a-1"}
    assert head.startswith("post /v1/account/maxxxxxxxxxxxxxxxxxx/profile/ http/1.1")
    assert "authorization: basic " in head
    assert "user-agent: linecheck/" in head


@pytest.mark.parametrize(
    ("status", "reading", "writing"),
    [
        ("400 Bad Request", Rejected, Rejected),
        ("401 Unauthorized", Misconfigured, Misconfigured),
        ("403 Forbidden", Rejected, Rejected),
        ("404 Not Found", Gone, Gone),
        ("405 Method Not Allowed", Rejected, Rejected),
        ("302 Found", Misconfigured, Misconfigured),
        ("429 Too Many Requests", Unavailable, Unavailable),
        ("500 Internal Server Error", Unavailable, OutcomeUnknown),
        ("503 Service Unavailable", Unavailable, OutcomeUnknown),
    ],
)
def test_answers_are_sorted_by_status(status, reading, writing) -> None:
    with peer(says(status, b'{"api_id": "a", "error": "their words"}')) as url:
        with pytest.raises(reading) as read:
            client(url).get("Profile/")
        with pytest.raises(writing) as written:
            client(url).call("POST", "Profile/", json={})
    assert type(read.value) is reading
    assert type(written.value) is writing
    assert written.value.status == int(status[:3])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": "plain words"}', "plain words"),
        (b'{"error": {"ein": "is wrong"}}', "ein: is wrong"),
        (b'{"error": ["one", "two"]}', "one; two"),
        (b"<html>", "status 400"),
        (b"", "status 400"),
    ],
)
def test_their_words_are_kept_whatever_their_shape(body: bytes, said: str) -> None:
    with peer(says("400 Bad Request", body)) as url, pytest.raises(Rejected, match=said):
        client(url).call("POST", "Profile/", json={})


def test_an_error_in_a_200_is_a_refusal() -> None:
    body = b'{"api_id": "a", "error": "no"}'
    with peer(says("200 OK", body)) as url, pytest.raises(Rejected, match="no"):
        client(url).call("POST", "Profile/", json={})


def test_a_200_that_cannot_be_read_leaves_a_write_unknown() -> None:
    with peer(says("200 OK", b"<html>ok</html>")) as url:
        with pytest.raises(OutcomeUnknown):
            client(url).call("POST", "Profile/", json={})
        with pytest.raises(Unavailable):
            client(url).get("Profile/")


def test_an_empty_204_is_fine() -> None:
    with peer(says("204 No Content", b"")) as url:
        assert client(url).call("DELETE", "Profile/x/").body == {}


def test_retry_after_is_read_in_seconds() -> None:
    slow_down = says("429 Too Many Requests", b"{}", "Retry-After: 7")
    with peer(slow_down) as url, pytest.raises(Unavailable) as raised:
        client(url).call("POST", "Profile/", json={})
    assert raised.value.retry_after == 7


def test_a_closed_port_is_surely_not_done() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unavailable, match="could not be reached"):
        client(f"http://127.0.0.1:{port}").call("POST", "Profile/", json={})


def test_a_connection_that_breaks_after_sending_is_unknown_for_writes() -> None:
    with peer(lambda connection, data: None) as url:
        with pytest.raises(OutcomeUnknown):
            client(url).call("POST", "Profile/", json={})
        with pytest.raises(Unavailable):
            client(url).get("Profile/")


def test_a_peer_that_trickles_its_answer_is_cut_off_in_total_time() -> None:
    """Each byte comes within any read timeout; only the total can stop it."""
    finished = threading.Event()

    def trickle(connection: socket.socket, data: bytes) -> None:
        try:
            for byte in OK:
                connection.sendall(bytes([byte]))
                finished.wait(0.05)
        except OSError:
            pass
        finished.set()

    with peer(trickle) as url:
        with pytest.raises(OutcomeUnknown, match="no answer in time"):
            client(url, seconds=0.4).call("POST", "Profile/", json={})
        assert finished.wait(10)


def test_an_answer_without_a_length_is_cut_off_too() -> None:
    """Its end is the end of the connection, which then nobody but the answer holds."""
    finished = threading.Event()

    def trickle(connection: socket.socket, data: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while not finished.wait(0.05):
                connection.sendall(b" ")
        except OSError:
            finished.set()

    with peer(trickle) as url:
        with pytest.raises(OutcomeUnknown, match="no answer in time"):
            client(url, seconds=0.4).call("POST", "Profile/", json={})
        assert finished.wait(10)


def test_a_budget_bounds_all_calls_together() -> None:
    with peer(says("200 OK", b"{}")) as url:
        short = client(url, budget=0.0)
        with pytest.raises(Unavailable, match="not enough time"):
            short.get("Profile/")
        assert short.exchanges == []


def test_pages_are_walked_until_a_short_one() -> None:
    asked: list[str] = []

    def answer(connection: socket.socket, data: bytes) -> None:
        asked.append(data.split(b" ")[1].decode())
        # The second page begins with the last row of the first.
        rows = range(20) if "offset=0" in asked[-1] else range(19, 23)
        profiles = [{"profile_uuid": f"p{n}"} for n in rows]
        body = json.dumps({"profiles": profiles}).encode()
        says("200 OK", body)(connection, data)

    with peer(answer) as url:
        assert len(list(client(url).pages("Profile/", "profiles"))) == 23
    assert [path.partition("?")[2] for path in asked] == ["limit=20&offset=0", "limit=20&offset=19"]


def test_the_allowance_is_asked_before_each_request() -> None:
    turns: list[int] = []
    with peer(says("200 OK", b'{"profiles": []}')) as url:
        mine = client(url, allowance=lambda: turns.append(1))
        mine.get("Profile/")
        mine.get("Profile/")
    assert len(turns) == 2


def test_no_secret_is_in_what_it_keeps_or_raises() -> None:
    with peer(says("401 Unauthorized", b'{"error": "no"}')) as url:
        mine = client(url)
        with pytest.raises(Misconfigured) as raised:
            mine.call("POST", "Profile/", json={"auth_token": "s3cret-token"})
    kept = repr(mine.exchanges) + str(raised.value)
    assert "s3cret-token" not in repr(redact(mine.exchanges[0].body)) + str(raised.value)
    assert "Basic" not in kept


def test_redaction_finds_secrets_wherever_they_are() -> None:
    token = "0e1d8a4e-6bb2-4a86-9f0a-1c7d1d0b8f52"
    value = {
        "url": f"https://x.example/callbacks/plivo/{token}/",
        "nested": [{"password": "p", "Auth_Token": "t"}],
        "media": "https://user:pass@media.example/1.png",
        "kept": "words",
    }
    text = repr(redact(value))
    assert token not in text
    assert "user:pass" not in text
    assert "'p'" not in text
    assert "'t'" not in text
    assert "words" in text
