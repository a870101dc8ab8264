"""Whatever becomes of a request, PingOne ends with what was wanted: once, and whole."""

import hashlib
from typing import Any

import pytest

from apps.core import clock
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.services.policy import delete_policy, replace_policy
from apps.policies.services.setting import delete_setting, replace_setting
from apps.sync.models import Outcome
from tests.policies.world import POLICY, SETTING, Environment

# GRACE and every back-off are over by then.
LATER = 130
FAULTS: dict[str, dict[str, Any]] = {
    "reset_before": {"kind": "reset_before"},
    "reset_after": {"kind": "reset_after"},
    "timeout_before": {"kind": "timeout_before", "seconds": 1.5},
    "timeout_after": {"kind": "timeout_after", "seconds": 1.5},
    "late": {"kind": "late", "seconds": 1},
    "slow": {"kind": "slow", "seconds": 0.3},
    "429": {"kind": "status", "status": 429, "retry_after": 1},
    **{str(n): {"kind": "status", "status": n} for n in (403, 500, 502, 503)},
    **{f"{n} done": {"kind": "status", "status": n, "applied": True} for n in (500, 502, 503)},
}
EDITED: dict[str, dict[str, Any]] = {
    "setting": {
        **SETTING,
        "authentication": {"method": "BASIC", "username": "other", "password": "n3w"},
        "numbers": [],
    },
    "policy": {**POLICY, "quotas": [], "countryLimit": {"type": "DENIED", "countries": ["FR"]}},
}
PATH = {"setting": "notificationsSettings", "policy": "notificationsPolicies"}
METHOD = {"create": "POST", "update": "PUT", "delete": "DELETE"}


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.SYNC_HTTP_SECONDS = 1


def create(environment: Environment, kind: str) -> Any:
    return environment.setting() if kind == "setting" else environment.policy()


def replace(environment: Environment, obj: Any, body: dict[str, Any]) -> None:
    common: dict[str, Any] = {"body": body, "version": None, "actor": environment.actor}
    if isinstance(obj, PhoneDeliverySetting):
        replace_setting(setting=obj, **common)
    else:
        replace_policy(policy=obj, **common)


def delete(environment: Environment, obj: Any) -> None:
    if isinstance(obj, PhoneDeliverySetting):
        delete_setting(setting=obj, version=None, actor=environment.actor)
    else:
        delete_policy(policy=obj, version=None, actor=environment.actor)


def mine(environment: Environment, kind: str) -> list[dict[str, Any]]:
    return [body for body in environment.there(kind) if body["name"] in ("Gateway", "Staff")]


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def settled(environment: Environment, obj: Any) -> Any:
    """After everything that is due in the next minutes has been done."""
    environment.drain()
    for _ in range(3):
        environment.later(LATER)
    obj.refresh_from_db()
    return obj


def expect(environment: Environment, obj: Any, kind: str, body: dict[str, Any]) -> None:
    assert obj.sync.state == "in_sync", obj.sync.detail
    (there,) = mine(environment, kind)
    assert there["id"] == obj.remote_id
    secret = body.get("authentication", {}).get("password")
    if secret:
        assert there["secrets"] == {"authentication.password": digest(secret)}
        body = {**body, "authentication": {**body["authentication"]}}
        del body["authentication"]["password"]
    assert {key: there[key] for key in body} == body


@pytest.mark.parametrize("kind", ["setting", "policy"])
@pytest.mark.parametrize("act", ["create", "update", "delete"])
@pytest.mark.parametrize("fault", FAULTS)
def test_it_ends_as_it_was_wanted(
    environment: Environment, fault: str, act: str, kind: str
) -> None:
    strike = {**FAULTS[fault], "method": METHOD[act], "path": PATH[kind]}
    body = SETTING if kind == "setting" else POLICY
    if act == "create":
        environment.fault(**strike)
        obj = settled(environment, create(environment, kind))
        expect(environment, obj, kind, body)
        return
    obj = create(environment, kind)
    environment.drain()
    obj.refresh_from_db()
    expect(environment, obj, kind, body)
    environment.fault(**strike)
    if act == "update":
        replace(environment, obj, EDITED[kind])
        expect(environment, settled(environment, obj), kind, EDITED[kind])
    else:
        delete(environment, obj)
        assert not settled(environment, obj).live
        assert mine(environment, kind) == []


@pytest.mark.parametrize("kind", ["setting", "policy"])
@pytest.mark.parametrize("fault", ["reset_before", "reset_after", "late", "500 done"])
def test_an_edit_while_the_one_before_is_in_doubt_is_what_counts(
    environment: Environment, fault: str, kind: str
) -> None:
    """What we find there may be our own lost work: it is no edit by somebody else."""
    obj = create(environment, kind)
    environment.drain()
    environment.fault(**FAULTS[fault], method="PUT", path=PATH[kind])
    replace(environment, obj, EDITED[kind])
    environment.drain()
    last = {**EDITED[kind], "name": mine(environment, kind)[0]["name"]}
    if kind == "setting":
        last["authentication"] = {"method": "BASIC", "username": "third", "password": "th1rd"}
    else:
        last["quotas"] = POLICY["quotas"]
    replace(environment, obj, last)
    expect(environment, settled(environment, obj), kind, last)


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_deleted_while_its_create_is_in_doubt_it_is_deleted_there(
    environment: Environment, kind: str
) -> None:
    environment.fault(kind="late", seconds=1, method="POST", path=PATH[kind])
    obj = create(environment, kind)
    environment.drain()
    delete(environment, obj)
    assert not settled(environment, obj).live
    assert mine(environment, kind) == []


def test_a_create_refused_on_the_repeat_was_done_by_the_first(environment: Environment) -> None:
    """Its name is taken: by itself."""
    environment.fault(kind="late", seconds=LATER, method="POST", path=PATH["policy"])
    policy = environment.policy()
    environment.drain()
    # GRACE is over for us before the request arrives there.
    clock.shift(LATER)
    environment.sandbox.advance(LATER - 1, environment.account)
    environment.fault(kind="slow", seconds=1.2, method="POST", path=PATH["policy"])
    environment.drain()
    environment.later(LATER)
    expect(environment, settled(environment, policy), "policy", POLICY)
    assert Outcome.REJECTED not in {one.outcome for one in environment.attempts(write=True)}


def test_a_reading_that_is_about_nothing_is_no_edit(environment: Environment) -> None:
    """A proxy that answers 200 for everything has not emptied the policy."""
    policy = environment.policy()
    environment.drain()
    environment.fault(kind="status", status=200, error="Maintenance", method="GET", times=2)
    environment.later(901)
    policy.refresh_from_db()
    assert (policy.sync.hold, policy.remote_data["name"]) == ("", "Staff")
    replace(environment, policy, EDITED["policy"])
    expect(environment, settled(environment, policy), "policy", EDITED["policy"])


def test_a_chain_that_is_taken_out_is_taken_out_there(environment: Environment) -> None:
    """It looks like the one PingOne fills in by itself."""
    setting = environment.setting()
    body = {"conditions": [{"deliveryMethods": ["SMS"], "fallbackChain": [{"id": "?"}]}]}
    body["conditions"][0]["fallbackChain"] = [{"id": setting.public_id}]
    policy = environment.policy(providerConfiguration=body)
    environment.drain()
    replace(environment, policy, POLICY)
    environment.fault(kind="reset_before", method="PUT", path=PATH["policy"])
    settled(environment, policy)
    (there,) = mine(environment, "policy")
    assert "providerConfiguration" not in there and policy.sync.state == "in_sync"
    delete(environment, setting)
    assert not settled(environment, setting).live


def test_a_chain_somebody_gave_it_there_survives_an_edit_here(environment: Environment) -> None:
    setting, policy = environment.setting(), environment.policy()
    environment.drain()
    setting.refresh_from_db()
    policy.refresh_from_db()
    one = {"deliveryMethods": ["SMS"], "fallbackChain": [{"id": setting.remote_id}]}
    environment.edit_there("policy", policy.remote_id, providerConfiguration={"conditions": [one]})
    environment.later(901)
    replace(environment, policy, EDITED["policy"])
    expect(environment, settled(environment, policy), "policy", EDITED["policy"])
    assert mine(environment, "policy")[0]["providerConfiguration"] == {"conditions": [one]}


def test_a_setting_goes_after_the_policy_that_named_it(environment: Environment) -> None:
    setting = environment.setting()
    one = {"deliveryMethods": ["SMS"], "fallbackChain": [{"id": setting.public_id}]}
    policy = environment.policy(providerConfiguration={"conditions": [one]})
    environment.drain()
    environment.fault(kind="status", status=503, method="DELETE", path=PATH["policy"])
    delete(environment, policy)
    delete(environment, setting)
    assert not settled(environment, policy).live and not settled(environment, setting).live
    assert mine(environment, "setting") == []


def test_only_one_row_is_left_of_each(environment: Environment) -> None:
    """A repeated create makes neither a second row nor a second object."""
    for kind in ("setting", "policy"):
        environment.fault(kind="timeout_after", seconds=1.5, method="POST", path=PATH[kind])
        settled(environment, create(environment, kind))
    environment.pull()
    assert PhoneDeliverySetting.objects.count() == len(environment.there("setting")) == 1
    assert NotificationPolicy.objects.count() == len(environment.there("policy")) == 2
