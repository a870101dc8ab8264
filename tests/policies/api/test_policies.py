"""notificationsPolicies, as PingOne answers them."""

import uuid
from typing import Any
from urllib.parse import urlsplit

import pytest

from apps.policies.models import NotificationPolicy
from tests.policies.rest import Door, refused
from tests.policies.world import POLICY, Environment, chain

PATH = "notificationsPolicies"


def _made(door: Door, **over: Any) -> dict[str, Any]:
    answer = door.post(PATH, {**POLICY, **over})
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def test_create_answers_201_with_what_pingone_fills_in(door: Door) -> None:
    answer = door.post(PATH, {"name": "Staff", "quotas": []})
    made = answer.json()
    assert answer.status_code == 201
    assert answer["Linecheck-Sync"] == "waiting" and answer["ETag"] == '"1"'
    assert made["_links"]["self"]["href"].endswith(
        f"/v1/environments/{door.account}/notificationsPolicies/{made['id']}"
    )
    assert set(made["_links"]) == {"self", "environment", "providersFallbackChain"}
    assert made["environment"] == {"id": door.account}
    assert made["countryLimit"] == {"type": "NONE"} and made["default"] is False
    assert made["cooldownConfiguration"]["whatsApp"] == {"enabled": False}
    assert uuid.UUID(made["id"]) and made["createdAt"].endswith("Z")


def test_it_reads_the_same_before_and_after_it_was_sent(
    door: Door, environment: Environment
) -> None:
    made = _made(door)
    environment.drain()
    answer = door.get(f"{PATH}/{made['id']}")
    assert answer["Linecheck-Sync"] == "in-sync"
    moving = {"createdAt", "updatedAt"}
    now = {key: value for key, value in answer.json().items() if key not in moving}
    assert now == {key: value for key, value in made.items() if key not in moving}


def test_the_list_is_a_collection_sorted_by_id(door: Door) -> None:
    ids = [_made(door, name=f"Policy {n}")["id"] for n in range(5)]
    listed = door.get(PATH).json()
    assert listed["count"] == listed["size"] == 5
    assert [one["id"] for one in listed["_embedded"]["notificationsPolicies"]] == sorted(ids)
    page = door.get(f"{PATH}?limit=2").json()
    assert (page["count"], page["size"]) == (5, 2)
    following = door.get(
        urlsplit(page["_links"]["next"]["href"])._replace(scheme="", netloc="").geturl()
    ).json()
    assert [one["id"] for one in following["_embedded"]["notificationsPolicies"]] == sorted(ids)[
        2:4
    ]


def test_replace_is_full(door: Door) -> None:
    made = _made(door, countryLimit={"type": "DENIED", "countries": ["FR"]})
    answer = door.put(f"{PATH}/{made['id']}", {"name": "Staff", "quotas": []})
    assert answer.status_code == 200
    assert answer.json()["countryLimit"] == {"type": "NONE"} and answer.json()["quotas"] == []


def test_what_was_read_can_be_sent_back(door: Door, environment: Environment) -> None:
    made = _made(door)
    environment.drain()
    read = door.get(f"{PATH}/{made['id']}").json()
    answer = door.put(f"{PATH}/{made['id']}", read)
    assert answer.status_code == 200
    environment.drain()
    assert environment.requests("PUT") == []


def test_unknown_keys_null_and_empty_stay_apart(door: Door) -> None:
    made = _made(door, brandNew={"a": None, "b": [], "c": ""}, countryLimit=None)
    row = NotificationPolicy.objects.get(public_id=made["id"])
    assert row.wanted["brandNew"] == {"a": None, "b": [], "c": ""}
    assert row.wanted["countryLimit"] is None
    assert "cooldownConfiguration" not in row.wanted


def test_delete_answers_204_and_it_is_gone(door: Door, environment: Environment) -> None:
    made = _made(door)
    answer = door.delete(f"{PATH}/{made['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    refused(door.get(f"{PATH}/{made['id']}"), 404, "NOT_FOUND")
    assert door.get(PATH).json()["count"] == 0


def test_the_default_cannot_be_deleted(door: Door) -> None:
    made = _made(door, default=True)
    (detail,) = refused(door.delete(f"{PATH}/{made['id']}"), 400, "REQUEST_FAILED")
    assert detail["code"] == "CONSTRAINT_VIOLATION"
    assert "remove default notifications policy" in detail["message"]


def test_a_put_that_leaves_the_flag_out_leaves_it(door: Door) -> None:
    made = _made(door, default=True)
    body = {"name": "Staff", "quotas": []}
    assert door.put(f"{PATH}/{made['id']}", body).json()["default"] is True
    details = refused(
        door.put(f"{PATH}/{made['id']}", {**body, "default": False}), 400, "INVALID_DATA"
    )
    assert details[0]["target"] == "default"


def test_one_is_the_default(door: Door) -> None:
    first = _made(door, name="First", default=True)
    second = _made(door, name="Second", default=True)
    assert door.get(f"{PATH}/{first['id']}").json()["default"] is False
    assert door.get(f"{PATH}/{second['id']}").json()["default"] is True


def test_a_name_is_taken_once(door: Door) -> None:
    _made(door)
    (detail,) = refused(door.post(PATH, POLICY), 400, "INVALID_DATA")
    assert (detail["code"], detail["target"]) == ("UNIQUENESS_VIOLATION", "name")


def test_a_refusal_names_place_and_range(door: Door) -> None:
    body = {**POLICY, "quotas": [{"type": "USER", "deliveryMethods": ["SMS"], "total": 51}]}
    (detail,) = refused(door.post(PATH, body), 400, "INVALID_DATA")
    assert (detail["code"], detail["target"]) == ("OUT_OF_RANGE", "quotas[0].total")
    assert detail["innerError"]["rangeMaximumValue"] == 50


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "null", '{"name": "\\u0000"}'])
def test_bodies_that_are_none_answer_in_the_dialect(door: Door, body: str) -> None:
    answer = door.call("POST", PATH, body)
    assert answer.status_code == 400, answer.content
    assert answer.json()["code"] in ("INVALID_DATA", "INVALID_REQUEST")


def test_if_match_sees_that_somebody_was_faster(door: Door) -> None:
    made = _made(door)
    path = f"{PATH}/{made['id']}"
    assert door.put(path, {**POLICY, "quotas": []}, if_match='"1"').status_code == 200
    refused(door.put(path, POLICY, if_match='"1"'), 412, "REQUEST_FAILED")
    refused(door.delete(path, if_match='"1"'), 412, "REQUEST_FAILED")


def test_another_id_in_the_body_is_refused(door: Door) -> None:
    made = _made(door)
    body = {**POLICY, "id": str(uuid.uuid4())}
    (detail,) = refused(door.put(f"{PATH}/{made['id']}", body), 400, "INVALID_DATA")
    assert detail["target"] == "id"


def test_both_ids_find_it_and_ours_is_answered(door: Door, environment: Environment) -> None:
    made = _made(door)
    environment.drain()
    row = NotificationPolicy.objects.get(public_id=made["id"])
    assert row.remote_id != row.public_id
    assert door.get(f"{PATH}/{row.remote_id}").json()["id"] == made["id"]


def test_a_chain_may_name_either_id_and_answers_ours(door: Door, environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    setting.refresh_from_db()
    entry = {"deliveryMethods": ["SMS"], "fallbackChain": [{"id": setting.remote_id}]}
    made = _made(door, providerConfiguration={"conditions": [entry]})
    assert made["providerConfiguration"]["conditions"] == [chain(setting)]


def test_a_chain_that_names_nothing_is_refused_at_its_place(door: Door) -> None:
    entry = {"deliveryMethods": ["SMS"], "fallbackChain": [{"id": str(uuid.uuid4())}]}
    body = {**POLICY, "providerConfiguration": {"conditions": [entry]}}
    (detail,) = refused(door.post(PATH, body), 400, "INVALID_DATA")
    assert detail["target"] == "providerConfiguration.conditions[0].fallbackChain[0].id"
