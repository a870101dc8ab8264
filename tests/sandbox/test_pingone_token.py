"""`/{environment}/as/token`: who gets a token, for how long, and what it opens."""

import re
import uuid

import pytest
import requests

from tests.sandbox.pingone import POLICIES, PingOne, refused


def oauth(response: requests.Response, status: int, error: str) -> None:
    """The response is an OAuth error body."""
    assert response.status_code == status, response.text
    assert set(response.json()) == {"error", "error_description"}
    assert response.json()["error"] == error


def test_a_token_lasts_an_hour(ping: PingOne) -> None:
    answer = ping.ask()
    assert answer.status_code == 200
    assert set(answer.json()) == {"access_token", "token_type", "expires_in"}
    assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 3600)
    assert answer.headers["Cache-Control"] == "no-store"
    ping.sign_in()
    assert ping.get(POLICIES).status_code == 200
    ping.sandbox.advance(3599, ping.environment)
    assert ping.get(POLICIES).status_code == 200
    ping.sandbox.advance(1, ping.environment)
    refused(ping.get(POLICIES), 401, "ACCESS_FAILED", details="INVALID_TOKEN")
    ping.sign_in()
    assert ping.get(POLICIES).status_code == 200


def test_a_client_may_authenticate_in_the_form(ping: PingOne) -> None:
    answer = ping.ask(client_id=ping.client, client_secret=ping.secret)
    assert answer.status_code == 200
    # The same client, whichever way it comes.
    assert ping.ask().status_code == 200
    ping.token = answer.json()["access_token"]
    assert ping.get("").status_code == 200


def test_basic_credentials_are_form_encoded(ping: PingOne) -> None:
    assert ping.ask(client_id=ping.client, client_secret="a:b%c").status_code == 200
    ping.secret = "a%3Ab%25c"
    assert ping.ask().status_code == 200


@pytest.mark.parametrize("secret", ["", "wrong", "bad", "bad secret"])
def test_a_magic_bad_secret_gets_no_token(ping: PingOne, secret: str) -> None:
    ping.secret = secret
    answer = ping.ask()
    oauth(answer, 401, "invalid_client")
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    oauth(ping.ask(client_id=ping.client, client_secret=secret), 401, "invalid_client")
    assert ping.objects()["policies"] == []


def test_a_client_is_known_by_its_first_secret(ping: PingOne) -> None:
    assert ping.ask().status_code == 200
    ping.secret = "another"
    oauth(ping.ask(), 401, "invalid_client")


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_id": "", "client_secret": "x"}, 401, "invalid_client"),
    ],
)
def test_a_form_is_refused(ping: PingOne, form: dict[str, str], status: int, error: str) -> None:
    oauth(ping.ask(**form), status, error)


def test_the_token_endpoint_wants_a_form_and_an_environment(ping: PingOne) -> None:
    url = f"{ping.sandbox.pingone_url}/{ping.environment}/as/token"
    auth = (ping.client, ping.secret)
    body = {"grant_type": "client_credentials"}
    oauth(requests.post(url, json=body, auth=auth, timeout=5), 400, "invalid_request")
    oauth(requests.get(url, auth=auth, timeout=5), 405, "invalid_request")
    ping.worker = "not-an-environment"
    oauth(ping.ask(), 400, "invalid_request")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer unknown", "Basic YTpi"])
def test_without_a_known_token_everything_is_401(ping: PingOne, header: str) -> None:
    for path in ("", POLICIES, "nothing"):
        answer = ping.send("GET", path, headers={"Authorization": header})
        refused(answer, 401, "ACCESS_FAILED", details="INVALID_TOKEN")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_another_client_gets_a_token_and_no_access(ping: PingOne) -> None:
    assert ping.get(POLICIES).status_code == 200
    other = PingOne(ping.sandbox, ping.environment)
    assert other.ask().status_code == 200
    refused(other.get(POLICIES), 403, "ACCESS_FAILED", details="INSUFFICIENT_PERMISSIONS")
    refused(other.get("nothing"), 403, "ACCESS_FAILED", details="INSUFFICIENT_PERMISSIONS")


def test_a_worker_of_one_environment_may_own_another(ping: PingOne) -> None:
    far = PingOne(ping.sandbox, client=ping.client, worker=ping.environment)
    far.secret = ping.secret
    assert far.get(POLICIES).status_code == 200
    assert ping.get(POLICIES).status_code == 200
    assert far.default_policy()["id"] != ping.default_policy()["id"]
    other = PingOne(ping.sandbox, far.environment)
    refused(other.get(POLICIES), 403, "ACCESS_FAILED", details="INSUFFICIENT_PERMISSIONS")
    # The token's life is counted where it was given.
    ping.sandbox.advance(3600, far.environment)
    assert far.get(POLICIES).status_code == 200
    ping.sandbox.advance(3600, ping.environment)
    refused(far.get(POLICIES), 401, "ACCESS_FAILED", details="INVALID_TOKEN")


def test_a_reset_forgets_tokens_and_owner(ping: PingOne) -> None:
    ping.get(POLICIES)
    ping.sandbox.reset(ping.environment)
    refused(ping.get(POLICIES), 401, "ACCESS_FAILED", details="INVALID_TOKEN")
    other = PingOne(ping.sandbox, ping.environment)
    assert other.get(POLICIES).status_code == 200


def test_no_secret_and_no_token_is_logged(ping: PingOne) -> None:
    ping.ask(client_id=ping.client, client_secret=ping.secret)
    ping.get(POLICIES)
    log = ping.sandbox.requests(ping.environment)
    assert log[0]["body"] == {"grant_type": "client_credentials", "client_id": ping.client}
    assert ping.secret not in str(log)
    assert ping.token not in str(log)


def test_the_token_endpoint_has_faults_of_its_own(ping: PingOne) -> None:
    ping.sandbox.fault(
        account=ping.environment, path="as/token", kind="status", status=503, retry_after=7
    )
    answer = ping.ask()
    oauth(answer, 503, "temporarily_unavailable")
    assert answer.headers["Retry-After"] == "7"
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["Correlation-Id"])
    assert ping.ask().status_code == 200


def test_a_late_request_for_a_token_does_no_harm(ping: PingOne) -> None:
    ping.sandbox.fault(account=ping.environment, kind="late", seconds=60)
    with pytest.raises(requests.ConnectionError):
        ping.ask()
    ping.sandbox.advance(61, ping.environment)
    assert ping.ask().status_code == 200


def test_a_client_id_may_be_anything(ping: PingOne) -> None:
    ping.client = f"{uuid.uuid4()} with blanks"
    assert ping.ask().status_code == 200
