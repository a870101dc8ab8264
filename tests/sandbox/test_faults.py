"""Each kind of fault, seen from the client, and what the request log says about it."""

import http.client
from typing import Any

import pytest
import requests

from tests.sandbox.api import PROFILE, Api, refused
from tests.sandbox_process import ControlError


def fault(api: Api, kind: str, **fault: Any) -> int:
    return api.sandbox.fault(account=api.account, kind=kind, **fault)


def profiles(api: Api) -> int:
    """How many there are beside the PRIMARY one."""
    found = api.objects()["profiles"]
    return len([profile for profile in found if profile["profile_type"] == "SECONDARY"])


def last_request(api: Api) -> dict[str, Any]:
    return api.sandbox.requests(api.account)[-1]


def create(api: Api, **options: Any) -> requests.Response:
    return api.send("POST", "Profile/", json=PROFILE, **options)


@pytest.mark.parametrize(("kind", "applied"), [("reset_before", False), ("reset_after", True)])
def test_a_reset_connection(api: Api, kind: str, applied: bool) -> None:
    number = fault(api, kind)
    with pytest.raises(requests.ConnectionError, match="Connection reset by peer"):
        create(api)
    assert profiles(api) == applied
    log = last_request(api)
    assert (log["status"], log["fault"], log["applied"]) == (None, number, applied)
    assert log["outcome"] == (200 if applied else None)
    assert create(api).status_code == 200


@pytest.mark.parametrize(("kind", "applied"), [("timeout_before", False), ("timeout_after", True)])
def test_an_answer_that_never_comes(api: Api, kind: str, applied: bool) -> None:
    fault(api, kind)
    with pytest.raises(requests.ReadTimeout):
        create(api, timeout=0.3)
    assert profiles(api) == applied
    log = last_request(api)
    assert (log["status"], log["applied"]) == (None, applied)


@pytest.mark.parametrize("kind", ["timeout_before", "timeout_after"])
def test_a_held_connection_is_closed_in_the_end(api: Api, kind: str) -> None:
    fault(api, kind, seconds=0.2)
    with pytest.raises(requests.ConnectionError, match="closed connection without response"):
        create(api)


def test_hung_connections_do_not_hold_up_others(api: Api) -> None:
    fault(api, "timeout_before", times=40)
    hung = [http.client.HTTPConnection("127.0.0.1", api.sandbox.port) for _ in range(40)]
    for connection in hung:
        connection.request("GET", f"/plivo/v1/Account/{api.account}/Profile/")
    api.sandbox.wait(lambda: len(api.sandbox.requests(api.account)) == 40)
    assert create(api).status_code == 200
    for connection in hung:
        connection.close()


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_a_status_without_effect(api: Api, status: int) -> None:
    fault(api, "status", status=status)
    refused(create(api), status, "")
    assert profiles(api) == 0
    assert last_request(api)["applied"] is False


def test_a_status_after_acceptance(api: Api) -> None:
    fault(api, "status", status=500, applied=True, error="boom")
    refused(create(api), 500, "boom")
    assert profiles(api) == 1
    log = last_request(api)
    assert (log["status"], log["outcome"], log["applied"]) == (500, 200, True)


def test_a_retry_after_header(api: Api) -> None:
    fault(api, "status", status=429, retry_after=7)
    answer = create(api)
    refused(answer, 429, "too many requests")
    assert answer.headers["Retry-After"] == "7"


def test_a_slow_answer(api: Api) -> None:
    fault(api, "slow", seconds=0.1)
    assert create(api).status_code == 200
    fault(api, "slow", seconds=30)
    with pytest.raises(requests.ReadTimeout):
        create(api, timeout=0.3)
    assert profiles(api) == 2


def test_a_request_accepted_late(api: Api) -> None:
    fault(api, "late", seconds=60)
    with pytest.raises(requests.ConnectionError):
        create(api)
    assert profiles(api) == 0
    log = last_request(api)
    assert (log["status"], log["outcome"], log["applied"]) == (None, None, False)
    api.sandbox.advance(61, api.account)
    assert profiles(api) == 1
    log = api.sandbox.requests(api.account, method="POST")[-1]
    assert (log["status"], log["outcome"], log["applied"]) == (None, 200, True)


def test_a_late_request_comes_by_itself_and_can_still_be_refused(api: Api) -> None:
    profile = api.profile()
    fault(api, "late", seconds=0.1)
    with pytest.raises(requests.ConnectionError):
        api.delete(f"Profile/{profile}/?url=")
    api.sandbox.wait(lambda: last_request(api)["outcome"] == 200)
    fault(api, "late", seconds=0.1)
    with pytest.raises(requests.ConnectionError):
        api.delete(f"Profile/{profile}/")
    api.sandbox.wait(lambda: last_request(api)["outcome"] == 404)
    assert last_request(api)["applied"] is False


def test_a_late_request_with_a_bad_token_never_comes(api: Api) -> None:
    api.profile()
    fault(api, "late", seconds=0)
    api.session.auth = (api.account, "wrong")
    with pytest.raises(requests.ConnectionError):
        create(api)
    assert last_request(api)["outcome"] == 401


def test_a_fault_strikes_as_often_as_asked(api: Api) -> None:
    number = fault(api, "status", status=503, times=2)
    assert [create(api).status_code for _ in range(4)] == [503, 503, 200, 200]
    assert [(f["id"], f["times"], f["hits"]) for f in api.sandbox.faults(api.account)] == [
        (number, 0, 2)
    ]
    fault(api, "status", status=503, times=None)
    assert [create(api).status_code for _ in range(4)] == [503] * 4


def test_a_fault_is_bound_to_method_path_and_account(api: Api) -> None:
    fault(api, "status", status=503, method="post", path="10dlc/Brand/", times=None)
    assert create(api).status_code == 200
    assert api.get("10dlc/Brand/").status_code == 200
    assert api.post("10dlc/Brand/", {}).status_code == 503
    assert Api(api.sandbox).post("10dlc/Brand/", {}).status_code == 400


@pytest.mark.parametrize("path", [r"/Number/\d+", "^/plivo/v1/Account/.*/Number/1", "Number/1"])
def test_a_path_is_a_prefix_below_the_account_or_an_expression(api: Api, path: str) -> None:
    number = api.numbers()[0]
    fault(api, "status", status=503, path=path, times=None)
    assert api.get(f"Number/{number}/").status_code == 503
    assert api.get("Number/").status_code == 200


def test_the_same_seed_strikes_the_same_requests(api: Api) -> None:
    def run() -> list[int]:
        fault(api, "status", status=503, times=None, probability=0.5, seed="seven")
        statuses = [api.get("Profile/").status_code for _ in range(20)]
        api.sandbox.clear_faults(api.account)
        return statuses

    first = run()
    assert {200, 503} == set(first)
    assert run() == first


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "earthquake"},
        {"kind": {}},
        {"kind": "status", "status": 99},
        {"kind": "status", "status": 204},
        {"kind": "status", "status": "500"},
        {"kind": "slow", "seconds": -1},
        {"kind": "slow", "times": 0},
        {"kind": "slow", "times": True},
        {"kind": "slow", "probability": 2},
        {"kind": "slow", "path": "("},
        {"kind": "slow", "account": 5},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(api: Api, body: dict[str, Any]) -> None:
    with pytest.raises(ControlError) as refusal:
        api.sandbox.control("POST", "faults", body)
    assert refusal.value.status == 400


def test_faults_are_listed_read_and_deleted(api: Api) -> None:
    number = fault(api, "timeout_after")
    listed = api.sandbox.faults(api.account)
    assert [f["id"] for f in listed] == [number]
    assert (listed[0]["seconds"], listed[0]["times"]) == (30, 1)
    assert api.sandbox.control("GET", f"faults/{number}") == listed[0]
    assert api.sandbox.control("DELETE", f"faults/{number}") == {"deleted": 1}
    with pytest.raises(ControlError):
        api.sandbox.control("GET", f"faults/{number}")
    fault(api, "slow")
    api.sandbox.clear_faults(api.account)
    assert api.sandbox.faults(api.account) == []
