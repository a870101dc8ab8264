"""The Sync pages on PingOne's providers and policies: their names, their words, their places."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from apps.core.clock import db_now
from apps.sync.models import Block, Hold, Sync
from tests.policies.world import SETTING, Environment
from tests.world import World

CANARY = "hunter2-canary"


@pytest.fixture
def environment(world: World) -> Iterator[Environment]:
    made = Environment(world.sandbox, organization=world.organization)
    # Its own rate is measured elsewhere.
    with override_settings(UPSTREAM_RATES={1: (1000.0, 100), 2: (1000.0, 100)}):
        yield made
    world.sandbox.clear_faults(made.account)


@pytest.fixture
def policy(environment: Environment) -> Any:
    made = environment.policy()
    environment.drain()
    made.refresh_from_db()
    return made


def url(obj: Any, act: str = "") -> str:
    return f"/sync/{obj.sync_id}/{act + '/' if act else ''}"


def edited_there(environment: Environment, obj: Any, kind: str = "policy", **over: Any) -> None:
    environment.edit_there(kind, obj.remote_id, **over)
    Sync.objects.filter(pk=obj.sync_id).update(look_at=db_now())
    environment.drain()


def test_a_change_inside_a_body_is_shown_at_its_place(
    environment: Environment, vera: Client, policy: Any
) -> None:
    quota = {"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 7}
    edited_there(environment, policy, quotas=[quota])
    answer = vera.get(url(policy))
    (row,) = answer.context["drift"]
    assert (row["label"], row["place"]) == ("Quota 1, total", "quotas[0].total")
    assert (row["ours"].text, row["theirs"].text) == ("30", "7")
    page = answer.content.decode()
    assert "This notification policy was changed at PingOne." in page
    assert "At PingOne" in page and "quotas[0].total" in page
    assert "Plivo" not in page.partition("<main")[2]


def test_what_is_long_is_folded(environment: Environment, vera: Client, policy: Any) -> None:
    countries = [{"deliveryMethods": ["SMS"], "countries": ["US"], "fallbackChain": []}] * 9
    edited_there(environment, policy, providerConfiguration={"conditions": countries})
    answer = vera.get(url(policy))
    (row,) = answer.context["drift"]
    assert row["ours"].text == "not set"
    assert row["theirs"].folded
    assert "characters" in answer.content.decode()


def test_a_secret_is_a_mask_and_nothing_more(environment: Environment, vera: Client) -> None:
    setting = environment.setting()
    environment.drain()
    setting.refresh_from_db()
    edited_there(environment, setting, "setting", name="Gateway of others")
    page = vera.get(url(setting)).content.decode()
    assert "This provider was changed at PingOne." in page
    assert "Gateway of others" in page
    assert CANARY not in page
    assert SETTING["authentication"]["username"] in page


def test_theirs_can_be_taken(environment: Environment, olivia: Client, policy: Any) -> None:
    edited_there(environment, policy, name="Employees")
    olivia.post(url(policy, "decide"), {"choice": "theirs"})
    policy.refresh_from_db()
    assert policy.name == "Employees"
    assert Sync.objects.get(pk=policy.sync_id).state == "in_sync"


def test_ours_can_be_pushed(environment: Environment, olivia: Client, policy: Any) -> None:
    edited_there(environment, policy, name="Employees")
    assert "Push ours" in olivia.get(url(policy)).content.decode()
    olivia.post(url(policy, "decide"), {"choice": "ours"})
    environment.drain()
    assert "Staff" in {body["name"] for body in environment.there("policy")}


def test_what_is_gone_there_is_said(environment: Environment, olivia: Client, policy: Any) -> None:
    environment.sandbox.drift(environment.account, "policy", policy.remote_id, action="delete")
    Sync.objects.filter(pk=policy.sync_id).update(look_at=db_now())
    environment.drain()
    page = olivia.get(url(policy)).content.decode()
    assert "PingOne no longer has this notification policy." in page
    assert "Accept that it is gone" in page


def test_who_corrects_what_was_refused_is_an_admin(vera: Client, policy: Any) -> None:
    Sync.objects.filter(pk=policy.sync_id).update(
        blocked=Block.REJECTED, detail={"message": "name: taken (UNIQUENESS_VIOLATION)"}
    )
    page = vera.get("/sync/").content.decode()
    assert "PingOne refused this notification policy." in page
    assert "An owner or admin can fix this" in page
    assert "and save it again" in page


def test_the_list_can_be_narrowed_to_a_kind(
    environment: Environment, world: World, vera: Client, policy: Any
) -> None:
    setting = environment.setting()
    profile = world.profile()
    Sync.objects.all().update(blocked=Block.INTERNAL)
    answer = vera.get("/sync/", {"kind": "policies.policy"})
    assert [row.name for row in answer.context["page"].object_list] == ["Staff"]
    (_, kinds) = answer.context["filters"]
    labels = {option["value"]: option["label"] for option in kinds["options"]}
    assert labels["policies.policy"] == "Notification policies"
    assert labels["policies.setting"] == "Providers"
    names = {row.name for row in vera.get("/sync/").context["page"].object_list}
    assert {"Staff", str(setting), str(profile)} <= names


def test_a_choice_of_matches_speaks_of_no_fee(olivia: Client, policy: Any) -> None:
    Sync.objects.filter(pk=policy.sync_id).update(
        hold=Hold.SEVERAL, detail={"candidates": ["one", "two"]}
    )
    page = olivia.get(url(policy)).content.decode()
    assert "PingOne has several entries" in page
    assert "charged" not in page
