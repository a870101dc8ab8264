"""notificationsSettings/phoneDeliverySettings, as PingOne answers them."""

from typing import Any

from apps.policies.models import PhoneDeliverySetting
from apps.upstream.redact import MASK
from tests.policies import printed
from tests.policies.rest import Door, refused
from tests.policies.world import SETTING, Environment, chain

PATH = "notificationsSettings/phoneDeliverySettings"


def _made(door: Door, body: dict[str, Any] | None = None, **over: Any) -> dict[str, Any]:
    answer = door.post(PATH, {**(body or SETTING), **over})
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def test_create_answers_201_without_its_secret(door: Door) -> None:
    made = _made(door)
    assert made["authentication"] == {"method": "BASIC", "username": "acme"}
    assert set(made["_links"]) == {"self", "environment"}
    assert made["requests"][0]["phoneNumberFormat"] == "FULL"
    row = PhoneDeliverySetting.objects.get()
    assert row.secrets == {"/authentication/password": "hunter2-canary"}


def test_the_printed_request_answers_the_printed_response(door: Door) -> None:
    made = _made(door, printed.setting_request())
    expected = printed.setting_response()
    for request in expected["requests"]:
        # What the page calls messageType is the body with its first key cut off.
        request["body"] = "messageType=ARN&message=${message}&phoneNumber=${to}&sender=${from}"
    expected["authentication"]["username"] = printed.setting_request()["authentication"]["username"]
    own = {"_links", "id", "environment", "createdAt", "updatedAt"}
    kept = {key: value for key, value in expected.items() if key not in own}
    assert {key: value for key, value in made.items() if key not in own} == kept


def test_default_is_kept_and_not_echoed(door: Door) -> None:
    assert "default" not in _made(door, default=True)
    assert PhoneDeliverySetting.objects.get().wanted["default"] is True


def test_an_unknown_kind_is_kept_as_it_is(door: Door, environment: Environment) -> None:
    made = _made(door, {"provider": "CUSTOM_CARRIER", "name": "New", "planet": {"name": None}})
    row = PhoneDeliverySetting.objects.get(public_id=made["id"])
    assert row.wanted == {
        "provider": "CUSTOM_CARRIER",
        "name": "New",
        "planet": {"name": None},
    }


def test_headers_that_hold_credentials_are_masked_and_may_come_back_masked(
    door: Door, environment: Environment
) -> None:
    request = {**SETTING["requests"][0], "headers": {"X-Api-Key": "s3cret", "X-Team": "a"}}
    made = _made(door, requests=[request])
    assert made["requests"][0]["headers"] == {"X-Api-Key": MASK, "X-Team": "a"}
    environment.drain()
    answer = door.put(f"{PATH}/{made['id']}", {**made, "name": "New name"})
    assert answer.status_code == 200, answer.content
    environment.drain()
    (there,) = environment.there("setting")
    assert there["requests"][0]["headers"] == {"X-Api-Key": "s3cret", "X-Team": "a"}
    assert there["name"] == "New name"


def test_a_put_without_the_password_keeps_it(door: Door, environment: Environment) -> None:
    made = _made(door)
    read = door.get(f"{PATH}/{made['id']}").json()
    assert door.put(f"{PATH}/{made['id']}", {**read, "name": "Other"}).status_code == 200
    row = PhoneDeliverySetting.objects.get()
    assert row.secrets == {"/authentication/password": "hunter2-canary"}


def test_no_secret_follows_to_another_host(door: Door) -> None:
    made = _made(door)
    read = door.get(f"{PATH}/{made['id']}").json()
    read["requests"][0]["url"] = "https://elsewhere.example.net/"
    (detail,) = refused(door.put(f"{PATH}/{made['id']}", read), 400, "INVALID_DATA")
    assert (detail["code"], detail["target"]) == ("REQUIRED_VALUE", "authentication.password")


def test_a_setting_a_policy_names_stays(door: Door, environment: Environment) -> None:
    setting = environment.setting()
    policy = environment.policy(providerConfiguration={"conditions": [chain(setting)]})
    (detail,) = refused(door.delete(f"{PATH}/{setting.public_id}"), 400, "REQUEST_FAILED")
    assert detail["code"] == "CONSTRAINT_VIOLATION" and policy.name in detail["message"]


def test_delete_answers_204(door: Door) -> None:
    made = _made(door)
    assert door.delete(f"{PATH}/{made['id']}").status_code == 204
    refused(door.get(f"{PATH}/{made['id']}"), 404, "NOT_FOUND")


def test_the_eleventh_is_refused(door: Door) -> None:
    for number in range(10):
        _made(door, name=f"Gateway {number}")
    (detail,) = refused(door.post(PATH, SETTING), 400, "INVALID_DATA")
    assert detail["code"] == "SIZE_LIMIT_EXCEEDED"


def test_the_provider_cannot_change(door: Door) -> None:
    made = _made(door)
    details = refused(
        door.put(f"{PATH}/{made['id']}", {**SETTING, "provider": "CUSTOM_TWILIO"}),
        400,
        "INVALID_DATA",
    )
    assert "provider" in {detail["target"] for detail in details}


def test_expand_is_taken(door: Door) -> None:
    made = _made(door)
    expand = "?expand=twilioverifytemplates"
    assert door.get(f"{PATH}{expand}").status_code == 200
    assert door.get(f"{PATH}/{made['id']}{expand}").status_code == 200


def test_a_twilio_account_answers_its_numbers_once_they_are_known(
    door: Door, environment: Environment
) -> None:
    body = {"provider": "CUSTOM_TWILIO", "sid": "AC" + "1" * 32, "authToken": "t0k"}
    made = _made(door, body)
    assert "authToken" not in made
    environment.drain()
    read = door.get(f"{PATH}/{made['id']}").json()
    assert read["numbers"] and "authToken" not in read
    chosen = [{**number, "selected": True} for number in read["numbers"]]
    answer = door.put(f"{PATH}/{made['id']}", {**read, "numbers": chosen})
    assert answer.status_code == 200, answer.content
    environment.drain()
    (there,) = environment.there("setting")
    assert all(number["selected"] for number in there["numbers"])
