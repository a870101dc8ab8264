"""The requests PingOne will make, as they are shown."""

import json
from typing import Any

import pytest

from apps.policies import preview
from apps.policies.filling import Sample
from apps.upstream.redact import MASK
from tests.policies import printed
from tests.policies.gateways import SAMPLE, headers, number, one, sent, setting, targets, url


def test_the_printed_request_is_read_as_it_was_meant() -> None:
    text, call = preview.requests(printed.setting_request(), Sample(message="Hi & bye"))
    assert (text.delivery_method, call.delivery_method) == ("SMS", "VOICE")
    assert sent(text) == (
        "messageType=ARN&message=Hi+%26+bye&phoneNumber=%2B14155550100&sender=%2B1+222+333"
    )
    assert [s.variable for s in text.call.body if s.variable] == ["message", "to", "from"]
    assert url(call) == "https://example.com/voice"
    assert headers(text)["Authorization"] == f"Basic {MASK}"
    assert "requests[0].messageType" in targets(text)


def test_a_get_is_percent_encoded_in_its_address() -> None:
    body = setting(
        method="GET", url="https://gw.example/?to=${to}&m=${message}", body=None, headers=None
    )
    found = one(body)
    assert url(found) == (
        "https://gw.example/?to=%2B14155550100"
        "&m=Code%202468%3A%20%22it%27s%22%20yours%20%26%20%C3%9Cnal%27s"
    )
    assert (found.call.body, found.kind, found.notes) == ((), "", ())


def test_json_is_escaped_and_stays_json() -> None:
    template = '{"to": "${to}", "text": "${message}", "who": "${user.name.given}"}'
    found = one(setting(body=template, headers={"Content-Type": "application/json"}))
    assert json.loads(sent(found)) == {
        "to": "+14155550100",
        "text": SAMPLE.message,
        "who": "José",
    }
    assert (found.kind, found.notes) == ("json", ())


def test_a_body_of_another_type_takes_values_as_they_are() -> None:
    template = "<sms to='${to}'>${message}</sms>"
    found = one(setting(body=template, headers={"content-type": "text/xml; charset=utf-8"}))
    assert sent(found) == f"<sms to='+14155550100'>{SAMPLE.message}</sms>"


def test_every_documented_variable_is_filled_in() -> None:
    names = "to message from voice locale otp user.username user.name.given user.name.family"
    template = "&".join(f"{name}=${{{name}}}" for name in names.split())
    found = one(setting(body=template), Sample(from_="ACME", otp="1"))
    assert sent(found) == (
        "to=%2B14155550100&message=Your+passcode+is+246810.&from=ACME&voice=Woman&locale=en"
        "&otp=1&user.username=jdoe&user.name.given=Jane&user.name.family=Doe"
    )
    assert not any(segment.unknown for segment in found.call.body)


def test_a_variable_nobody_knows_stays_and_is_flagged() -> None:
    found = one(setting(body="to=${to}&text=${message}&x=${user.user.name}"))
    (odd,) = [segment for segment in found.call.body if segment.unknown]
    assert (odd.text, odd.variable) == ("${user.user.name}", "user.user.name")
    assert targets(found) == ["requests[0].body"]


def test_a_guessed_variable_is_filled_in_and_flagged() -> None:
    found = one(setting(body="${to}${message}&c=${countryCode}&n=${nationalNumber}"))
    guesses = [(segment.text, segment.variable) for segment in found.call.body if segment.unknown]
    assert guesses == [("1", "countryCode"), ("4155550100", "nationalNumber")]
    assert targets(found) == ["requests[0].body"] * 2


@pytest.mark.parametrize(
    ("entry", "places"),
    [
        ({"body": "x=1"}, ["requests[0].body"] * 2),
        ({"body": None, "url": "https://gw.example/${to}/${message}"}, ["requests[0].body"] * 2),
        ({"body": "text=${message}"}, ["requests[0].body"]),
        ({"method": "GET", "body": None}, ["requests[0].url"] * 2),
        (
            {"method": "GET", "url": "https://gw.example/${to}/", "body": "${message}"},
            ["requests[0].url", "requests[0].body"],
        ),
    ],
)
def test_what_must_be_told_is_missed_where_it_belongs(
    entry: dict[str, Any], places: list[str]
) -> None:
    assert targets(one(setting(**entry))) == places


def test_both_formats_stand_side_by_side() -> None:
    body = setting(body="${to} ${from} ${message}", phoneNumberFormat="NUMBER_ONLY")
    body["numbers"] = [number("+12223334444")]
    bare, full = preview.requests(body, Sample(to="1 415"), both_formats=True)
    assert [s.text for s in bare.call.body if s.variable in ("to", "from")] == [
        "1+415",
        "12223334444",
    ]
    assert [s.text for s in full.call.body if s.variable in ("to", "from")] == [
        "%2B1+415",
        "%2B12223334444",
    ]
    assert (bare.number_format, bare.configured) == ("NUMBER_ONLY", True)
    assert (full.number_format, full.configured) == ("FULL", False)


def test_the_sender_can_do_the_method_and_reaches_the_country() -> None:
    body = setting(body="${to}${message}|${from}", headers={"content-type": "text/plain"})
    body["numbers"] = [
        number("+1", selected=False),
        number("+2", capabilities=["VOICE"]),
        number("895", type="SHORT_CODE", supportedCountries=["CA"]),
        number("+3", type="TOLL_FREE"),
        number("+4"),
    ]

    def sender(to: str) -> str:
        return sent(one(body, Sample(to=to))).rpartition("|")[2]

    # A toll-free number without countries reaches the United States only.
    assert [sender("+14155550100"), sender("+16135550100"), sender("+46701234567")] == [
        "+3",
        "895",
        "+4",
    ]
    body["numbers"] = []
    assert targets(one(body)) == ["numbers"]


def test_tags_enclose_each_digit_of_a_passcode_that_is_spoken() -> None:
    tags = {"beforeTag": "<Say>", "afterTag": '</Say><Pause length="1"/>'}
    plain_text = {"content-type": "text/xml"}
    spoken = one(
        setting(deliveryMethod="VOICE", body="${to} ${message}", headers=plain_text, **tags),
        Sample(message="Code 24, again 24", otp="24"),
    )
    digits = "".join(f'<Say>{digit}</Say><Pause length="1"/>' for digit in "24")
    assert sent(spoken) == f"+14155550100 Code {digits}, again {digits}"
    written = one(setting(body="${to} ${message}", headers=plain_text, **tags))
    assert sent(written) == f"+14155550100 {SAMPLE.message}"
    assert targets(written) == ["requests[0].beforeTag"]


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"headers": None}, "requests[0].headers"),
        ({"body": '{"a": ${to}, "b": ${message}}', "headers": {}}, "requests[0].headers"),
        ({"body": "{${to} ${message}", "headers": {"content-type": "application/json"}}, "body"),
        ({"body": '{"a": "${to} ${message}"}'}, "body"),
        ({"headers": {"content-type": "text/x", "X-To": "${to}"}}, "headers.X-To"),
        ({"phoneNumberFormat": "E164"}, "phoneNumberFormat"),
        ({"method": "PUT"}, "method"),
        ({"url": None}, "url"),
    ],
)
def test_what_looks_wrong_is_said(entry: dict[str, Any], place: str) -> None:
    assert any(target.endswith(place) for target in targets(one(setting(**entry))))
