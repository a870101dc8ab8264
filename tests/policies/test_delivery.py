"""How settings and policies reach PingOne: order, replacement, lost answers, deletes."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from apps.core.clock import db_now
from apps.policies.services.policy import delete_policy, judge, replace_policy
from apps.policies.services.setting import create_setting, delete_setting, replace_setting
from apps.sync.models import Outcome, Sync
from apps.sync.queue import enqueue
from apps.upstream.redact import MASK
from tests.policies.world import POLICY, SETTING, Environment, chain


def _sent(environment: Environment, *methods: str) -> list[tuple[str, str]]:
    """(method, collection) of the writes that reached PingOne, in order."""
    found = []
    for one in environment.requests(*methods or ("POST", "PUT", "DELETE")):
        kind = "policy" if "notificationsPolicies" in one["path"] else "setting"
        found.append((one["method"], kind))
    return found


def _hidden(environment: Environment) -> str:
    """What PingOne has of the only password, which it never shows."""
    (setting,) = environment.there("setting")
    return str(setting["secrets"]["authentication.password"])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def test_a_setting_goes_out_whole_with_its_secret_and_what_is_kept_hides_it(
    environment: Environment,
) -> None:
    setting = environment.setting()
    environment.drain()
    setting.refresh_from_db()
    (there,) = environment.there("setting")
    assert setting.remote_id == there["id"] and there["name"] == "Gateway"
    assert _hidden(environment) == _digest("hunter2-canary")
    assert setting.sync.state == "in_sync"
    (attempt,) = environment.attempts(write=True)
    assert attempt.body["authentication"]["password"] == MASK
    assert setting.wanted["authentication"]["password"] == MASK


def test_the_setting_goes_before_the_policy_that_names_it(environment: Environment) -> None:
    setting = environment.setting()
    policy = environment.policy(providerConfiguration={"conditions": [chain(setting)]})
    # Whichever comes first in the queue.
    Sync.objects.filter(pk=policy.sync_id).update(run_after=db_now() - timedelta(days=1))
    environment.drain()
    assert _sent(environment) == [("POST", "setting"), ("POST", "policy")]
    setting.refresh_from_db()
    there = next(p for p in environment.there("policy") if p["name"] == "Staff")
    chains = there["providerConfiguration"]["conditions"][0]["fallbackChain"]
    assert chains == [{"id": setting.remote_id}]
    policy.refresh_from_db()
    assert policy.wanted["providerConfiguration"]["conditions"] == [chain(setting)]


def test_a_put_brings_id_and_secret_and_is_preceded_by_a_read(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    body = {**SETTING, "authentication": {"method": "BASIC", "username": "new"}}
    replace_setting(setting=setting, body=body, version=None, actor=environment.actor)
    environment.drain()
    setting.refresh_from_db()
    *_, read, put = environment.requests()
    assert (read["method"], put["method"]) == ("GET", "PUT")
    assert put["body"]["id"] == setting.remote_id
    assert put["body"]["authentication"]["username"] == "new"
    assert _hidden(environment) == _digest("hunter2-canary")


def test_ten_edits_are_one_put(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    for total in range(1, 11):
        body = {**POLICY, "quotas": [{**POLICY["quotas"][0], "total": total}]}
        replace_policy(policy=policy, body=body, version=None, actor=environment.actor)
    environment.drain()
    assert _sent(environment) == [("POST", "policy"), ("PUT", "policy")]
    there = next(p for p in environment.there("policy") if p["name"] == "Staff")
    assert there["quotas"][0]["total"] == 10


def test_what_pingone_has_already_is_not_sent_again(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    enqueue(policy)
    environment.drain()
    policy.refresh_from_db()
    assert _sent(environment) == [("POST", "policy")]
    assert policy.sync.state == "in_sync"


def test_a_new_secret_is_sent_although_nothing_shows_it(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    body = {**SETTING, "authentication": {**SETTING["authentication"], "password": "n3w"}}
    replace_setting(setting=setting, body=body, version=None, actor=environment.actor)
    environment.drain()
    assert _hidden(environment) == _digest("n3w")
    enqueue(setting)
    environment.drain()
    assert len(environment.requests("PUT")) == 1


@pytest.mark.parametrize("kind", ["setting", "policy"])
@pytest.mark.parametrize("fault", ["reset_after", "late"])
def test_a_create_whose_answer_is_lost_is_found_by_name(
    environment: Environment, kind: str, fault: str
) -> None:
    path = "notificationsPolicies" if kind == "policy" else "notificationsSettings"
    environment.fault(kind=fault, method="POST", path=path)
    obj: Any = environment.setting() if kind == "setting" else environment.policy()
    environment.drain()
    environment.later(5)
    obj.refresh_from_db()
    named = [body for body in environment.there(kind) if body["name"] == obj.name]
    assert [body["id"] for body in named] == [obj.remote_id]
    assert len(environment.requests("POST")) == 1
    outcomes = [a.outcome for a in environment.attempts(write=True)]
    assert outcomes == [Outcome.ADOPTED]


def test_a_create_that_never_arrived_is_sent_again(environment: Environment) -> None:
    environment.fault(kind="reset_before", method="POST", path="notificationsPolicies")
    policy = environment.policy()
    environment.drain()
    environment.later(130)
    policy.refresh_from_db()
    assert policy.remote_id
    assert len([p for p in environment.there("policy") if p["name"] == "Staff"]) == 1


def test_a_twilio_account_is_found_by_its_sid(environment: Environment) -> None:
    sid = "AC" + "0" * 32
    environment.fault(kind="reset_after", method="POST", path="notificationsSettings")
    body = {"provider": "CUSTOM_TWILIO", "sid": sid, "authToken": "t0ken"}
    setting = create_setting(
        configuration=environment.configuration, body=body, actor=environment.actor
    )
    environment.drain()
    setting.refresh_from_db()
    assert setting.remote_id == environment.there("setting")[0]["id"]


def test_a_lost_put_is_proved_by_what_is_there(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    environment.fault(kind="reset_after", method="PUT", path="notificationsPolicies")
    body = {**POLICY, "quotas": []}
    replace_policy(policy=policy, body=body, version=None, actor=environment.actor)
    environment.drain()
    policy.refresh_from_db()
    assert len(environment.requests("PUT")) == 1
    assert policy.sync.state == "in_sync"


def test_a_setting_is_deleted_after_the_policy_let_go_of_it(environment: Environment) -> None:
    first, second = environment.setting(), environment.setting(name="Other")
    conditions = {"conditions": [chain(first)]}
    policy = environment.policy(providerConfiguration=conditions)
    environment.drain()
    body = {**POLICY, "providerConfiguration": {"conditions": [chain(second)]}}
    environment.fault(kind="status", status=503, method="PUT", path="notificationsPolicies")
    replace_policy(policy=policy, body=body, version=None, actor=environment.actor)
    first.refresh_from_db()
    delete_setting(setting=first, version=None, actor=environment.actor)
    environment.drain()
    first.refresh_from_db()
    assert first.live and first.sync.state == "waiting"
    environment.later(130)
    first.refresh_from_db()
    assert not first.live
    assert _sent(environment)[-2:] == [("PUT", "policy"), ("DELETE", "setting")]


def test_a_policy_is_deleted(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    delete_policy(policy=policy, version=None, actor=environment.actor)
    environment.drain()
    policy.refresh_from_db()
    assert not policy.live
    assert [p["name"] for p in environment.there("policy")] == ["Default Notification Policy"]


def test_what_was_never_sent_goes_without_a_word(environment: Environment) -> None:
    policy = environment.policy()
    delete_policy(policy=policy, version=None, actor=environment.actor)
    environment.drain()
    policy.refresh_from_db()
    assert not policy.live and environment.writes() == []


def test_the_default_moves_from_one_policy_to_another(environment: Environment) -> None:
    environment.pull()
    former = environment.policy(name="Second", default=True)
    environment.drain()
    first = type(former).objects.get(name="Default Notification Policy")
    assert not first.default and first.wanted["default"] is False
    assert [p["name"] for p in environment.there("policy") if p["default"]] == ["Second"]
    assert first.sync.state == "in_sync" and first.remote_data["default"] is False
    # Nothing was sent for it: PingOne took the flag itself.
    assert _sent(environment) == [("POST", "policy")]


def test_pingones_words_stand_at_their_field(environment: Environment) -> None:
    environment.load(policies=[{**POLICY, "id": "162ff6b3-43d1-4cde-86ae-425d22048b2e"}])
    policy = environment.policy()
    environment.drain()
    policy.sync.refresh_from_db()
    assert policy.sync.blocked == "rejected"
    said = policy.sync.detail["fields"]["name"][0]
    assert said and said in policy.sync.detail["message"]
    findings = judge(policy.wanted, configuration=policy.configuration, row=policy)
    (found,) = (one for one in findings if one.rule == "pingone.refused")
    assert (found.target, found.message) == ("name", said)
    body = {**POLICY, "name": "Another"}
    replace_policy(policy=policy, body=body, version=None, actor=environment.actor)
    environment.drain()
    policy.refresh_from_db()
    assert policy.sync.state == "in_sync"


def test_a_403_is_tried_again_and_only_then_told(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    environment.fault(kind="status", status=403, method="PUT", times=2)
    replace_policy(
        policy=policy, body={**POLICY, "quotas": []}, version=None, actor=environment.actor
    )
    environment.drain()
    policy.sync.refresh_from_db()
    assert policy.sync.state == "waiting"
    environment.later(5)
    environment.later(10)
    policy.sync.refresh_from_db()
    assert policy.sync.state == "in_sync"


def test_a_403_for_good_is_told_with_what_to_do(environment: Environment) -> None:
    environment.policy()
    environment.drain()
    environment.fault(kind="status", status=403, method="POST", times=None)
    setting = environment.setting()
    environment.drain()
    for _ in range(10):
        environment.later(200)
    setting.sync.refresh_from_db()
    assert setting.sync.blocked == "rejected"
    assert "Environment Admin" in setting.sync.detail["message"]


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_a_property_nobody_has_documented_is_sent_once(environment: Environment, kind: str) -> None:
    """PingOne may keep it and not show it, as it does with `default` of a setting."""
    obj = environment.setting() if kind == "setting" else environment.policy()
    body = SETTING if kind == "setting" else POLICY
    environment.drain()

    def put(**over: Any) -> int:
        replace = replace_setting if kind == "setting" else replace_policy
        row = {"setting" if kind == "setting" else "policy": obj}
        replace(**row, body={**body, **over}, version=None, actor=environment.actor)  # type: ignore[operator]
        environment.drain()
        return len(environment.requests("PUT"))

    name, first, second = ("futureFlag", {"a": 1}, {"a": 2})
    if kind == "setting":
        name, first, second = ("default", True, False)  # type: ignore[assignment]
    assert put(**{name: first}) == 1
    assert environment.requests("PUT")[-1]["body"][name] == first
    obj.refresh_from_db()
    assert obj.sync.state == "in_sync"
    enqueue(obj)
    environment.drain()
    assert len(environment.requests("PUT")) == 1
    assert put(**{name: second}) == 2
