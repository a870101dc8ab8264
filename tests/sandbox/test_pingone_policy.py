"""Notification policies: created, read, replaced, deleted; one default; their providers."""

from typing import Any

import pytest

from tests.policies import printed
from tests.sandbox.pingone import CUSTOM, POLICIES, POLICY, PingOne, chain, refused

OFF = dict.fromkeys(("sms", "email", "voice", "whatsApp"), {"enabled": False})
PERIODS = [
    {"duration": 30, "timeUnit": "SECONDS"},
    {"duration": 1, "timeUnit": "MINUTES"},
    {"duration": 2, "timeUnit": "MINUTES"},
]


def test_the_server_fills_in_what_is_left_out(ping: PingOne) -> None:
    policy = ping.policy()
    assert POLICY.items() <= policy.items()
    assert policy["countryLimit"] == {"type": "NONE"}
    assert policy["cooldownConfiguration"] == OFF
    assert policy["default"] is False
    assert "providerConfiguration" not in policy
    assert policy["environment"] == {"id": ping.environment}
    assert policy["createdAt"] == policy["updatedAt"]
    own = f"{ping.sandbox.pingone_url}/v1/environments/{ping.environment}"
    assert policy["_links"] == {
        "self": {"href": f"{own}/{POLICIES}/{policy['id']}"},
        "environment": {"href": own},
        "providersFallbackChain": {
            "href": f"{own}/{POLICIES}/{policy['id']}/phoneDeliverySettings"
        },
    }
    assert ping.get(f"{POLICIES}/{policy['id']}").json() == policy


def test_a_cooldown_reads_back_as_pingone_prints_it(ping: PingOne) -> None:
    on = {"enabled": True, "periods": PERIODS, "resendLimit": 5}
    off = {"enabled": False, "periods": PERIODS, "resendLimit": 4, "groupBy": "USER_ID"}
    given = {"sms": on, "email": off, "voice": on | {"groupBy": "USER_ID"}, "whatsApp": off}
    assert ping.policy(cooldownConfiguration=given)["cooldownConfiguration"] == {
        "sms": on | {"groupBy": ""},
        "email": {"enabled": False},
        "voice": on | {"groupBy": "USER_ID"},
        "whatsApp": {"enabled": False},
    }


@pytest.mark.parametrize("policy", printed.policies(), ids=lambda policy: policy["name"][-40:])
def test_every_printed_policy_can_be_created(ping: PingOne, policy: dict[str, Any]) -> None:
    """Its chains renamed to settings of this environment; all else comes back as printed."""
    ids = {
        one: ping.setting(name=f"Provider {number}")["id"]
        for number, one in enumerate(printed.chain_ids(policy))
    }
    wanted = {k: v for k, v in policy.items() if k not in ("id", "environment", "_links")}
    wanted |= {"name": f"Copy of {policy['name']}"}
    for condition in wanted["providerConfiguration"]["conditions"]:
        for link in condition["fallbackChain"]:
            link["id"] = ids[link["id"]]
    made = ping.policy(**wanted)
    del wanted["createdAt"], wanted["updatedAt"]
    assert made | wanted == made
    assert made["cooldownConfiguration"] == policy.get("cooldownConfiguration", OFF)


def test_unknown_members_stay(ping: PingOne) -> None:
    policy = ping.policy(surprise={"a": 1}, quotas=[POLICY["quotas"][0] | {"note": "x"}])
    assert policy["surprise"] == {"a": 1}
    assert policy["quotas"][0]["note"] == "x"


def test_null_is_as_absent(ping: PingOne) -> None:
    policy = ping.policy(countryLimit={"type": "NONE", "countries": None}, default=None)
    assert (policy["countryLimit"], policy["default"]) == ({"type": "NONE"}, False)


def test_a_put_replaces_everything(ping: PingOne) -> None:
    limit = {"type": "DENIED", "countries": ["SE"], "deliveryMethods": ["SMS"]}
    before = ping.policy(countryLimit=limit, surprise=1)
    assert before["countryLimit"] == limit
    ping.sandbox.advance(60, ping.environment)
    answer = ping.put(f"{POLICIES}/{before['id']}", POLICY | {"quotas": []})
    assert answer.status_code == 200
    after = answer.json()
    assert (after["countryLimit"], after["quotas"]) == ({"type": "NONE"}, [])
    assert "surprise" not in after
    assert (after["id"], after["createdAt"]) == (before["id"], before["createdAt"])
    assert after["updatedAt"] > before["updatedAt"]
    assert ping.get(f"{POLICIES}/{before['id']}").json() == after


def test_a_put_of_what_was_read_changes_nothing_but_its_time(ping: PingOne) -> None:
    before = ping.policy(providerConfiguration={"conditions": [chain(ping.setting()["id"])]})
    after = ping.put(f"{POLICIES}/{before['id']}", before).json()
    assert {**after, "updatedAt": before["updatedAt"]} == before


def test_a_name_is_unique(ping: PingOne) -> None:
    first, second = ping.policy(), ping.policy(name="Second")
    for answer in (ping.post(POLICIES, POLICY), ping.put(f"{POLICIES}/{second['id']}", POLICY)):
        found = refused(answer, 400, "INVALID_DATA", details="UNIQUENESS_VIOLATION", target="name")
        assert found["innerError"] == {"existingId": first["id"]}
    assert ping.put(f"{POLICIES}/{first['id']}", POLICY).status_code == 200


def test_there_is_one_default(ping: PingOne) -> None:
    first = ping.default_policy()
    second = ping.policy(default=True)
    assert second["default"] is True
    assert ping.get(f"{POLICIES}/{first['id']}").json() == first | {"default": False}
    third = ping.policy(name="Third")
    path = f"{POLICIES}/{third['id']}"
    assert ping.put(path, POLICY | {"name": "Third", "default": True}).json()["default"] is True
    assert ping.default_policy()["id"] == third["id"]


@pytest.mark.parametrize("over", [{"default": False}, {}])
def test_the_default_cannot_be_switched_off(ping: PingOne, over: dict[str, Any]) -> None:
    default = ping.default_policy()
    answer = ping.put(f"{POLICIES}/{default['id']}", POLICY | over)
    assert (answer.status_code, answer.json()["default"]) == (200, True)
    assert ping.default_policy()["name"] == POLICY["name"]


def test_the_default_cannot_be_deleted(ping: PingOne) -> None:
    path = f"{POLICIES}/{ping.default_policy()['id']}"
    found = refused(ping.delete(path), 400, "REQUEST_FAILED", details="CONSTRAINT_VIOLATION")
    assert "remove default notifications policy" in found["message"]
    assert ping.get(path).status_code == 200


def test_a_policy_is_deleted(ping: PingOne) -> None:
    path = f"{POLICIES}/{ping.policy()['id']}"
    answer = ping.delete(path)
    assert (answer.status_code, answer.content) == (204, b"")
    refused(ping.get(path), 404, "NOT_FOUND")
    refused(ping.delete(path), 404, "NOT_FOUND")
    assert ping.policy()["name"] == POLICY["name"]


def test_the_providers_of_a_policy_are_the_settings_of_its_chains(ping: PingOne) -> None:
    made = sorted(ping.setting(name=name)["id"] for name in "abc")
    conditions = [chain(made[1], made[0], countries=["SE"]), chain(made[0])]
    policy = ping.policy(providerConfiguration={"conditions": conditions})
    headers = {"Authorization": f"Bearer {ping.token}"}
    link = policy["_links"]["providersFallbackChain"]["href"]
    body = ping.session.get(link, headers=headers, timeout=10).json()
    assert body["_links"] == {"self": {"href": link}}
    assert [one["id"] for one in body["_embedded"]["phoneDeliverySettings"]] == made[:2]
    assert (body["count"], body["size"]) == (2, 2)
    assert ping.get(f"{POLICIES}/{ping.default_policy()['id']}/phoneDeliverySettings").json()[
        "_embedded"
    ] == {"phoneDeliverySettings": []}
    refused(ping.get(f"{POLICIES}/nothing/phoneDeliverySettings"), 404, "NOT_FOUND")


def test_a_refused_request_changes_nothing(ping: PingOne) -> None:
    policy = ping.policy()
    path = f"{POLICIES}/{policy['id']}"
    bad = POLICY | {"default": True, "quotas": None}
    refused(ping.put(path, bad), 400, "INVALID_DATA", details="REQUIRED_VALUE", target="quotas")
    assert ping.get(path).json() == policy
    assert ping.setting(CUSTOM)["name"] == CUSTOM["name"]
