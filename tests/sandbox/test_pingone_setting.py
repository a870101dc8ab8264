"""Phone delivery settings: created, read, replaced, deleted, and never their secrets."""

import hashlib
import json
import re
from typing import Any

import pytest

from tests.policies import printed
from tests.sandbox.pingone import CUSTOM, SETTINGS, PingOne, chain, refused, without_hosts


def put(ping: PingOne, setting: dict[str, Any], **over: Any) -> Any:
    """PUT the valid body with the setting's id."""
    return ping.put(f"{SETTINGS}/{setting['id']}", CUSTOM | {"id": setting["id"]} | over)


def test_the_printed_request_gets_the_printed_answer(ping: PingOne) -> None:
    request = printed.setting_request()
    request["authentication"] |= {"username": "joe", "password": "hush"}
    answer = ping.setting(request)
    wanted = json.loads(
        json.dumps(printed.setting_response())
        .replace(printed.ENVIRONMENT, ping.environment)
        .replace(printed.setting_response()["id"], answer["id"])
    )
    for body in (wanted, answer):
        assert body.pop("createdAt") == body.pop("updatedAt")
    assert without_hosts(answer) == without_hosts(wanted)


def test_a_setting_is_read_as_it_was_answered(ping: PingOne) -> None:
    setting = ping.setting()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", setting["createdAt"])
    for query in ({}, {"expand": "twilioverifytemplates"}):
        assert ping.get(f"{SETTINGS}/{setting['id']}", **query).json() == setting
        body = ping.get(SETTINGS, **query).json()
        assert body["_embedded"] == {"phoneDeliverySettings": [setting]}
    assert ping.session.get(
        setting["_links"]["self"]["href"],
        headers={"Authorization": f"Bearer {ping.token}"},
        timeout=10,
    ).json() == setting  # fmt: skip


def test_the_server_fills_in_what_is_left_out(ping: PingOne) -> None:
    body = ping.setting(numbers=[{"number": "+1", "type": "PHONE_NUMBER"}], default=True)
    assert body["requests"][0]["phoneNumberFormat"] == "FULL"
    assert body["numbers"] == [
        {"number": "+1", "type": "PHONE_NUMBER", "selected": False, "available": False}
    ]
    assert "default" not in body
    assert "numbers" not in ping.setting(name="Without numbers")


def test_message_type_is_dropped_and_unknown_members_stay(ping: PingOne) -> None:
    request = CUSTOM["requests"][0] | {"messageType": "ARN&x=y", "surprise": {"a": [None, 1]}}
    body = ping.setting(requests=[request], colour="red")
    assert "messageType" not in body["requests"][0]
    assert body["requests"][0]["surprise"] == {"a": [None, 1]}
    assert body["colour"] == "red"


def test_null_is_as_absent(ping: PingOne) -> None:
    body = ping.setting(numbers=None, colour=None)
    assert not {"numbers", "colour"} & set(body)


@pytest.mark.parametrize(
    ("authentication", "secrets"),
    [
        ({"method": "BASIC", "username": "joe", "password": "s3cret"}, ["password"]),
        ({"method": "BEARER", "authToken": "s3cret"}, ["authToken"]),
        (
            {"method": "OAUTH2", "authUrl": "https://a.example", "clientId": "c",
             "clientSecret": "s3cret", "scopes": ["sms:send"]},
            ["clientSecret"],
        ),
        (
            {"method": "OAUTH2", "authUrl": "https://a.example", "grantType": "JWT_BEARER",
             "assertion": "s3cret"},
            ["assertion"],
        ),
        ({"method": "CUSTOM_HEADER", "headerName": "X-Key", "headerValue": "s3cret"},
         ["headerValue"]),
    ],
)  # fmt: skip
def test_secrets_are_never_answered_shown_or_logged(
    ping: PingOne, authentication: dict[str, Any], secrets: list[str]
) -> None:
    setting = ping.setting(authentication=authentication)
    answer = put(ping, setting, authentication=authentication)
    assert answer.status_code == 200
    kept = {key: value for key, value in authentication.items() if key not in secrets}
    assert setting["authentication"] == answer.json()["authentication"] == kept
    (held,) = ping.objects()["settings"]
    assert held["secrets"] == {
        f"authentication.{name}": hashlib.sha256(b"s3cret").hexdigest() for name in secrets
    }
    log = ping.sandbox.requests(ping.environment, method="PUT")
    assert log[0]["body"]["authentication"] == kept | dict.fromkeys(secrets, "••••")
    assert "s3cret" not in str(ping.sandbox.requests(ping.environment)) + str(ping.objects())


def test_a_put_replaces_everything(ping: PingOne) -> None:
    setting = ping.setting(numbers=[{"number": "+1", "type": "PHONE_NUMBER"}], colour="red")
    ping.sandbox.advance(60, ping.environment)
    answer = put(ping, setting, name="Renamed")
    assert answer.status_code == 200
    after = answer.json()
    assert not {"numbers", "colour"} & set(after)
    assert (after["id"], after["createdAt"]) == (setting["id"], setting["createdAt"])
    assert after["updatedAt"] > setting["updatedAt"]
    assert after["name"] == "Renamed"
    assert ping.get(f"{SETTINGS}/{setting['id']}").json() == after


def test_read_only_members_are_ignored(ping: PingOne) -> None:
    own: dict[str, Any] = {
        "environment": {"id": "x"},
        "_links": {},
        "createdAt": "x",
        "updatedAt": "x",
    }
    setting = ping.setting(id="x", **own)
    assert setting["id"] != "x"
    assert setting["environment"] == {"id": ping.environment}
    after = put(ping, setting, **own).json()
    for name in ("id", "environment", "_links", "createdAt"):
        assert after[name] == setting[name]


def test_a_name_is_unique(ping: PingOne) -> None:
    setting = ping.setting()
    found = refused(
        ping.post(SETTINGS, CUSTOM), 400, "INVALID_DATA",
        details="UNIQUENESS_VIOLATION", target="name",
    )  # fmt: skip
    assert found["message"] == "A resource with the specified name already exists."
    assert found["innerError"] == {"existingId": setting["id"]}
    other = ping.setting(name="Another")
    refused(
        put(ping, other), 400, "INVALID_DATA", details="UNIQUENESS_VIOLATION", target="name"
    )  # fmt: skip
    assert PingOne(ping.sandbox).setting()["name"] == setting["name"]


def test_a_put_with_the_old_name_needs_the_id_in_its_body(ping: PingOne) -> None:
    setting = ping.setting()
    path = f"{SETTINGS}/{setting['id']}"
    refused(
        ping.put(path, CUSTOM), 400, "INVALID_DATA", details="UNIQUENESS_VIOLATION", target="name"
    )
    assert put(ping, setting).status_code == 200
    assert ping.put(path, CUSTOM | {"name": "Renamed"}).status_code == 200


def test_an_eleventh_setting_is_refused(ping: PingOne) -> None:
    made = [ping.setting(name=f"Provider {number}") for number in range(10)]
    body = CUSTOM | {"name": "One too many"}
    found = refused(ping.post(SETTINGS, body), 400, "REQUEST_FAILED", details="SIZE_LIMIT_EXCEEDED")
    assert found["innerError"] == {"maximumValue": 10}
    ping.delete(f"{SETTINGS}/{made[0]['id']}")
    assert ping.post(SETTINGS, body).status_code == 201


def test_a_setting_is_deleted(ping: PingOne) -> None:
    path = f"{SETTINGS}/{ping.setting()['id']}"
    answer = ping.delete(path)
    assert (answer.status_code, answer.content) == (204, b"")
    refused(ping.get(path), 404, "NOT_FOUND")
    refused(ping.delete(path), 404, "NOT_FOUND")
    assert ping.get(SETTINGS).json()["count"] == 0
    assert [row["deleted"] for row in ping.objects()["settings"]] == [True]


def test_a_setting_a_policy_names_cannot_be_deleted(ping: PingOne) -> None:
    setting = ping.setting()
    policy = ping.policy(providerConfiguration={"conditions": [chain(setting["id"])]})
    path = f"{SETTINGS}/{setting['id']}"
    refused(ping.delete(path), 400, "REQUEST_FAILED", details="CONSTRAINT_VIOLATION")
    assert ping.get(path).status_code == 200
    ping.delete(f"notificationsPolicies/{policy['id']}")
    assert ping.delete(path).status_code == 204


def test_one_environment_does_not_see_another(ping: PingOne) -> None:
    setting = ping.setting()
    other = PingOne(ping.sandbox)
    refused(other.get(f"{SETTINGS}/{setting['id']}"), 404, "NOT_FOUND")
    assert other.get(SETTINGS).json()["count"] == 0
