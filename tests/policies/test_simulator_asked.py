"""A question put to the simulator, by form or as JSON: what is taken, what is said of the rest."""

from typing import Any

import pytest

from apps.core.errors import Invalid
from apps.policies.simulator.situation import Situation


def test_a_form_and_json_ask_the_same() -> None:
    form = {
        "channel": "voice",
        "country": "",
        "number": "+46 70 123 45 67",
        "user_claimed": "2",
        "user_unclaimed": " 3 ",
        "environment_count": "1000",
        "sends": "20, 95",
        "failing": "a, b",
        "default_sender_fails": "on",
        "clock": "14:05",
        "csrfmiddlewaretoken": "whatever",
    }
    body = {
        "channel": "Voice",
        "country": "SE",
        "number": "+46 70 123 45 67",
        "user_count": 5,
        "user_claimed": 2,
        "user_unclaimed": 3,
        "environment_unclaimed": 1000,
        "sends": [95, 20.0],
        "failing": ["b", "a"],
        "default_sender_fails": True,
        "clock": 50_700,
    }
    read = Situation.read(form)
    assert read == Situation.read(body)
    assert (read.channel, read.country, read.sends) == ("Voice", "SE", (95.0, 20.0))
    assert (read.user_count, read.environment_count, read.environment_claimed) == (5, 1000, 0)
    assert (read.failing, read.clock, read.capable) == (frozenset({"a", "b"}), 50_700, None)


def test_the_least_that_can_be_asked() -> None:
    assert Situation.read({"channel": "SMS", "country": "se"}) == Situation("SMS", "SE")
    assert Situation.read({"channel": "Email"}) == Situation("Email")


def test_e_mail_forgets_the_country() -> None:
    assert Situation.read({"channel": "EMAIL", "country": "SE", "number": "+46"}).country == ""


def test_what_providers_can_is_read_in_any_case() -> None:
    read = Situation.read({"channel": "SMS", "country": "SE", "capable": {"a": ["sms"], "b": []}})
    assert read.capable == {"a": frozenset({"SMS"}), "b": frozenset()}


BASE = {"channel": "SMS", "country": "SE"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "channel"),
        ({"channel": "Fax", "country": "SE"}, "channel"),
        ({"channel": ["SMS"], "country": "SE"}, "channel"),
        ({"channel": "SMS"}, "country"),
        ({"channel": "WhatsApp", "country": None}, "country"),
        ({"channel": "SMS", "country": "Sweden"}, "country"),
        ({"channel": "SMS", "country": "ZZ"}, "country"),
        ({"channel": "SMS", "country": 46}, "country"),
        ({"channel": "SMS", "country": "NO", "number": "+46701234567"}, "country"),
        ({"channel": "SMS", "number": "+1 222 333"}, "number"),
        ({"channel": "SMS", "number": 46701234567}, "number"),
        ({"channel": "SMS", "number": "4" * 41}, "number"),
        (BASE | {"user_claimed": -1}, "user_claimed"),
        (BASE | {"user_unclaimed": "many"}, "user_unclaimed"),
        (BASE | {"user_unclaimed": "٣"}, "user_unclaimed"),
        (BASE | {"environment_claimed": 1.5}, "environment_claimed"),
        (BASE | {"environment_unclaimed": True}, "environment_unclaimed"),
        (BASE | {"environment_unclaimed": 10**10}, "environment_unclaimed"),
        (BASE | {"user_count": "x"}, "user_count"),
        (BASE | {"user_count": 4, "user_claimed": 5}, "user_count"),
        (BASE | {"sends": "soon"}, "sends"),
        (BASE | {"sends": [-1]}, "sends"),
        (BASE | {"sends": ["nan"]}, "sends"),
        (BASE | {"sends": [True]}, "sends"),
        (BASE | {"sends": [10**400]}, "sends"),
        (BASE | {"sends": [604_801]}, "sends"),
        (BASE | {"sends": {"a": 1}}, "sends"),
        (BASE | {"sends": [1] * 101}, "sends"),
        (BASE | {"sends": "1" * 30_000}, "sends"),
        (BASE | {"failing": [1]}, "failing"),
        (BASE | {"failing": ["a" * 201]}, "failing"),
        (BASE | {"capable": ["a"]}, "capable"),
        (BASE | {"capable": {"a": 1}}, "capable"),
        (BASE | {"capable": {"a": [None]}}, "capable"),
        (BASE | {"default_sender_fails": "perhaps"}, "default_sender_fails"),
        (BASE | {"default_sender_fails": []}, "default_sender_fails"),
        (BASE | {"clock": "24:00"}, "clock"),
        (BASE | {"clock": "noon"}, "clock"),
        (BASE | {"clock": 86_400}, "clock"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        Situation.read(values)
    assert list(caught.value.errors) == [field]
    assert all(message.endswith(".") for message in caught.value.errors[field])


def test_every_wrong_field_is_told_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        Situation.read({"channel": "Fax", "country": "??", "clock": "late", "user_count": -1})
    assert set(caught.value.errors) == {"channel", "country", "clock", "user_count"}
