"""A request to somebody else's address: where it may go, what is read, how long it may take."""

import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from plivo.utils import validate_signature, validate_v3_signature

from apps.core.ssrf import ForbiddenAddressError
from apps.upstream import callout
from tests.sandbox.receiver import Receiver

TOKEN = "a-token-of-forty-letters-that-nobody-has"
Serve = Callable[[socket.socket], None]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def peer() -> Iterator[Callable[[Serve], str]]:
    """`peer(serve)` is the address of a server whose connections `serve` gets, raw."""
    servers: list[socket.socket] = []

    def start(serve: Serve) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def run() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        serve(connection)
                    except OSError:
                        pass

        threading.Thread(target=run, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/"

    yield start
    for server in servers:
        server.close()


def test_a_post_is_a_form_signed_for_the_official_verifiers(receiver: Receiver) -> None:
    url = receiver.url("hook?b=2&a=1")
    said = {"status": "registered", "error_reason": "Größe & Form = ok?"}
    done = callout.send("POST", url, said, token=TOKEN)
    (got,) = receiver.callbacks
    assert (done.status, got.method, got.params) == (200, "POST", said)
    assert got.headers["Content-Type"] == "application/x-www-form-urlencoded"
    _verified(got.headers, "POST", got.url, said)


def test_a_get_has_it_in_its_query(receiver: Receiver) -> None:
    done = callout.send("GET", receiver.url("hook?b=2#part"), {"a": "1 &2"}, token=TOKEN)
    (got,) = receiver.callbacks
    assert (done.status, got.method, got.params) == (200, "GET", {"b": "2", "a": "1 &2"})
    assert "#" not in got.url
    _verified(got.headers, "GET", got.url, {})


def test_an_address_without_a_path_is_signed_as_it_arrives(receiver: Receiver) -> None:
    callout.send("POST", receiver.url().rstrip("/"), {"a": "1"}, token=TOKEN)
    (got,) = receiver.callbacks
    assert got.url == receiver.url()
    _verified(got.headers, "POST", got.url, {"a": "1"})


def test_without_a_token_nothing_is_signed(receiver: Receiver) -> None:
    callout.send("POST", receiver.url(), {"a": "1"})
    assert not [name for name in receiver.callbacks[0].headers if "Signature" in name]


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.statuses.append(302)
    assert callout.send("POST", receiver.url(), {}).status == 302
    assert len(receiver.callbacks) == 1


def test_a_private_address_is_sent_nothing(settings, receiver: Receiver) -> None:
    settings.CALLBACK_PRIVATE_HOSTS = []
    with pytest.raises(ForbiddenAddressError):
        callout.send("POST", receiver.url(), {})
    assert receiver.callbacks == []


def test_a_name_is_checked_by_the_address_the_connection_goes_to(settings) -> None:
    """`localhost.localdomain` and the like look public; what they resolve to is not."""
    settings.CALLBACK_PRIVATE_HOSTS = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for connection in (callout.Http("localhost", port), callout.Https("localhost", port)):
            with pytest.raises(ForbiddenAddressError, match="public internet"), _timed():
                connection.connect()
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_host_that_cannot_be_found_is_a_failure_like_others() -> None:
    done = callout.send("POST", "http://no-such-host.invalid/hook", {})
    assert (done.status, done.error) == (None, "the host cannot be found")


def test_nobody_listening_is_said_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
    done = callout.send("POST", url, {})
    assert (done.status, done.error) == (None, "no connection")


def test_only_the_beginning_of_a_long_answer_is_read(peer: Callable[[Serve], str]) -> None:
    def endless(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    done = callout.send("POST", peer(endless), {})
    assert (done.status, len(done.content)) == (200, callout.MAX_ANSWER)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_peer_that_trickles_is_cut_off(peer: Callable[[Serve], str], head: bytes) -> None:
    finished = threading.Event()

    def trickle(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(head)
        while not finished.wait(0.05):
            connection.sendall(b"H")

    done = callout.send("POST", peer(trickle), {}, seconds=0.5)
    finished.set()
    assert (done.status, done.error) == (None, "no answer in time")


def test_what_is_badly_compressed_is_an_answer(peer: Callable[[Serve], str]) -> None:
    def packed(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nthanks")

    done = callout.send("POST", peer(packed), {})
    assert (done.status, done.error) == (200, "")


def test_an_answer_that_is_no_http_is_a_failure(peer: Callable[[Serve], str]) -> None:
    def nonsense(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"220 mail.example ESMTP\r\n")

    done = callout.send("POST", peer(nonsense), {})
    assert done.status is None and done.error


def test_a_certificate_must_name_the_host_and_be_trusted(tmp_path: Path) -> None:
    """The connection goes to a checked address; the certificate is checked against the name."""
    own, other = _certificate(tmp_path, "localhost"), _certificate(tmp_path, "other.example")
    assert _shake_hands(own, trusting=own) == ""
    assert "CERTIFICATE_VERIFY_FAILED" in _shake_hands(other, trusting=other)
    assert "CERTIFICATE_VERIFY_FAILED" in _shake_hands(own, trusting=other)


def _verified(headers: dict[str, str], method: str, url: str, params: dict[str, str]) -> None:
    head = "X-Plivo-Signature-"
    for name in ("", "Ma-"):
        v2, v3 = headers[f"{head}{name}V2"], headers[f"{head}{name}V3"]
        nonce2, nonce3 = headers[f"{head}V2-Nonce"], headers[f"{head}V3-Nonce"]
        assert validate_signature(url, nonce2, v2, TOKEN)
        assert validate_v3_signature(method, url, nonce3, TOKEN, v3, dict(params))
        assert not validate_v3_signature(method, url, nonce3, "another", v3, dict(params))


def _timed() -> callout.Watchdog:
    return callout.Watchdog(5)


def _shake_hands(server_certificate: Path, *, trusting: Path) -> str:
    """ "" when the handshake succeeded, else the words of the error."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server_certificate)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            raw, _ = server.accept()
            try:
                context.wrap_socket(raw, server_side=True).close()
            except OSError:
                raw.close()

        threading.Thread(target=serve, daemon=True).start()
        port = server.getsockname()[1]
        connection = callout.Https("localhost", port, ca_certs=str(trusting))
        with _timed():
            try:
                connection.connect()
            except ssl.SSLError as error:
                return str(error)
        connection.close()
        return ""


def _certificate(folder: Path, name: str) -> Path:
    """Key and certificate of `name` in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path
