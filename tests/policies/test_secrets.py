"""Secrets of providers: cut out, carried, merged; nowhere in clear."""

from typing import Any

import pytest

from apps.policies import secrets
from apps.policies.models import PhoneDeliverySetting
from apps.policies.services.setting import replace_setting
from apps.upstream.redact import MASK
from tests.dump import dump
from tests.policies.rest import door_of
from tests.policies.world import SETTING, Environment

CANARIES = {
    "password": "canary-password-11",
    "header": "canary-header-22",
    "address": "canary-address-33",
    "token": "canary-token-44",
    "there": "canary-there-55",
}
BODY: dict[str, Any] = {
    **SETTING,
    "authentication": {
        "method": "BASIC",
        "username": "acme",
        "password": CANARIES["password"],
    },
    "requests": [
        {
            **SETTING["requests"][0],
            "url": f"https://user:{CANARIES['address']}@sms.example.com/message",
            "headers": {"Authorization": f"Bearer {CANARIES['header']}", "X-Team": "red"},
        }
    ],
}


def test_what_is_cut_out_comes_back_where_it_was() -> None:
    masked, cut = secrets.cut(BODY)
    text = repr(masked)
    assert not [canary for canary in CANARIES.values() if canary in text]
    assert masked["requests"][0]["headers"] == {"Authorization": MASK, "X-Team": "red"}
    assert masked["requests"][0]["url"] == f"https://{MASK}@sms.example.com/message"
    assert secrets.merge(masked, cut) == BODY
    assert secrets.cut(masked) == (masked, {})


@pytest.mark.parametrize(
    "authentication",
    [
        {"method": "BEARER", "authToken": "x"},
        {"method": "OAUTH2", "clientId": "a", "clientSecret": "x", "authUrl": "https://a.example"},
        {"method": "OAUTH2", "grantType": "JWT_BEARER", "assertion": "x"},
        {"method": "CUSTOM_HEADER", "headerName": "X-Auth", "headerValue": "x"},
    ],
)
def test_each_way_of_signing_in_hides_its_secret(authentication: dict[str, Any]) -> None:
    masked, cut = secrets.cut({**SETTING, "authentication": authentication})
    assert list(cut.values()) == ["x"] and "x" not in masked["authentication"].values()
    assert "x" not in secrets.readable(masked)["authentication"].values()


def test_an_unknown_kind_hides_what_is_called_like_a_secret() -> None:
    body = {"provider": "CUSTOM_NEW", "deep": [{"apiKey": "x", "keyboard": "y"}]}
    masked, cut = secrets.cut(body)
    assert masked["deep"] == [{"apiKey": MASK, "keyboard": "y"}]
    assert cut == {"/deep/0/apiKey": "x"}


def test_a_mask_keeps_what_is_held_and_a_moved_request_takes_its_own_along() -> None:
    masked, held = secrets.cut(BODY)
    moved = {**masked, "requests": [{**SETTING["requests"][0]}, masked["requests"][0]]}
    again, kept = secrets.carried(moved, masked, held)
    assert kept["/requests/1/headers/Authorization"] == f"Bearer {CANARIES['header']}"
    assert secrets.merge(again, kept)["requests"][1]["headers"] == BODY["requests"][0]["headers"]


def test_an_address_may_change_around_the_credentials_in_it() -> None:
    masked, held = secrets.cut(BODY)
    moved = {**masked["requests"][0], "url": f"https://{MASK}@sms.example.com/v2"}
    again, kept = secrets.carried({**masked, "requests": [moved]}, masked, held)
    sent = secrets.merge(again, kept)["requests"][0]["url"]
    assert sent == f"https://user:{CANARIES['address']}@sms.example.com/v2"


def test_nothing_is_kept_for_another_host() -> None:
    masked, held = secrets.cut(BODY)
    elsewhere = {**masked["requests"][0], "url": "https://thief.example.net/"}
    again, kept = secrets.carried({**masked, "requests": [elsewhere]}, masked, held)
    assert kept == {}
    assert set(secrets.unknown(again, ())) == {
        "authentication.password",
        "requests[0].headers.Authorization",
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://thief.example\\@sms.example.com/",
        "https://${to}.thief.example",
        "//thief.example",
        "https://[",
        "https://sms.example.com:444/",
    ],
)
def test_odd_addresses_count_as_other_hosts(url: str) -> None:
    masked, held = secrets.cut(SETTING)
    body = {**masked, "requests": [{**SETTING["requests"][0], "url": url}]}
    assert not set(held.values()) & set(secrets.carried(body, masked, held)[1].values())


def _gateway(host: str, key: str) -> dict[str, Any]:
    request = {**SETTING["requests"][0], "url": f"https://{host}/message"}
    return {**request, "headers": {"X-Api-Key": key}}


TWO = {**SETTING, "requests": [_gateway("a.example", "key-a"), _gateway("b.example", "key-b")]}


@pytest.mark.parametrize(
    ("order", "sent"), [([1, 0], ["key-b", "key-a"]), ([1], ["key-b"]), ([0], ["key-a"])]
)
def test_a_request_takes_its_own_secret_along(order: list[int], sent: list[str]) -> None:
    masked, held = secrets.cut(TWO)
    moved = {**masked, "requests": [masked["requests"][place] for place in order]}
    whole = secrets.merge(*secrets.carried(moved, masked, held))
    assert [entry["headers"]["X-Api-Key"] for entry in whole["requests"]] == sent


def test_a_request_keeps_its_secret_while_another_goes_and_it_is_edited() -> None:
    masked, held = secrets.cut(TWO)
    edited = {**masked["requests"][1], "body": "n=${to}&t=${message}"}
    again, kept = secrets.carried({**masked, "requests": [edited]}, masked, held)
    assert kept["/requests/0/headers/X-Api-Key"] == "key-b"


def test_the_key_of_one_gateway_does_not_go_to_the_other() -> None:
    masked, held = secrets.cut(TWO)
    led = {**masked["requests"][0], "url": "https://b.example/other"}
    again, kept = secrets.carried({**masked, "requests": [led]}, masked, held)
    assert "key-a" not in kept.values()
    plain = {**masked["requests"][0], "url": "https://a.example/plain", "headers": {}}
    _, held = secrets.cut({**TWO, "requests": [plain, TWO["requests"][1]]})
    before = {**masked, "requests": [plain, masked["requests"][1]]}
    asked = {**plain, "headers": {"X-Api-Key": MASK}}
    again, kept = secrets.carried({**masked, "requests": [asked]}, before, held)
    assert secrets.unknown(again, kept) == [
        "authentication.password",
        "requests[0].headers.X-Api-Key",
    ]


def test_after_everything_was_done_no_secret_is_in_clear_anywhere(
    environment: Environment, caplog: Any
) -> None:
    door = door_of(environment)
    path = "notificationsSettings/phoneDeliverySettings"
    made = door.post(path, BODY).json()
    environment.drain()
    body = {**BODY, "authentication": {**BODY["authentication"], "username": "other"}}
    answer = door.put(f"{path}/{made['id']}", body)
    bad = door.post(path, {**BODY, "requests": 7, "authToken": CANARIES["token"]})
    environment.drain()
    setting = PhoneDeliverySetting.objects.get()
    there = [{**BODY["requests"][0], "headers": {"X-Api-Key": CANARIES["there"]}}]
    environment.edit_there("setting", setting.remote_id, requests=there)
    environment.later(901)
    setting.refresh_from_db()
    assert setting.sync.state == "held"
    body = {**BODY, "name": "Again"}
    replace_setting(setting=setting, body=body, version=None, actor=environment.actor)
    shown = [answer.content.decode(), bad.content.decode(), door.get(path).content.decode()]
    for text in [*shown, dump(), caplog.text]:
        assert not [canary for canary in CANARIES.values() if canary in text]
