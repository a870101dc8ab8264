"""The control API for environments: loading, drift, objects, reset."""

import copy
from typing import Any

import pytest

from tests.policies import printed
from tests.sandbox.api import Api
from tests.sandbox.pingone import (
    CUSTOM,
    POLICIES,
    POLICY,
    SETTINGS,
    PingOne,
    chain,
    refused,
    without_hosts,
)
from tests.sandbox_process import ControlError

TWELVE = list({policy["id"]: policy for policy in printed.policies()}.values())


@pytest.mark.parametrize("policy", printed.policies(), ids=lambda policy: policy["name"][-40:])
def test_a_printed_policy_is_answered_as_loaded(ping: PingOne, policy: dict[str, Any]) -> None:
    ping.sandbox.load(ping.environment, policies=[policy])
    (listed,) = ping.get(POLICIES).json()["_embedded"][POLICIES]
    read = ping.get(f"{POLICIES}/{policy['id']}").json()
    assert without_hosts(listed) == without_hosts(read) == without_hosts(policy)
    for link in read["_links"].values():
        assert link["href"].startswith(f"{ping.sandbox.pingone_url}/v1/environments/")


def test_all_printed_bodies_are_answered_as_loaded(ping: PingOne) -> None:
    setting = printed.setting_response()
    ping.sandbox.load(ping.environment, settings=[setting], policies=TWELVE)
    body = ping.get(POLICIES).json()
    assert [without_hosts(policy) for policy in body["_embedded"][POLICIES]] == [
        without_hosts(policy) for policy in sorted(TWELVE, key=lambda policy: policy["id"])
    ]
    assert (body["count"], body["size"]) == (12, 12)
    assert without_hosts(ping.get(f"{SETTINGS}/{setting['id']}").json()) == without_hosts(setting)


def test_anything_can_be_loaded(ping: PingOne) -> None:
    strange: list[dict[str, Any]] = [
        {"id": "a"},
        {"id": "b", "provider": "CARRIER_PIGEON", "numbers": None, "_links": {"x": 1}},
        {"id": "c", "provider": "CUSTOM_PROVIDER", "requests": "none", "_links": None},
    ]
    ping.sandbox.load(ping.environment, settings=strange, policies=[{"id": "p", "quotas": 1}])
    assert ping.get(SETTINGS).json()["_embedded"]["phoneDeliverySettings"] == strange
    assert ping.get(f"{POLICIES}/p").json() == {"id": "p", "quotas": 1}
    # An unknown kind may be put back, and deleted.
    body = {"provider": "CARRIER_PIGEON", "numbers": "two"}
    after = ping.put(f"{SETTINGS}/b", body).json()
    assert body.items() <= after.items()
    refused(
        ping.put(f"{SETTINGS}/b", {"provider": "CARRIER_PIGEON_2"}), 400, "INVALID_DATA",
        details="INVALID_VALUE", target="provider",
    )  # fmt: skip
    assert ping.delete(f"{SETTINGS}/b").status_code == 204


def test_a_loaded_secret_is_not_answered(ping: PingOne) -> None:
    ping.sandbox.load(ping.environment, settings=[CUSTOM | {"id": "a"}])
    read = ping.get(f"{SETTINGS}/a").json()
    assert read["authentication"] == {"method": "BASIC", "username": "joe"}
    assert "hush" not in str(ping.objects())


def test_loading_replaces_everything(ping: PingOne) -> None:
    ping.policy()
    ping.setting()
    ping.sandbox.load(ping.environment, policies=TWELVE[:1])
    found = ping.objects()
    assert [policy["id"] for policy in found["policies"]] == [TWELVE[0]["id"]]
    assert found["settings"] == []
    assert PingOne(ping.sandbox).get(POLICIES).json()["count"] == 1


def test_a_loaded_policy_is_put_like_any_other(ping: PingOne) -> None:
    policy = copy.deepcopy(TWELVE[0])
    ping.sandbox.load(
        ping.environment,
        settings=[CUSTOM | {"id": one} for one in printed.chain_ids(policy)],
        policies=[policy],
    )
    after = ping.put(f"{POLICIES}/{policy['id']}", policy).json()
    assert after["createdAt"] == policy["createdAt"]
    assert after["updatedAt"] > policy["updatedAt"]
    assert "cooldownConfiguration" in after
    assert "providersFallbackChain" in after["_links"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"policies": {}}, "policies must be an array"),
        ({"settings": [{"name": "x"}]}, "settings[0]"),
        ({"policies": ["x"]}, "policies[0]"),
        ({"policies": [{"id": "x"}, {"id": "x"}]}, "same id"),
    ],
)
def test_a_load_is_refused(ping: PingOne, body: dict[str, Any], words: str) -> None:
    with pytest.raises(ControlError, match="400") as refusal:
        ping.sandbox.control("POST", "pingone/load", body, account=ping.environment)
    assert words in str(refusal.value)
    assert ping.default_policy()["name"] == "Default Notification Policy"


def test_a_load_needs_an_environment(ping: PingOne) -> None:
    with pytest.raises(ControlError, match="400"):
        ping.sandbox.load("MA" + "A" * 18)
    for size in (-1, 1.5, "two"):
        with pytest.raises(ControlError, match="400"):
            ping.sandbox.control("POST", "pingone/paging", {"size": size}, account=ping.environment)


def test_an_object_is_edited_behind_the_apis_back(ping: PingOne) -> None:
    policy, setting = ping.policy(surprise=1), ping.setting()
    ping.sandbox.advance(60, ping.environment)
    drift = {"kind": "policy", "id": policy["id"], "set": {"name": "By hand", "default": None}}
    ping.sandbox.control("POST", "drift", drift | {"unset": ["surprise"]}, account=ping.environment)
    after = ping.get(f"{POLICIES}/{policy['id']}").json()
    assert (after["name"], after["default"]) == ("By hand", None)
    assert "surprise" not in after
    assert after["updatedAt"] > policy["updatedAt"]
    ping.sandbox.drift(
        ping.environment, "setting", setting["id"], {"name": "Too", "requests": None}
    )
    after = ping.get(f"{SETTINGS}/{setting['id']}").json()
    assert after["name"] == "Too"
    assert "requests" not in after


def test_an_object_is_created_or_deleted_behind_the_apis_back(ping: PingOne) -> None:
    setting = ping.setting()
    policy = ping.policy(providerConfiguration={"conditions": [chain(setting["id"])]})
    for kind, one in (("setting", setting), ("policy", policy)):
        made = ping.sandbox.drift(ping.environment, kind, changes={"name": kind}, action="create")
        path = POLICIES if kind == "policy" else SETTINGS
        assert ping.get(f"{path}/{made['id']}").json()["name"] == kind
        gone = ping.sandbox.drift(ping.environment, kind, one["id"], action="delete")
        assert gone["deleted"] is True
        refused(ping.get(f"{path}/{one['id']}"), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("drift", "status"),
    [
        ({"id": "nothing"}, 404),
        ({"id": 5}, 400),
        ({"set": []}, 400),
        ({"unset": "name"}, 400),
        ({"action": "paint"}, 400),
        ({"action": "create"}, 400),
    ],
)
def test_a_drift_is_refused(ping: PingOne, drift: dict[str, Any], status: int) -> None:
    body = {"kind": "policy", "id": ping.policy()["id"]} | drift
    with pytest.raises(ControlError) as refusal:
        ping.sandbox.control("POST", "drift", body, account=ping.environment)
    assert refusal.value.status == status


def test_objects_of_an_environment(ping: PingOne, api: Api) -> None:
    setting, policy = ping.setting(), ping.policy()
    found = ping.objects()
    assert set(found) == {"settings", "policies"}
    assert [row["id"] for row in found["settings"]] == [setting["id"]]
    assert [row["id"] for row in found["policies"]][1:] == [policy["id"]]
    assert found["settings"][0]["account"] == ping.environment
    api.get("Profile/")
    everything = ping.sandbox.objects()
    assert {"settings", "policies", "profiles", "paid"} <= set(everything)


def test_a_reset_forgets_one_environment(ping: PingOne) -> None:
    other = PingOne(ping.sandbox)
    for one in (ping, other):
        one.policy()
    ping.sandbox.reset(ping.environment)
    assert ping.objects()["policies"] == []
    assert ping.sandbox.requests(ping.environment) == []
    assert len(other.objects()["policies"]) == 2
    assert other.get(POLICIES).json()["count"] == 2


def test_the_request_log_has_what_arrived(ping: PingOne) -> None:
    ping.policy()
    ping.post(POLICIES, POLICY | {"name": None})
    asked, good, bad = ping.sandbox.requests(ping.environment)
    assert asked["path"] == f"/pingone/{ping.environment}/as/token"
    assert good["path"] == f"/pingone/v1/environments/{ping.environment}/{POLICIES}"
    assert (good["body"], good["status"], good["applied"]) == (POLICY, 201, True)
    assert (bad["status"], bad["applied"]) == (400, False)
