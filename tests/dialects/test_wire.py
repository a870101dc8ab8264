"""Bodies in: what is read, what is refused, and that nothing breaks the door."""

import json
from typing import Any

import pytest

from apps.compliance.models import Profile
from tests.compliance.api.bodies import PROFILE
from tests.rest import Door, body, error

REFUSED: dict[str, Any] = {
    "not JSON": ("{", "The body is not valid JSON."),
    "single quotes": ("{'a': 1}", "The body is not valid JSON."),
    "two objects": ("{} {}", "The body is not valid JSON."),
    "NaN": ('{"ein": NaN}', "The body is not valid JSON."),
    "Infinity": ('{"ein": -Infinity}', "The body is not valid JSON."),
    "an endless number": ('{"ein": ' + "9" * 5000 + "}", "The body is not valid JSON."),
    "half a surrogate": ('{"company_name": "\\ud800"}', "The body is not valid JSON."),
    "half a surrogate in a key": ('{"\\udfff": 1}', "The body is not valid JSON."),
    "an array": ("[]", "The body must be a JSON object."),
    "an array of objects": ("[{}]", "The body must be a JSON object."),
    "a text": ('"profile"', "The body must be a JSON object."),
    "a number": ("0", "The body must be a JSON object."),
    "a boolean": ("false", "The body must be a JSON object."),
    "NUL": (
        '{"company_name": "Acme\\u0000"}',
        "The body contains a NUL character. Take it out.",
    ),
    "NUL deep inside": (
        '{"address": {"street": ["\\\\\\u0000"]}}',
        "The body contains a NUL character. Take it out.",
    ),
    "NUL in a key": ('{"a\\u0000": 1}', "The body contains a NUL character. Take it out."),
    "deep lists": ('{"ein": ' + "[" * 60 + "]" * 60 + "}", "The body is nested too deeply."),
    "abysmal lists": ("[" * 100_000 + "]" * 100_000, "The body is not valid JSON."),
    "deep objects": ('{"a":' * 60 + "1" + "}" * 60, "The body is nested too deeply."),
    "3 MB": (json.dumps({"company_name": "x" * 3_000_000}), "The body is too large."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_body_that_is_no_plain_object_is_refused(door: Door, name: str) -> None:
    sent, words = REFUSED[name]
    assert error(door.post("Profile/", sent)) == words
    assert not Profile.objects.exists()


@pytest.mark.parametrize("depth", range(700, 1000, 25))
def test_no_depth_reaches_a_field(door: Door, depth: int) -> None:
    sent = '{"profile_uuid": ' + "[" * depth + "]" * depth + "}"
    error(door.post("10dlc/Brand/", sent))


@pytest.mark.parametrize("sent", ["", " \n", '""', "null", "{}"])
def test_nothing_said_is_an_empty_object(door: Door, sent: str) -> None:
    assert "company_name: " in error(door.post("Profile/", sent))


def test_bytes_that_are_no_text_are_refused(door: Door) -> None:
    answer = door.client.generic(
        "POST",
        f"/v1/Account/{door.account}/Profile/",
        b'{"company_name": "\xff\xfe"}',
        content_type="application/json",
        headers={"authorization": f"Basic {door.basic}"},
    )
    assert error(answer) == "The body is not valid JSON."  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_is_read_in_its_encodings(door: Door, encoding: str) -> None:
    answer = door.client.generic(
        "POST",
        f"/v1/Account/{door.account}/Profile/",
        json.dumps({**PROFILE, "company_name": "Bäckerei 面包 🥐"}, ensure_ascii=False).encode(
            encoding
        ),
        content_type="application/json",
        headers={"authorization": f"Basic {door.basic}"},
    )
    assert answer.status_code == 200
    assert Profile.objects.get().company_name == "Bäckerei 面包 🥐"


def test_a_text_about_nul_is_a_text(door: Door) -> None:
    assert door.post("Profile/", {**PROFILE, "company_name": "\\u0000 Inc."}).status_code == 200
    assert Profile.objects.get().company_name == "\\u0000 Inc."


def test_the_last_of_two_equal_keys_counts(door: Door) -> None:
    sent = json.dumps(PROFILE)[:-1] + ', "company_name": "Second Inc."}'
    assert door.post("Profile/", sent).status_code == 200
    assert Profile.objects.get().company_name == "Second Inc."


@pytest.mark.parametrize(
    "kind",
    [
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "text/json",
        "",
    ],
)
def test_json_is_json_under_these_names(door: Door, kind: str) -> None:
    assert door.post("Profile/", PROFILE, content_type=kind).status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "nonsense",
    ],
)
def test_another_type_is_415(door: Door, kind: str) -> None:
    assert "Unsupported media type" in error(door.post("Profile/", PROFILE, content_type=kind), 415)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "", "q=,;"])
def test_whatever_is_accepted_the_answer_is_json(door: Door, accept: str) -> None:
    answer = door.get("Profile/", accept=accept)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("sent", ['""', "{}", "[", "[1]", "x=1", "\x00"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_get_with_any_body_is_a_get(door: Door, sent: str, kind: str) -> None:
    assert door.call("GET", "Profile/", sent, content_type=kind).status_code == 200


def test_every_answer_has_an_id_of_its_own(door: Door) -> None:
    first, second = body(door.get("Profile/")), body(door.get("Profile/"))
    assert first["api_id"] != second["api_id"]
    assert "api_id" in body(door.post("Profile/", PROFILE))
