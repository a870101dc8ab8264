"""What holds for every PingOne resource: environments, error bodies, collections, pages, limits."""

import uuid
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.sandbox.pingone import CUSTOM, POLICIES, POLICY, SETTINGS, PingOne, refused
from tests.sandbox_process import SandboxProcess

NOBODY = "00000000-0000-4000-8000-000000000000"


def pages(ping: PingOne, path: str) -> list[dict[str, Any]]:
    """The bodies of a list's pages, by following its next links."""
    found = [ping.get(path).json()]
    while link := found[-1]["_links"].get("next"):
        headers = {"Authorization": f"Bearer {ping.token}"}
        found.append(ping.session.get(link["href"], headers=headers, timeout=10).json())
    return found


def test_an_environment_can_be_read(ping: PingOne) -> None:
    body = ping.get("").json()
    href = f"{ping.sandbox.pingone_url}/v1/environments/{ping.environment}"
    assert body["_links"] == {"self": {"href": href}}
    assert (body["id"], body["type"]) == (ping.environment, "SANDBOX")
    assert body["name"]


def test_a_fresh_environment_has_one_default_policy(ping: PingOne) -> None:
    body = ping.get(POLICIES).json()
    (policy,) = body["_embedded"][POLICIES]
    assert policy["name"] == "Default Notification Policy"
    assert policy["default"] is True
    assert policy["quotas"] == [
        {"type": "USER", "deliveryMethods": ["SMS", "Voice", "WhatsApp"], "total": 50}
    ]
    assert policy["countryLimit"] == {"type": "NONE"}
    assert policy["cooldownConfiguration"] == dict.fromkeys(
        ("sms", "email", "voice", "whatsApp"), {"enabled": False}
    )
    assert ping.get(SETTINGS).json()["_embedded"] == {"phoneDeliverySettings": []}


def test_the_default_policy_is_the_same_after_a_reset(ping: PingOne) -> None:
    before = ping.default_policy()["id"]
    ping.sandbox.reset(ping.environment)
    ping.sign_in()
    assert ping.default_policy()["id"] == before
    assert PingOne(ping.sandbox).default_policy()["id"] != before


@pytest.mark.parametrize("environment", ["nothing", NOBODY.upper().replace("0", "A"), NOBODY[:-1]])
def test_a_malformed_environment_is_404(ping: PingOne, environment: str) -> None:
    ping.sign_in()
    ping.environment = environment
    refused(ping.get(POLICIES), 404, "NOT_FOUND")


@pytest.mark.parametrize("path", ["nothing", f"{POLICIES}/x/y", "notificationsSettings"])
def test_an_unknown_path_is_404(ping: PingOne, path: str) -> None:
    refused(ping.get(path), 404, "NOT_FOUND")


def test_a_path_of_no_environment_is_404(ping: PingOne) -> None:
    for path in ("", "v1/organizations", f"{ping.environment}/as/authorize"):
        answer = requests.get(f"{ping.sandbox.pingone_url}/{path}", timeout=5)
        refused(answer, 404, "NOT_FOUND")


@pytest.mark.parametrize("path", [SETTINGS, POLICIES])
def test_an_object_that_is_not_there_is_404(ping: PingOne, path: str) -> None:
    body = CUSTOM if path == SETTINGS else POLICY
    for answer in (
        ping.get(f"{path}/{NOBODY}"),
        ping.put(f"{path}/{NOBODY}", body),
        ping.delete(f"{path}/{NOBODY}"),
    ):
        refused(answer, 404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", f"{SETTINGS}/{NOBODY}"),
        ("POST", f"{SETTINGS}/{NOBODY}"),
        ("DELETE", SETTINGS),
        ("PATCH", f"{POLICIES}/{NOBODY}"),
        ("PUT", POLICIES),
        ("POST", ""),
        ("DELETE", f"{POLICIES}/{NOBODY}/phoneDeliverySettings"),
    ],
)
def test_another_method_is_405(ping: PingOne, method: str, path: str) -> None:
    refused(ping.send(method, path, json={}), 405, "INVALID_REQUEST")


@pytest.mark.parametrize("path", [SETTINGS, POLICIES])
def test_a_body_must_be_a_json_object(ping: PingOne, path: str) -> None:
    json_type = {"Content-Type": "application/json"}
    refused(ping.send("POST", path, data=b"{", headers=json_type), 400, "INVALID_REQUEST")
    refused(ping.send("POST", path, data=b"", headers=json_type), 400, "INVALID_REQUEST")
    refused(ping.post(path, []), 400, "INVALID_REQUEST")
    refused(ping.send("POST", path, data={"name": "x"}), 415, "INVALID_REQUEST")


def test_a_body_that_is_no_json_is_logged_by_its_length(ping: PingOne) -> None:
    ping.send("POST", SETTINGS, data=b'{"authToken": "hush', headers={"Content-Type": "text/x"})
    assert ping.sandbox.requests(ping.environment)[-1]["body"] == "19 characters"


def test_every_answer_has_a_correlation_id_and_its_worlds_date(ping: PingOne) -> None:
    first, second = ping.get(POLICIES), ping.delete(f"{POLICIES}/{ping.policy()['id']}")
    assert second.status_code == 204
    assert uuid.UUID(first.headers["Correlation-Id"]) != uuid.UUID(second.headers["Correlation-Id"])
    ping.sandbox.advance(7200, ping.environment)
    ping.sign_in()
    later = parsedate_to_datetime(ping.get(POLICIES).headers["Date"])
    ahead = later - parsedate_to_datetime(first.headers["Date"])
    assert 7200 <= ahead.total_seconds() < 7260


def test_lists_are_whole_and_sorted_by_id(ping: PingOne) -> None:
    ids = sorted([ping.default_policy()["id"], *(ping.policy(name=n)["id"] for n in "abcde")])
    body = ping.get(POLICIES).json()
    assert [policy["id"] for policy in body["_embedded"][POLICIES]] == ids
    assert (body["count"], body["size"]) == (6, 6)
    assert set(body["_links"]) == {"self"}
    assert body["_links"]["self"]["href"].endswith(
        f"/pingone/v1/environments/{ping.environment}/{POLICIES}"
    )


@pytest.mark.parametrize("path", [SETTINGS, POLICIES])
def test_lists_come_in_pages_when_told_to(ping: PingOne, path: str) -> None:
    key = path.rpartition("/")[2]
    for name in "abcde":
        ping.setting(name=name) if path == SETTINGS else ping.policy(name=name)
    (whole,) = pages(ping, path)
    ids = [item["id"] for item in whole["_embedded"][key]]
    ping.sandbox.page(ping.environment, 2)
    found = pages(ping, path)
    assert [item["id"] for page in found for item in page["_embedded"][key]] == ids
    assert [page["size"] for page in found] == [2, 2, len(ids) - 4]
    assert {page["count"] for page in found} == {len(ids)}
    assert urlsplit(found[0]["_links"]["next"]["href"]).netloc == urlsplit(ping.sandbox.url).netloc
    refused(
        ping.get(path, cursor="x"), 400, "INVALID_REQUEST",
        details="INVALID_PARAMETER", target="cursor",
    )  # fmt: skip
    ping.sandbox.page(ping.environment, None)
    assert len(pages(ping, path)) == 1


def test_too_many_requests_in_a_minute_are_429() -> None:
    with SandboxProcess(pingone_rate=5) as sandbox:
        ping = PingOne(sandbox)
        answers = [ping.get(POLICIES) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        refused(answers[-1], 429, "REQUEST_LIMITED", details="LIMIT_EXCEEDED")
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
        assert ping.ask().status_code == 200
        assert PingOne(sandbox).get(POLICIES).status_code == 200


def test_a_world_survives_a_restart() -> None:
    with SandboxProcess() as sandbox:
        ping = PingOne(sandbox)
        policy = ping.policy()
        sandbox.stop()
        sandbox.start()
        assert ping.get(f"{POLICIES}/{policy['id']}").json() == policy
