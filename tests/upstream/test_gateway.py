"""A request to a gateway: what leaves, where it may go, how much is read, how long it may take."""

import gzip
import socket
import ssl
import threading
from pathlib import Path

import pytest

from apps.core.ssrf import ForbiddenAddressError
from apps.upstream import callout, gateway
from tests.upstream.peer import Start, peers
from tests.upstream.test_callout import _certificate

peer = pytest.fixture(peers)


def test_bytes_and_headers_leave_as_they_were_given(peer: Start) -> None:
    server = peer()
    body = '{"text": "Grüße & +1"}'.encode()
    headers = {"Content-Type": "application/json", "X-Key": "ключ"}
    done = gateway.send_raw("POST", server.url("sms?a=%2B1#part"), headers, body)
    head, _, sent = server.requests[0].partition(b"\r\n\r\n")
    assert (done.status, done.content, done.error, sent) == (200, b"ok", "", body)
    assert head.startswith(b"POST /sms?a=%2B1 HTTP/1.1\r\n")
    assert b"Content-Type: application/json\r\n" in head + b"\r\n"
    assert "X-Key: ключ\r\n".encode() in head + b"\r\n"


def test_a_get_carries_no_body(peer: Start) -> None:
    server = peer()
    gateway.send_raw("GET", server.url("sms?to=1"), {}, b"ignored")
    assert server.requests[0].endswith(b"\r\n\r\n")
    assert b"content-length" not in server.requests[0].lower()


def test_what_the_connection_writes_itself_is_not_taken_over(peer: Start) -> None:
    server = peer()
    headers = {"HOST": "inside", "Content-Length": "9999", "Transfer-Encoding": "chunked"}
    assert gateway.send_raw("POST", server.url(), headers, b"a=1").status == 200
    (sent,) = server.requests
    assert b"inside" not in sent and b"9999" not in sent and b"chunked" not in sent


@pytest.mark.parametrize("headers", [{"X-A": "1\r\nX-B: 2"}, {"X A\r\n": "1"}, {"Ключ": "1"}])
def test_a_header_that_breaks_the_request_is_not_sent(peer: Start, headers: dict[str, str]) -> None:
    server = peer()
    done = gateway.send_raw("POST", server.url(), headers, b"")
    assert (done.status, done.error) == (None, "a header cannot be sent as it is written")
    assert server.requests == []


def test_a_redirect_is_not_followed(peer: Start) -> None:
    server = peer()
    to = server.url("elsewhere").encode()
    server.answer = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to + b"\r\n\r\n"
    done = gateway.send_raw("POST", server.url(), {}, b"")
    assert (done.status, done.headers["location"]) == (302, to.decode())
    assert len(server.requests) == 1


@pytest.mark.parametrize("send", ["gateway", "callout"])
def test_a_redirect_is_read_no_further_than_other_answers(peer: Start, send: str) -> None:
    """Nor is its address looked at: this one is nonsense."""

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    url = peer(endless).url()
    if send == "gateway":
        done = gateway.send_raw("POST", url, {}, b"")
    else:
        done = callout.send("POST", url, {})
    assert (done.status, done.error, len(done.content)) == (302, "", callout.MAX_ANSWER)


def test_no_proxy_of_the_surroundings_connects_for_us(
    peer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, server = peer(), peer()
    monkeypatch.setenv("http_proxy", proxy.url())
    monkeypatch.setenv("HTTP_PROXY", proxy.url())
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert gateway.send_raw("POST", server.url(), {}, b"").status == 200
    assert (len(proxy.requests), len(server.requests)) == (0, 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://localhost/",
        "http://127.0.0.1:8100/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://user:pw@93.184.216.34/",
        "http://93.184.216.34:25/",
        "ftp://93.184.216.34/",
        "gateway.example/sms",
        "",
    ],
)
def test_an_address_inside_or_unreadable_is_refused(settings, url: str) -> None:
    settings.UPSTREAM_PRIVATE_HOSTS = []
    with pytest.raises(ForbiddenAddressError):
        gateway.send_raw("POST", url, {}, b"")


def test_only_the_providers_hosts_are_let_through_not_the_integrators(
    settings, peer: Start
) -> None:
    server = peer()
    settings.UPSTREAM_PRIVATE_HOSTS, settings.CALLBACK_PRIVATE_HOSTS = [], ["127.0.0.1"]
    with pytest.raises(ForbiddenAddressError):
        gateway.send_raw("POST", server.url(), {}, b"")
    assert server.requests == []


def test_a_name_is_checked_by_the_address_the_connection_goes_to(settings, peer: Start) -> None:
    """Whatever the spelling was let through as, the connection asks again."""
    server = peer()
    settings.UPSTREAM_PRIVATE_HOSTS = []
    for connection in (
        gateway._Http("localhost", server.port),
        gateway._Https("localhost", server.port),
    ):
        with (
            pytest.raises(ForbiddenAddressError, match="public internet"),
            callout.Watchdog(5),
        ):
            connection.connect()
    assert server.requests == []


def test_only_the_beginning_of_a_long_answer_is_read(peer: Start) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    done = gateway.send_raw("POST", peer(endless).url(), {}, b"")
    assert (done.status, done.error, len(done.content)) == (200, "", gateway.MAX_ANSWER)


def test_a_compressed_answer_unfolds_no_further(peer: Start) -> None:
    packed = gzip.compress(b"y" * 20_000_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    done = gateway.send_raw("GET", peer(answer=head.encode() + packed).url(), {}, b"")
    assert done.content == b"y" * gateway.MAX_ANSWER


def test_what_is_badly_compressed_is_kept_as_it_came(peer: Start) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nthanks"
    done = gateway.send_raw("GET", peer(answer=answer).url(), {}, b"")
    assert (done.status, done.content, done.error) == (200, b"thanks", "")


def test_a_head_that_trickles_is_cut_off(peer: Start) -> None:
    finished = threading.Event()

    def trickle(connection: socket.socket) -> None:
        while not finished.wait(0.05):
            connection.sendall(b"H")

    server = peer(trickle)
    done = gateway.send_raw("POST", server.url(), {}, b"", seconds=0.5)
    finished.set()
    assert (done.status, done.error) == (None, "no answer in time")
    assert len(server.requests) == 1


def test_a_body_that_trickles_is_cut_off_and_its_beginning_kept(peer: Start) -> None:
    finished = threading.Event()

    def trickle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 202 Accepted\r\n\r\n")
        while not finished.wait(0.05):
            connection.sendall(b"q")

    done = gateway.send_raw("POST", peer(trickle).url(), {}, b"", seconds=0.5)
    finished.set()
    assert (done.status, done.error) == (202, "no answer in time")
    assert done.content and set(done.content) == set(b"q")


def test_a_peer_that_breaks_off_is_asked_once(peer: Start) -> None:
    server = peer(lambda connection: None)
    done = gateway.send_raw("POST", server.url(), {}, b"a=1")
    assert (done.status, done.error, len(server.requests)) == (None, "the connection broke off", 1)


def test_nobody_listening_and_no_such_host_are_said_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
    assert gateway.send_raw("POST", url, {}, b"").error == "no connection"
    missing = gateway.send_raw("POST", "http://no-such-host.invalid/", {}, b"")
    assert (missing.status, missing.error) == (None, "the host cannot be found")


def test_a_certificate_nobody_vouches_for_is_sent_nothing(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path, "localhost"))
    heard: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            heard.append(secured.recv(65536))

    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            connection, _ = server.accept()
            try:
                serve(connection)
            except OSError:
                connection.close()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        url = f"https://localhost:{server.getsockname()[1]}/"
        done = gateway.send_raw("POST", url, {}, b"secret=1")
        thread.join(5)
    assert (done.status, done.error) == (None, "the connection could not be secured (TLS)")
    assert not any(heard)
