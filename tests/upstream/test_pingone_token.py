"""Where PingOne is, and how an access token is asked for there."""

import base64
import json
import socket
import uuid
from typing import Any

import pytest

from apps.accounts.models import Organization
from apps.providers import catalogue
from apps.providers.connect import client_for, new_token, pingone_api, pingone_auth
from apps.providers.models import ProviderConfiguration
from apps.providers.services import draft_configuration
from apps.upstream.errors import Misconfigured, Unavailable
from apps.upstream.pingone import LIFETIME, REGIONS, ClientRefused, fetch_token
from tests.sandbox_process import SandboxProcess
from tests.upstream.peer import Peer, Start, peers

start = pytest.fixture(peers)
ENVIRONMENT = "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6"
SECRET = "s~cret.c-n_ry"
GOOD = {"access_token": "t0ken", "token_type": "Bearer", "expires_in": 3600}
REFUSED = {"error": "invalid_client"}


def draft(base_url: str = "", **meta: str) -> ProviderConfiguration:
    return draft_configuration(
        organization=Organization(),
        provider=catalogue.PINGONE,
        name="PingOne",
        api_key="client",
        api_secret=SECRET,
        base_url=base_url,
        meta={"environment_id": ENVIRONMENT, **meta},
    )


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_has_its_two_hosts(region: str) -> None:
    made = draft(region=region)
    assert pingone_api(made) == f"https://api.pingone.{region}"
    assert pingone_auth(made) == f"https://auth.pingone.{region}"


def test_own_addresses_go_before_the_region() -> None:
    assert (pingone_api(draft()), pingone_auth(draft())) == (
        "https://api.pingone.com",
        "https://auth.pingone.com",
    )
    alone = draft("https://ping.acme.test")
    assert pingone_api(alone) == pingone_auth(alone) == "https://ping.acme.test"
    beside = draft("https://ping.acme.test", region="eu")
    assert pingone_auth(beside) == "https://auth.pingone.eu"
    both = draft("https://ping.acme.test", auth_url="https://login.acme.test")
    assert pingone_auth(both) == "https://login.acme.test"


@pytest.mark.parametrize("address", ["http://10.0.0.1", "http://169.254.169.254", "http://[::1]"])
def test_nothing_is_sent_inside_our_own_network(address: str) -> None:
    with pytest.raises(Misconfigured, match="cannot be used"):
        client_for(draft(address), token=lambda stale: "t")
    with pytest.raises(Misconfigured, match="cannot be used"):
        new_token(draft("https://api.pingone.com", auth_url=address), seconds=1)


def says(status: int, body: Any, *headers: str) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", "Connection: close"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + content


def ask(peer: Peer, secret: str = SECRET) -> Any:
    return fetch_token(peer.url(), ENVIRONMENT, "client", secret, seconds=5)


def basic(request: bytes) -> str:
    value = request.decode().partition("Authorization: Basic ")[2].partition("\r\n")[0]
    return base64.b64decode(value).decode()


def test_the_secret_goes_in_the_header(start: Start) -> None:
    peer = start(answer=says(200, GOOD))
    grant = ask(peer)
    assert (grant.token, grant.seconds) == ("t0ken", 3600)
    (request,) = peer.requests
    assert request.startswith(f"POST /{ENVIRONMENT}/as/token HTTP/1.1\r\n".encode())
    assert request.endswith(b"\r\n\r\ngrant_type=client_credentials")
    assert b"\r\nContent-Type: application/x-www-form-urlencoded\r\n" in request
    assert basic(request) == f"client:{SECRET}"


def test_and_in_the_body_where_the_header_is_refused(start: Start) -> None:
    answers = [says(401, REFUSED), says(200, GOOD)]
    peer = start(lambda connection: connection.sendall(answers.pop(0)))
    assert ask(peer).token == "t0ken"
    second = peer.requests[1].decode()
    assert "Authorization" not in second
    assert second.endswith(f"client_id=client&client_secret={SECRET}")


@pytest.mark.parametrize("secret", ["a+b %:ü", "••••", "漢字"])
def test_a_secret_of_any_letters_can_be_asked_with(start: Start, secret: str) -> None:
    peer = start(answer=says(401, REFUSED))
    with pytest.raises(ClientRefused):
        ask(peer, secret)
    assert len(peer.requests) == 2


@pytest.mark.parametrize("error", ["invalid_client", "unauthorized_client"])
@pytest.mark.parametrize("status", [400, 401])
def test_a_client_nobody_knows_is_a_matter_of_credentials(
    start: Start, status: int, error: str
) -> None:
    with pytest.raises(ClientRefused) as raised:
        ask(start(answer=says(status, {"error": error, "error_description": SECRET})))
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {}),
        (200, b"<html>"),
        (200, []),
        (200, {"access_token": None}),
        (302, b""),
        (400, {"error": "invalid_request"}),
        (404, b"<html>"),
    ],
)
def test_another_answer_is_a_matter_of_the_address(start: Start, status: int, body: Any) -> None:
    peer = start(answer=says(status, body, "Location: https://example.com"))
    with pytest.raises(Misconfigured, match="Check the region") as raised:
        ask(peer)
    assert not isinstance(raised.value, ClientRefused) and raised.value.status == status
    assert len(peer.requests) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_token_endpoint_that_is_busy_is_asked_later(start: Start, status: int) -> None:
    peer = start(answer=says(status, {"error": "invalid_client"}, "Retry-After: 9"))
    with pytest.raises(Unavailable) as raised:
        ask(peer)
    assert raised.value.retry_after == 9 and len(peer.requests) == 1


def test_one_that_does_not_answer_too(start: Start) -> None:
    with pytest.raises(Unavailable, match="did not answer"):
        ask(start(lambda connection: None))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unavailable, match="did not answer"):
        fetch_token(f"http://127.0.0.1:{port}", ENVIRONMENT, "client", SECRET, seconds=1)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [(60, 60), (0.5, 0.5), (10**400, LIFETIME), (-1, LIFETIME), ("60", LIFETIME), (True, LIFETIME)],
)
def test_a_lifetime_is_believed_within_reason(start: Start, said: Any, seconds: float) -> None:
    peer = start(answer=says(200, {"access_token": "t", "expires_in": said}))
    assert ask(peer).seconds == seconds


@pytest.fixture(scope="module")
def sandbox() -> Any:
    with SandboxProcess(delay=0, pingone_rate=0) as process:
        yield process


def test_the_sandbox_is_read_page_by_page_with_a_token_of_another_environment(
    sandbox: SandboxProcess,
) -> None:
    environment, worker = str(uuid.uuid4()), str(uuid.uuid4())
    bodies = [{"id": str(uuid.uuid4()), "name": f"Policy {n}"} for n in range(7)]
    sandbox.load(environment, policies=bodies)
    sandbox.page(environment, 2)
    made = draft(sandbox.pingone_url, environment_id=environment, token_environment_id=worker)
    client: Any = client_for(made, token=lambda stale: new_token(made, seconds=5).token)
    found = client.collection("notificationsPolicies", "notificationsPolicies")
    assert {item["id"] for item in found} == {body["id"] for body in bodies}
    assert len(sandbox.requests(environment)) == 4
    (asked,) = sandbox.requests(worker)
    assert asked["path"].endswith(f"/{worker}/as/token")


def test_the_sandbox_refuses_a_wrong_secret_both_ways(sandbox: SandboxProcess) -> None:
    environment = str(uuid.uuid4())
    made = draft(sandbox.pingone_url, environment_id=environment)
    made.api_secret = "wrong"
    with pytest.raises(ClientRefused):
        new_token(made, seconds=5)
    assert len(sandbox.requests(environment)) == 2
