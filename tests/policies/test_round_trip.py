"""What PingOne's pages print, adopted and read over our REST, is what was loaded."""

from typing import Any

import pytest
from django.test import override_settings

from tests.policies import printed
from tests.policies.rest import Door, door_of
from tests.policies.world import Environment
from tests.sandbox_process import SandboxProcess

ALL = [printed.list_2024(), printed.list_2025(), [printed.one_default()], [printed.one_cooldown()]]
NAMES = ["list of 2024", "list of 2025", "one default", "one with cooldowns"]


@pytest.fixture
def vendor(db: Any, pingone_sandbox: SandboxProcess) -> Any:
    """The environment the printed bodies are of."""
    with override_settings(UPSTREAM_RATES={1: (1000.0, 100), 2: (1000.0, 100)}):
        yield Environment(pingone_sandbox, account=printed.ENVIRONMENT)


def _setting(remote_id: str) -> dict[str, Any]:
    return {**printed.setting_response(), "id": remote_id, "name": f"Provider {remote_id[:8]}"}


def _settings(policies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    named = {remote_id for policy in policies for remote_id in printed.chain_ids(policy)}
    return [_setting(remote_id) for remote_id in sorted(named)]


def _adopt(vendor: Environment, policies: list[dict[str, Any]]) -> Door:
    vendor.load(settings=_settings(policies), policies=policies)
    vendor.pull()
    vendor.drain()
    return door_of(vendor)


def _without_hosts(body: Any) -> Any:
    """Scheme and host out of links; the sandbox lies below /pingone, which is no part of them."""
    if isinstance(body, dict):
        return {
            key: value.partition("/v1/")[2] if key == "href" else _without_hosts(value)
            for key, value in body.items()
        }
    return [_without_hosts(item) for item in body] if isinstance(body, list) else body


@pytest.mark.parametrize("policies", ALL, ids=NAMES)
def test_adopted_policies_read_as_they_were_loaded_and_nothing_is_pushed(
    vendor: Environment, policies: list[dict[str, Any]]
) -> None:
    door = _adopt(vendor, policies)
    listed = door.get("notificationsPolicies").json()
    assert listed["count"] == listed["size"] == len(policies)
    found = listed["_embedded"]["notificationsPolicies"]
    assert [one["id"] for one in found] == sorted(one["id"] for one in policies)
    by_id = {one["id"]: _without_hosts(one) for one in found}
    for policy in policies:
        assert by_id[policy["id"]] == _without_hosts(policy)
        read = door.get(f"notificationsPolicies/{policy['id']}").json()
        assert _without_hosts(read) == _without_hosts(policy)
    assert vendor.writes() == []


def test_all_twelve_together_read_as_they_were_loaded(vendor: Environment) -> None:
    distinct = {policy["id"]: policy for policy in printed.policies()}
    assert len(distinct) == 12
    one_default = [
        {**policy, "default": policy["id"] == printed.one_default()["id"]}
        for policy in distinct.values()
    ]
    door = _adopt(vendor, one_default)
    found = door.get("notificationsPolicies").json()["_embedded"]["notificationsPolicies"]
    assert len(found) == 12
    for policy in one_default:
        (same,) = (one for one in found if one["id"] == policy["id"])
        assert _without_hosts(same) == _without_hosts(policy)
    assert vendor.writes() == []


def test_they_still_read_the_same_when_pingone_is_read_again(vendor: Environment) -> None:
    policies = printed.list_2025()
    door = _adopt(vendor, policies)
    vendor.later(1800)
    for policy in policies:
        answer = door.get(f"notificationsPolicies/{policy['id']}")
        assert answer["Linecheck-Sync"] == "in-sync"
        assert _without_hosts(answer.json()) == _without_hosts(policy)
    assert vendor.writes() == []


def test_the_printed_setting_reads_as_it_was_loaded(vendor: Environment) -> None:
    vendor.load(settings=[printed.setting_response()])
    vendor.pull()
    vendor.drain()
    path = f"notificationsSettings/phoneDeliverySettings/{printed.setting_response()['id']}"
    read = door_of(vendor).get(path).json()
    assert _without_hosts(read) == _without_hosts(printed.setting_response())
    assert vendor.writes() == []


def test_the_chains_of_a_policy_answer_their_settings(vendor: Environment) -> None:
    policy = printed.one_default()
    door = _adopt(vendor, [policy])
    path = f"notificationsPolicies/{policy['id']}/phoneDeliverySettings"
    found = door.get(path).json()["_embedded"]["phoneDeliverySettings"]
    assert [one["id"] for one in found] == sorted(printed.chain_ids(policy))
