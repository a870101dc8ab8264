"""Somebody edited in PingOne: seen, shown, decided by a person, never overwritten unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.errors import Conflict, NotAllowed
from apps.core.events import timeline
from apps.policies.models import PhoneDeliverySetting
from apps.policies.services.common import Violations
from apps.policies.services.policy import replace_policy
from apps.policies.services.setting import replace_setting
from apps.sync.models import Hold
from apps.sync.services import push_ours, take_theirs
from tests.policies.world import POLICY, SETTING, Environment, chain

LOOK = 901


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_an_edit_there_is_held_and_taken(environment: Environment, kind: str) -> None:
    obj = environment.setting() if kind == "setting" else environment.policy()
    environment.drain()
    obj.refresh_from_db()
    environment.edit_there(kind, obj.remote_id, name="Renamed there")
    environment.later(LOOK)
    obj.refresh_from_db()
    assert obj.sync.hold == Hold.DRIFT
    assert obj.sync.detail["drift"] == {"name": [obj.name, "Renamed there"]}
    version = obj.version
    take_theirs(sync=obj.sync, actor=environment.actor)
    obj.refresh_from_db()
    assert (obj.name, obj.wanted["name"]) == ("Renamed there", "Renamed there")
    assert obj.version == version + 1
    event = timeline(obj).get(verb="took_theirs")
    assert event.data == {"version": obj.version, "body": obj.wanted}
    assert "name" in event.changes
    assert obj.sync.state == "in_sync"
    environment.later(LOOK)
    assert environment.requests("PUT") == []


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_ours_is_pushed_over_theirs(environment: Environment, kind: str) -> None:
    obj = environment.setting() if kind == "setting" else environment.policy()
    environment.drain()
    obj.refresh_from_db()
    environment.edit_there(kind, obj.remote_id, name="Renamed there")
    environment.later(LOOK)
    obj.refresh_from_db()
    push_ours(sync=obj.sync, actor=environment.actor)
    environment.drain()
    obj.refresh_from_db()
    assert obj.sync.state == "in_sync"
    assert obj.name in {body["name"] for body in environment.there(kind)}


def test_an_edit_there_between_our_edit_and_its_push_stops_the_push(
    environment: Environment,
) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.edit_there("policy", policy.remote_id, quotas=[])
    body = {**POLICY, "countryLimit": {"type": "DENIED", "countries": ["FR"]}}
    replace_policy(policy=policy, body=body, version=None, actor=environment.actor)
    environment.drain()
    policy.refresh_from_db()
    assert environment.requests("PUT") == []
    assert policy.sync.hold == Hold.DRIFT
    assert set(policy.sync.detail["drift"]) == {
        "quotas",
        "countryLimit.type",
        "countryLimit.countries",
    }
    push_ours(sync=policy.sync, actor=environment.actor)
    environment.drain()
    policy.refresh_from_db()
    assert policy.sync.state == "in_sync"
    there = next(p for p in environment.there("policy") if p["id"] == policy.remote_id)
    assert there["quotas"] == POLICY["quotas"] and there["countryLimit"]["countries"] == ["FR"]


def test_a_second_edit_there_after_the_decision_is_held_again(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.edit_there("policy", policy.remote_id, quotas=[])
    environment.later(LOOK)
    policy.refresh_from_db()
    environment.edit_there("policy", policy.remote_id, name="And again")
    push_ours(sync=policy.sync, actor=environment.actor)
    environment.drain()
    policy.sync.refresh_from_db()
    assert policy.sync.hold == Hold.DRIFT
    assert environment.requests("PUT") == []


def test_what_pingone_fills_in_by_itself_is_no_drift(environment: Environment) -> None:
    setting = environment.setting()
    policy = environment.policy()
    environment.drain()
    setting.refresh_from_db()
    policy.refresh_from_db()
    filled = {"conditions": [{"deliveryMethods": ["SMS"], "fallbackChain": [{"id": "x"}]}]}
    environment.edit_there("policy", policy.remote_id, providerConfiguration=filled)
    environment.edit_there("policy", policy.remote_id, brandNew={"a": 1})
    environment.later(LOOK)
    policy.refresh_from_db()
    assert policy.sync.state == "in_sync"
    # And what it has learnt to keep survives our next change.
    replace_policy(
        policy=policy, body={**POLICY, "quotas": []}, version=None, actor=environment.actor
    )
    environment.drain()
    assert environment.requests("PUT")[-1]["body"]["brandNew"] == {"a": 1}


def test_a_chain_of_ours_is_sent_though_pingone_could_have_filled_it_in(
    environment: Environment,
) -> None:
    setting, policy = environment.setting(), environment.policy()
    environment.drain()
    policy.refresh_from_db()
    body = {**POLICY, "providerConfiguration": {"conditions": [chain(setting)]}}
    replace_policy(policy=policy, body=body, version=None, actor=environment.actor)
    environment.drain()
    there = next(p for p in environment.there("policy") if p["id"] == policy.remote_id)
    setting.refresh_from_db()
    (condition,) = there["providerConfiguration"]["conditions"]
    assert condition["fallbackChain"] == [{"id": setting.remote_id}]
    # And that somebody takes it out there is seen.
    environment.edit_there("policy", policy.remote_id, providerConfiguration=None)
    environment.later(LOOK)
    policy.refresh_from_db()
    assert set(policy.sync.detail["drift"]) == {"providerConfiguration"}


def test_deleted_there_is_for_a_person_to_say(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.sandbox.drift(environment.account, "policy", policy.remote_id, action="delete")
    environment.later(LOOK)
    policy.refresh_from_db()
    assert policy.sync.hold == Hold.DRIFT and policy.sync.detail["gone"]
    push_ours(sync=policy.sync, actor=environment.actor)
    environment.drain()
    policy.refresh_from_db()
    assert policy.sync.state == "in_sync" and policy.remote_id
    assert len([p for p in environment.there("policy") if p["name"] == "Staff"]) == 1


def test_deleted_there_while_an_edit_waits_is_told_as_that(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.sandbox.drift(environment.account, "policy", policy.remote_id, action="delete")
    replace_policy(
        policy=policy, body={**POLICY, "quotas": []}, version=None, actor=environment.actor
    )
    environment.drain()
    policy.refresh_from_db()
    assert policy.sync.hold == Hold.DRIFT and policy.sync.detail["gone"]


def test_two_admins_editing_the_same_policy_lose_nothing(environment: Environment) -> None:
    policy = environment.policy()
    replace_policy(policy=policy, body={**POLICY, "quotas": []}, version=1, actor=environment.actor)
    with pytest.raises(Conflict) as told:
        replace_policy(
            policy=policy, body={**POLICY, "name": "Mine"}, version=1, actor=environment.admin
        )
    assert told.value.current_version == 2
    policy.refresh_from_db()
    assert policy.wanted["quotas"] == [] and policy.name == "Staff"
    (edited,) = timeline(policy).filter(verb="edited")
    assert edited.changes == {"quotas": [POLICY["quotas"], []]}


def test_theirs_keeps_the_secret_pingone_does_not_show(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    setting.refresh_from_db()
    there = {"username": "else", "method": "BASIC"}
    environment.edit_there("setting", setting.remote_id, authentication=there)
    environment.later(LOOK)
    setting.refresh_from_db()
    take_theirs(sync=setting.sync, actor=environment.actor)
    setting.refresh_from_db()
    assert setting.wanted["authentication"]["username"] == "else"
    assert setting.secrets == {"/authentication/password": "hunter2-canary"}
    environment.drain()
    assert setting.sync.state == "in_sync"


def test_an_adopted_setting_needs_its_secret_before_it_can_be_changed(
    environment: Environment,
) -> None:
    there = {**SETTING, "id": "5353f38a-c25f-4eaa-94d2-99e01968bb93"}
    environment.load(settings=[there])
    assert environment.pull() == {"provider": 1, "notification policy": 0}
    setting = PhoneDeliverySetting.objects.get()
    body = {**SETTING, "name": "New name", "authentication": {"method": "BASIC", "username": "a"}}
    with pytest.raises(Violations) as told:
        replace_setting(setting=setting, body=body, version=None, actor=environment.actor)
    assert list(told.value.errors) == ["authentication.password"]


def test_a_default_made_there_takes_the_flag_from_ours(environment: Environment) -> None:
    environment.pull()
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    first = type(policy).objects.get(default=True)
    environment.edit_there("policy", first.remote_id, default=False)
    environment.edit_there("policy", policy.remote_id, default=True)
    environment.later(LOOK)
    policy.refresh_from_db()
    assert policy.sync.hold == Hold.DRIFT
    take_theirs(sync=policy.sync, actor=environment.actor)
    environment.later(LOOK)
    policy.refresh_from_db()
    first.refresh_from_db()
    assert (policy.default, first.default) == (True, False)
    assert {policy.sync.state, first.sync.state} == {"in_sync"}
    assert environment.requests("PUT") == []


def test_a_chain_names_ours_here_and_theirs_there_when_taken(environment: Environment) -> None:
    setting = environment.setting()
    policy = environment.policy(providerConfiguration={"conditions": [chain(setting)]})
    other = environment.setting(name="Other")
    environment.drain()
    policy.refresh_from_db()
    other.refresh_from_db()
    entry = {"deliveryMethods": ["SMS"], "fallbackChain": [{"id": other.remote_id}]}
    environment.edit_there(
        "policy", policy.remote_id, providerConfiguration={"conditions": [entry]}
    )
    environment.later(LOOK)
    policy.refresh_from_db()
    take_theirs(sync=policy.sync, actor=environment.actor)
    policy.refresh_from_db()
    assert policy.wanted["providerConfiguration"]["conditions"] == [chain(other)]
    assert list(policy.settings.all()) == [other]


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_only_who_may_edit_it_decides(environment: Environment, kind: str) -> None:
    obj = environment.setting() if kind == "setting" else environment.policy()
    environment.drain()
    obj.refresh_from_db()
    environment.edit_there(kind, obj.remote_id, name="Renamed there")
    environment.later(LOOK)
    obj.refresh_from_db()
    for decide in (take_theirs, push_ours):
        with pytest.raises(NotAllowed):
            decide(sync=obj.sync, actor=environment.filer)
    client = Client()
    client.force_login(environment.sam)
    answer = client.post(reverse("sync:decide", args=[obj.sync_id]), {"choice": "theirs"})
    assert answer.status_code == 403
    page = client.get(obj.get_absolute_url()).content.decode()
    assert "Renamed there" in page and "Take theirs" not in page
