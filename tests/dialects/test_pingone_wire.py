"""Bodies in and out of the PingOne door."""

import json
from typing import Any

import pytest
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.pingone.routes import Route, served
from apps.dialects.pingone.views import PingOneView
from apps.dialects.pingone.wire import LARGEST
from tests.pingone_rest import Environment, PingOneDoor, door_of, refusal

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


class Echo(PingOneView):
    """Says what it was told."""

    def get(self, request: Request, env_id: str) -> Response:
        return Response({"read": request.data, "env": env_id})

    def post(self, request: Request, env_id: str) -> Response:
        return Response({"read": request.data}, status=201)

    def put(self, request: Request, env_id: str) -> Response:
        return Response({"read": request.data})

    def delete(self, request: Request, env_id: str) -> Response:
        return Response({"never": "written"}, status=204)


urlpatterns = served([Route("echo", Echo, "echo")])
REFUSED: dict[str, Any] = {
    "not JSON": ("{", "not valid JSON"),
    "two objects": ("{} {}", "not valid JSON"),
    "NaN": ('{"total": NaN}', "not valid JSON"),
    "too large a number": ('{"total": 1e999}', "not valid JSON"),
    "too long a number": ('{"total": ' + "9" * 5000 + "}", "not valid JSON"),
    "half a surrogate": ('{"name": "\\ud800"}', "not valid JSON"),
    "no text": (b'{"name": "\xff\xfe"}', "not valid JSON"),
    "an array": ("[{}]", "must be a JSON object"),
    "a text": ('""', "must be a JSON object"),
    "null": ("null", "must be a JSON object"),
    "a number": ("0", "must be a JSON object"),
    "NUL": ('{"name": "a\\u0000"}', "NUL character"),
    "deep": ('{"a":' * 60 + "1" + "}" * 60, "nested too deeply"),
    "abysmal": ("[" * 100_000 + "]" * 100_000, "not valid JSON"),
}


@pytest.fixture
def door() -> PingOneDoor:
    return door_of(Environment())


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_body_that_is_no_plain_object_is_refused(
    door: PingOneDoor, name: str, method: str
) -> None:
    sent, words = REFUSED[name]
    (said,) = refusal(door.call(method, "echo", sent), 400, "INVALID_REQUEST")
    assert (said["code"], said["target"]) == ("INVALID_VALUE", "body")
    assert words in said["message"]


@pytest.mark.parametrize("size", [LARGEST, 3_000_000])
def test_a_body_that_is_too_large_is_refused(door: PingOneDoor, size: int) -> None:
    sent = json.dumps({"name": "x" * size})
    (said,) = refusal(door.post("echo", sent), 400, "INVALID_REQUEST")
    assert said["code"] == "SIZE_LIMIT_EXCEEDED"


def test_an_object_is_read_as_it_was_written(door: PingOneDoor) -> None:
    sent = {"b": None, "a": "", "list": [], "deep": {"x": [1, 1.5, True, "Bäckerei 🥐"]}}
    for answer in (door.post("echo", sent), door.put("echo", sent)):
        assert json.loads(answer.content) == {"read": sent}
        assert list(json.loads(answer.content)["read"]) == list(sent)


def test_nothing_is_an_empty_object(door: PingOneDoor) -> None:
    assert json.loads(door.post("echo", "").content) == {"read": {}}


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "APPLICATION/JSON; charset=utf-8",
        "application/hal+json",
        "application/vnd.pingidentity.policy.import+json",
        "text/json",
        "",
    ],
)
def test_json_is_json_under_these_names(door: PingOneDoor, kind: str) -> None:
    assert door.post("echo", {"a": 1}, content_type=kind).status_code == 201


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "json", "+json"]
)
def test_another_type_is_415(door: PingOneDoor, kind: str) -> None:
    for answer in (
        door.post("echo", {}, content_type=kind),
        door.put("echo", {"a": 1}, content_type=kind),
    ):
        (said,) = refusal(answer, 415, "INVALID_REQUEST")
        assert said["target"] == "Content-Type"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "", "q=,;"])
def test_whatever_is_accepted_the_answer_is_json(door: PingOneDoor, accept: str) -> None:
    answer = door.get("echo", accept=accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("sent", ["{", "[1]", '{"a": 1}', "x=1"])
def test_a_get_with_any_body_is_a_get(door: PingOneDoor, sent: str, kind: str) -> None:
    answer = door.call("GET", "echo", sent, content_type=kind)
    assert json.loads(answer.content) == {"read": {}, "env": door.env_id}


def test_a_204_has_no_body(door: PingOneDoor) -> None:
    answer = door.delete("echo")
    assert (answer.status_code, answer.content) == (204, b"")
