"""Settings that lean on a Twilio or Syniverse account."""

from typing import Any

import pytest

from tests.sandbox.pingone import SETTINGS, SID, TWILIO, PingOne, refused

SYNIVERSE: dict[str, Any] = {"provider": "CUSTOM_SYNIVERSE", "sid": "", "authToken": "hush"}
VERIFY = TWILIO | {"provider": "CUSTOM_TWILIO_VERIFY", "verifyServiceId": "VA1"}
MESSAGING = TWILIO | {"provider": "CUSTOM_TWILIO_MESSAGING_SERVICE", "name": "Services"}
CHANNELS = {"provider": "CUSTOM_SYNIVERSE_CHANNELS", "authToken": "hush"}
KINDS = [TWILIO, SYNIVERSE, VERIFY, MESSAGING, CHANNELS]


def lacking(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != name}


def wrong(answer: Any, code: str, target: str) -> None:
    refused(answer, 400, "INVALID_DATA", details=code, target=target)


@pytest.mark.parametrize("body", KINDS, ids=lambda body: body["provider"])
def test_every_kind_is_made_without_its_token_coming_back(
    ping: PingOne, body: dict[str, Any]
) -> None:
    setting = ping.setting(body)
    assert lacking(body, "authToken").items() <= setting.items()
    assert "authToken" not in setting
    assert ping.get(f"{SETTINGS}/{setting['id']}").json() == setting


@pytest.mark.parametrize("body", [TWILIO, SYNIVERSE])
def test_the_answer_carries_the_accounts_numbers(ping: PingOne, body: dict[str, Any]) -> None:
    numbers = ping.setting(body)["numbers"]
    assert [number["type"] for number in numbers] == ["PHONE_NUMBER", "PHONE_NUMBER", "TOLL_FREE"]
    assert {(number["selected"], number["available"]) for number in numbers} == {(False, True)}
    assert PingOne(ping.sandbox).setting(body)["numbers"] == numbers
    other = {"sid": "AC" + "1" * 32} if body is TWILIO else {"authToken": "other"}
    assert ping.setting(body, **other)["numbers"] != numbers


def test_numbers_are_selected_by_putting_them_back(ping: PingOne) -> None:
    setting = ping.setting(TWILIO)
    numbers = [number | {"selected": True} for number in setting["numbers"]]
    path = f"{SETTINGS}/{setting['id']}"
    answer = ping.put(path, TWILIO | {"numbers": numbers})
    assert answer.json()["numbers"] == numbers
    # "If left blank, returns the numbers from the service."
    assert ping.put(path, TWILIO).json()["numbers"] == setting["numbers"]


def test_numbers_of_an_account_may_leave_their_countries_out(ping: PingOne) -> None:
    number = {"number": "+18445550100", "type": "TOLL_FREE"}
    assert ping.setting(TWILIO, numbers=[number])["numbers"][0]["number"] == number["number"]
    body = TWILIO | {"numbers": [number | {"supportedCountries": []}]}
    wrong(ping.post(SETTINGS, body), "EMPTY_VALUE", "numbers[0].supportedCountries")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (TWILIO, "sid"),
        (TWILIO, "authToken"),
        (SYNIVERSE, "authToken"),
        (VERIFY, "verifyServiceId"),
        (VERIFY, "sid"),
        (MESSAGING, "name"),
        (MESSAGING, "authToken"),
        (CHANNELS, "authToken"),
    ],
)
def test_what_a_kind_must_have(ping: PingOne, body: dict[str, Any], name: str) -> None:
    wrong(ping.post(SETTINGS, lacking(body, name)), "REQUIRED_VALUE", name)
    wrong(ping.post(SETTINGS, body | {name: ""}), "EMPTY_VALUE", name)


@pytest.mark.parametrize("body", [TWILIO, VERIFY, MESSAGING])
def test_a_short_sid_is_refused(ping: PingOne, body: dict[str, Any]) -> None:
    wrong(ping.post(SETTINGS, body | {"sid": SID[:-1]}), "INVALID_VALUE", "sid")


@pytest.mark.parametrize("body", KINDS, ids=lambda body: body["provider"])
def test_a_bad_token_is_refused(ping: PingOne, body: dict[str, Any]) -> None:
    answer = ping.post(SETTINGS, body | {"authToken": "bad-token"})
    wrong(answer, "INVALID_VALUE", "authToken")
    assert "bad-token" not in answer.text


def test_credentials_cannot_change(ping: PingOne) -> None:
    path = f"{SETTINGS}/{ping.setting(TWILIO)['id']}"
    assert ping.put(path, TWILIO).status_code == 200
    wrong(ping.put(path, TWILIO | {"authToken": "another"}), "INVALID_VALUE", "authToken")
    wrong(ping.put(path, TWILIO | {"sid": "AC" + "1" * 32}), "INVALID_VALUE", "sid")
    wrong(ping.put(path, TWILIO | {"provider": SYNIVERSE["provider"]}), "INVALID_VALUE", "provider")
    wrong(ping.put(path, lacking(TWILIO, "authToken")), "REQUIRED_VALUE", "authToken")
    path = f"{SETTINGS}/{ping.setting(SYNIVERSE)['id']}"
    assert ping.put(path, lacking(SYNIVERSE, "sid")).status_code == 200
    wrong(ping.put(path, SYNIVERSE | {"sid": "x"}), "INVALID_VALUE", "sid")


def test_one_messaging_service_is_selected(ping: PingOne) -> None:
    setting = ping.setting(MESSAGING)
    first, second = setting["messagingServices"]
    assert (first["selected"], second["selected"]) == (False, False)
    path = f"{SETTINGS}/{setting['id']}"
    body = {key: setting[key] for key in ("id", "name", "provider", "sid")}
    wrong(ping.put(path, body), "REQUIRED_VALUE", "messagingServices")
    for chosen in (False, True):
        both = [service | {"selected": chosen} for service in (first, second)]
        answer = ping.put(path, body | {"messagingServices": both})
        wrong(answer, "INVALID_VALUE", "messagingServices")
    one = [first | {"selected": True}, second]
    assert ping.put(path, body | {"messagingServices": one}).json()["messagingServices"] == one
    # The token, which this page does not send, is still the account's.
    held = ping.objects()["settings"][0]["secrets"]
    assert set(held) == {"authToken"}


def test_two_accounts_may_have_one_name(ping: PingOne) -> None:
    assert ping.setting(TWILIO, name="Twin")["name"] == "Twin"
    assert ping.setting(TWILIO, name="Twin")["name"] == "Twin"


def test_channels_are_the_accounts_own(ping: PingOne) -> None:
    setting = ping.setting(CHANNELS)
    assert [channel["capabilities"] for channel in setting["channels"]] == [["SMS"], ["VOICE"]]
    chosen = [channel | {"selected": True} for channel in setting["channels"]]
    body = CHANNELS | {"channels": chosen, "smsTopicSubscription": True}
    after = ping.put(f"{SETTINGS}/{setting['id']}", body).json()
    assert (after["channels"], after["smsTopicSubscription"]) == (chosen, True)
