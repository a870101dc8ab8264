"""Faults below /pingone/: PingOne's error bodies, and lost, late and slow answers."""

import pytest
import requests

from tests.sandbox.pingone import CUSTOM, POLICIES, POLICY, SETTINGS, PingOne, refused


@pytest.mark.parametrize(
    ("status", "code", "details"),
    [
        (400, "INVALID_REQUEST", None),
        (401, "ACCESS_FAILED", "INVALID_TOKEN"),
        (403, "ACCESS_FAILED", "INSUFFICIENT_PERMISSIONS"),
        (404, "NOT_FOUND", None),
        (409, "REQUEST_FAILED", None),
        (429, "REQUEST_LIMITED", None),
        (500, "UNEXPECTED_ERROR", None),
        (502, "UNEXPECTED_ERROR", None),
        (503, "UNEXPECTED_ERROR", None),
    ],
)
def test_a_status_has_pingones_body(
    ping: PingOne, status: int, code: str, details: str | None
) -> None:
    ping.sign_in()
    ping.sandbox.fault(account=ping.environment, kind="status", status=status, retry_after=3)
    answer = ping.post(POLICIES, POLICY)
    refused(answer, status, code, details=details)
    if details is None:
        assert answer.headers["Retry-After"] == "3"
    assert ping.get(POLICIES).json()["count"] == 1


def test_a_status_may_have_a_sentence_and_be_applied(ping: PingOne) -> None:
    ping.sign_in()
    ping.sandbox.fault(
        account=ping.environment, kind="status", status=500, error="Ouch", applied=True
    )
    assert refused(ping.post(POLICIES, POLICY), 500, "UNEXPECTED_ERROR")["message"] == "Ouch"
    assert ping.get(POLICIES).json()["count"] == 2


def test_a_path_is_matched_below_the_environment(ping: PingOne) -> None:
    ping.sandbox.fault(account=ping.environment, method="GET", path=SETTINGS, kind="status")
    assert ping.get(POLICIES).status_code == 200
    refused(ping.get(SETTINGS), 500, "UNEXPECTED_ERROR")
    assert PingOne(ping.sandbox).get(SETTINGS).status_code == 200


@pytest.mark.parametrize(("kind", "made"), [("reset_before", 1), ("reset_after", 2)])
def test_a_connection_is_reset(ping: PingOne, kind: str, made: int) -> None:
    ping.sign_in()
    ping.sandbox.fault(account=ping.environment, kind=kind, method="POST")
    with pytest.raises(requests.ConnectionError):
        ping.post(POLICIES, POLICY)
    assert ping.get(POLICIES).json()["count"] == made


def test_a_late_request_is_carried_out_with_its_secrets(ping: PingOne) -> None:
    ping.sign_in()
    ping.sandbox.fault(account=ping.environment, kind="late", method="POST", seconds=60)
    with pytest.raises(requests.ConnectionError):
        ping.post(SETTINGS, CUSTOM)
    assert ping.get(SETTINGS).json()["count"] == 0
    ping.sandbox.advance(61, ping.environment)
    (late,) = ping.get(SETTINGS).json()["_embedded"]["phoneDeliverySettings"]
    (held,) = ping.objects()["settings"]
    assert held["secrets"] == late_digest(ping)
    assert late["_links"]["self"]["href"].startswith(ping.sandbox.pingone_url)
    log = ping.sandbox.requests(ping.environment, method="POST")[-1]
    assert (log["outcome"], log["applied"], log["status"]) == (201, True, None)
    assert log["body"]["authentication"]["password"] == "••••"


def late_digest(ping: PingOne) -> dict[str, str]:
    """The digests of a setting made at once from the same body, in another world."""
    other = PingOne(ping.sandbox)
    other.setting(CUSTOM)
    digests: dict[str, str] = other.objects()["settings"][0]["secrets"]
    return digests


def test_a_late_request_needs_its_token_when_it_arrives(ping: PingOne) -> None:
    ping.sandbox.fault(account=ping.environment, kind="late", method="POST", path=POLICIES)
    ping.sign_in()
    known, ping.token = ping.token, "unknown"
    with pytest.raises(requests.ConnectionError):
        ping.post(POLICIES, POLICY)
    ping.sandbox.advance(60, ping.environment)
    log = ping.sandbox.requests(ping.environment)[-1]
    assert (log["outcome"], log["applied"]) == (401, False)
    ping.token = known
    assert ping.get(POLICIES).json()["count"] == 1


def test_an_answer_may_time_out_or_be_slow(ping: PingOne) -> None:
    ping.sign_in()
    ping.sandbox.fault(account=ping.environment, kind="timeout_after", method="POST", seconds=0.01)
    with pytest.raises(requests.ConnectionError):
        ping.post(POLICIES, POLICY)
    ping.sandbox.fault(account=ping.environment, kind="slow", method="GET", seconds=0.01)
    assert ping.get(POLICIES).json()["count"] == 2
