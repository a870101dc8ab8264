"""How PingOne signs in at a gateway, shown without secrets."""

from typing import Any

import pytest

from apps.policies import preview
from apps.policies.filling import Sample, plain
from apps.policies.secrets import cut
from apps.upstream.redact import MASK
from tests.policies.gateways import (
    SAMPLE,
    SECRET,
    headers,
    nothing_leaks,
    one,
    sent,
    setting,
    targets,
    url,
)


@pytest.mark.parametrize(
    ("authentication", "header"),
    [
        ({"method": "BASIC", "username": "acme", "password": SECRET}, f"Basic {MASK}"),
        ({"method": "BEARER", "authToken": SECRET}, f"Bearer {MASK}"),
        ({"method": "OAUTH2", "clientId": "a", "clientSecret": SECRET}, f"Bearer {MASK}"),
    ],
)
@pytest.mark.parametrize("held", ["in the body", "apart", "nowhere"])
def test_the_header_that_authenticates_is_shown_without_its_secret(
    authentication: dict[str, Any], header: str, held: str
) -> None:
    body = {**setting(), "authentication": {"authUrl": "https://gw.example/t", **authentication}}
    masked, secrets = cut(body)
    if held == "in the body":
        (found,) = preview.requests(body, SAMPLE, {})
    else:
        (found,) = preview.requests(masked, SAMPLE, secrets if held == "apart" else {})
    assert headers(found)["Authorization"] == header
    assert found.call.headers[0].added == "authentication"
    nothing_leaks(found)
    missing = [t for t in targets(found) if t.startswith("authentication.")]
    assert bool(missing) is (held == "nowhere")


def test_a_custom_header_takes_the_place_of_the_requests_own() -> None:
    body = setting(headers={"content-type": "text/plain", "x-key": "old", "Host": "inside"})
    body["authentication"] = {
        "method": "CUSTOM_HEADER",
        "headerName": "X-Key",
        "headerValue": SECRET,
    }
    found = one(body)
    assert headers(found) == {"X-Key": MASK, "content-type": "text/plain"}
    assert targets(found) == ["requests[0].headers.x-key", "requests[0].headers.Host"]


def test_a_token_is_fetched_first_with_the_client_in_a_header_or_the_form() -> None:
    body = setting()
    client = {
        "method": "OAUTH2",
        "authUrl": "https://gw.example/token",
        "clientId": "id:1",
        "clientSecret": SECRET,
        "scopes": ["sms:send", "voice"],
    }
    body["authentication"] = client
    token = one(body).token
    assert token is not None
    assert (token.method, plain(token.url)) == ("POST", "https://gw.example/token")
    assert plain(token.body) == "grant_type=client_credentials&scope=sms%3Asend+voice"
    assert {h.name: plain(h.value) for h in token.headers}["Authorization"] == f"Basic {MASK}"
    body["authentication"] = {**client, "clientAuthenticationMethod": "BODY"}
    token = one(body).token
    assert token is not None and len(token.headers) == 1
    assert plain(token.body).endswith(f"&client_id=id%3A1&client_secret={MASK}")


def test_an_assertion_is_a_grant_of_its_own() -> None:
    body = setting()
    body["authentication"] = {
        "method": "OAUTH2",
        "grantType": "JWT_BEARER",
        "authUrl": "https://gw.example/token",
        "assertion": SECRET,
    }
    token = one(body).token
    assert token is not None
    assert plain(token.body) == (
        f"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={MASK}"
    )


def test_a_secret_is_masked_wherever_else_it_stands() -> None:
    body = setting(
        url=f"https://user:pw@gw.example/?key={SECRET}",
        body=f"to=${{to}}&text=${{message}}&key={SECRET}",
        headers={"content-type": "text/plain", "X-Api-Key": "Key other-secret", "X-Copy": SECRET},
    )
    found = one(body, Sample(message=f"my {SECRET}"))
    nothing_leaks(found)
    assert url(found) == f"https://{MASK}@gw.example/?key={MASK}"
    assert headers(found)["X-Api-Key"] == MASK
    assert headers(found)["X-Copy"] == MASK
    assert sent(found) == f"to=+14155550100&text=my {MASK}&key={MASK}"


@pytest.mark.parametrize("method", ["NTLM", "", None, 5])
def test_an_unknown_authentication_is_said(method: Any) -> None:
    body = {**setting(), "authentication": {"method": method}}
    found = one(body)
    assert targets(found) == ["authentication"]
    assert "Authorization" not in headers(found)
