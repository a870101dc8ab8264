"""A gateway that wants an access token: fetched first, used once, never shown."""

import base64
import json
import socket
import threading
from typing import Any
from urllib.parse import parse_qs, quote_plus

import pytest

from apps.policies.trying import GATEWAY, TOKEN
from apps.upstream.redact import MASK
from tests.policies.gateways import SECRET, setting
from tests.policies.tries import answer, arrived, nothing_leaks, tried
from tests.upstream.peer import Peer, Start, peers

peer = pytest.fixture(peers)


def oauth(token: Peer, gateway: Peer, **over: Any) -> dict[str, Any]:
    client = {
        "method": "OAUTH2",
        "authUrl": token.url("token"),
        "clientId": "acme 1",
        "clientSecret": SECRET,
        "scopes": ["sms:send", "voice"],
        **over,
    }
    return {**setting(url=gateway.url("sms")), "authentication": client}


GRANTED = json.dumps({"access_token": "at-9/9+9", "token_type": "Bearer"})


@pytest.mark.parametrize("way", ["BASIC_AUTH_HEADER", "BODY"])
def test_a_token_is_fetched_and_then_used(peer: Start, way: str) -> None:
    server = peer(answer=answer(GRANTED))
    gateway = peer(answer=answer(f"you sent at-9/9+9, at-9%2F9%2B9 and {SECRET}"))
    done = tried(oauth(server, gateway, clientAuthenticationMethod=way))
    first, headers, form = arrived(server)
    fields = {key: value for key, (value,) in parse_qs(form).items()}
    assert first == "POST /token HTTP/1.1"
    assert fields.pop("grant_type") == "client_credentials"
    assert fields.pop("scope") == "sms:send voice"
    if way == "BODY":
        assert fields == {"client_id": "acme 1", "client_secret": SECRET}
        assert "authorization" not in headers
    else:
        joined = f"{quote_plus('acme 1')}:{quote_plus(SECRET)}"
        assert headers["authorization"] == "Basic " + base64.b64encode(joined.encode()).decode()
    assert arrived(gateway)[1]["authorization"] == "Bearer at-9/9+9"
    assert done.body == f"you sent {MASK}, {MASK} and {MASK}"
    nothing_leaks(done, "at-9")
    assert done.request.token is not None


def test_an_assertion_is_exchanged_for_a_token(peer: Start) -> None:
    server, gateway = peer(answer=answer(GRANTED)), peer()
    done = tried(oauth(server, gateway, grantType="JWT_BEARER", assertion=SECRET))
    form = parse_qs(arrived(server)[2])
    assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    assert form["assertion"] == [SECRET]
    assert (done.stage, done.status, len(gateway.requests)) == (GATEWAY, 200, 1)
    nothing_leaks(done)


@pytest.mark.parametrize(
    ("said", "status", "shown"),
    [
        (f'{{"error": "invalid_client", "was": "{SECRET}"}}', "401 Unauthorized", "invalid_client"),
        ('{"jwt": "hidden-token"}', "200 OK", '"jwt"'),
        ("access_token=hidden-token&type=x", "200 OK", MASK),
        ('{"access_token": ["hidden-token"]}', "200 OK", "access_token"),
        ('{"access_token": "hidden-tok', "200 OK", MASK),
        ("", "204 No Content", ""),
    ],
)
def test_without_a_token_nothing_goes_to_the_gateway(
    peer: Start, said: str, status: str, shown: str
) -> None:
    server, gateway = peer(answer=answer(said, status=status)), peer()
    done = tried(oauth(server, gateway))
    assert (done.stage, len(gateway.requests), len(server.requests)) == (TOKEN, 0, 1)
    assert shown in done.body
    assert done.words.endswith("Nothing was sent to the gateway.")
    nothing_leaks(done, "hidden-tok")


def test_a_token_that_does_not_come_in_time_leaves_the_gateway_alone(peer: Start) -> None:
    finished = threading.Event()

    def trickle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        connection.sendall(GRANTED.encode()[:-1])
        while not finished.wait(0.05):
            connection.sendall(b" ")

    server, gateway = peer(trickle), peer()
    done = tried(oauth(server, gateway), seconds=0.5)
    finished.set()
    assert (done.stage, done.error) == (TOKEN, "no answer in time")
    assert (len(server.requests), len(gateway.requests)) == (1, 0)
    nothing_leaks(done, "at-9")
