"""Over TLS: a handshake that fails was never sent; one that breaks later may have been."""

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from apps.upstream.errors import OutcomeUnknown, Unavailable
from apps.upstream.http import session_for
from apps.upstream.plivo import PlivoClient


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificate and key of 127.0.0.1 in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "peer.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def rude(certificate: Path) -> Iterator[str]:
    """A TLS peer that reads a request; then what comes is no TLS (a middlebox broke in)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            raw, _ = server.accept()
            with raw:
                try:
                    secured = context.wrap_socket(raw, server_side=True)
                except (ssl.SSLError, OSError):
                    return
                secured.recv(65536)
                with socket.socket(fileno=secured.detach()) as broken:
                    broken.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}"
        thread.join(5)


def client(url: str) -> PlivoClient:
    return PlivoClient(auth_id="MA" + "X" * 18, auth_token="s3cret-token", base_url=url)


def test_a_tls_error_after_the_request_leaves_it_unknown(rude: str, certificate: Path) -> None:
    """Taken for never sent, a paid create would be sent, and paid, twice."""
    session_for(rude).verify = str(certificate)
    with pytest.raises(OutcomeUnknown):
        client(rude).call("POST", "10dlc/Campaign/", json={"a": 1})


def test_a_reading_broken_off_can_be_repeated(rude: str, certificate: Path) -> None:
    session_for(rude).verify = str(certificate)
    with pytest.raises(Unavailable):
        client(rude).get("Profile/")


def test_a_peer_nobody_vouches_for_is_sent_nothing(rude: str) -> None:
    with pytest.raises(Unavailable, match="secured"):
        client(rude).call("POST", "10dlc/Campaign/", json={"a": 1})
