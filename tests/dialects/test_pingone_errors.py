"""Every failure at the PingOne door is ``{"id", "code", "message", "details"}``."""

import json
import uuid
from typing import Any

import pytest
from django.http import Http404
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import Conflict, Invalid, NotAllowed, Refused
from apps.dialects.pingone.errors import Detail, detail
from apps.dialects.pingone.routes import Route, served
from apps.dialects.pingone.views import PingOneView
from apps.dialects.versions import PreconditionFailed
from tests.pingone_rest import Environment, PingOneDoor, door_of, refusal

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


class Uniqueness(Invalid):
    """As a service says it that knows PingOne's codes."""

    def __init__(self) -> None:
        super().__init__({"name": ["Taken."]})
        self.details: list[Detail] = [
            detail("UNIQUENESS_VIOLATION", "Taken.", "name", existingId="5")
        ]


class LastDefault(Refused):
    details = (detail("CONSTRAINT_VIOLATION", "cannot remove default notifications policy"),)


class Periods(serializers.Serializer[Any]):
    duration = serializers.IntegerField(min_value=10)
    unit = serializers.ChoiceField(["SECONDS", "MINUTES"])


class Body(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=3)
    periods = Periods(many=True)


RAISED: dict[str, Exception] = {
    "invalid": Invalid({"name": ["Too short.", "Too dull."], "__all__": ["As a whole."]}),
    "unique": Uniqueness(),
    "default": LastDefault("words for pages"),
    "conflict": Conflict("It has changed.", current_version=2),
    "changed": PreconditionFailed("It has changed."),
    "state": Refused("Not now."),
    "right": NotAllowed("policy.edit"),
    "gone": Http404("the secret of the engine room"),
    "odd": APIException("the secret of the engine room"),
    "bug": RuntimeError("the secret of the engine room"),
}


class Raising(PingOneView):
    def get(self, request: Request, env_id: str, name: str) -> Response:
        raise RAISED[name]

    def post(self, request: Request, env_id: str, name: str) -> Response:
        Body(data=request.data).is_valid(raise_exception=True)
        return Response({})

    def put(self, request: Request, env_id: str, name: str) -> Response:
        return Response({"version": self.asked_version()})


urlpatterns = served([Route("raising/{name}", Raising, "raising")])
handler404 = "apps.core.views.not_found"
handler500 = "apps.core.views.server_error"


@pytest.fixture
def door() -> PingOneDoor:
    return door_of(Environment())


@pytest.mark.parametrize(
    ("name", "status", "code", "details"),
    [
        (
            "invalid",
            400,
            "INVALID_DATA",
            [
                {"code": "INVALID_VALUE", "message": "Too short.", "target": "name"},
                {"code": "INVALID_VALUE", "message": "Too dull.", "target": "name"},
                {"code": "INVALID_VALUE", "message": "As a whole."},
            ],
        ),
        (
            "unique",
            400,
            "INVALID_DATA",
            [
                {
                    "code": "UNIQUENESS_VIOLATION",
                    "message": "Taken.",
                    "target": "name",
                    "innerError": {"existingId": "5"},
                }
            ],
        ),
        (
            "default",
            400,
            "REQUEST_FAILED",
            [
                {
                    "code": "CONSTRAINT_VIOLATION",
                    "message": "cannot remove default notifications policy",
                }
            ],
        ),
        (
            "conflict",
            412,
            "REQUEST_FAILED",
            [
                {
                    "code": "CONSTRAINT_VIOLATION",
                    "message": "It has changed.",
                    "target": "If-Match",
                }
            ],
        ),
        (
            "changed",
            412,
            "REQUEST_FAILED",
            [
                {
                    "code": "CONSTRAINT_VIOLATION",
                    "message": "It has changed.",
                    "target": "If-Match",
                }
            ],
        ),
        (
            "state",
            400,
            "REQUEST_FAILED",
            [{"code": "CONSTRAINT_VIOLATION", "message": "Not now."}],
        ),
        (
            "right",
            403,
            "ACCESS_FAILED",
            [
                {
                    "code": "INSUFFICIENT_PERMISSIONS",
                    "message": "This token does not allow that.",
                }
            ],
        ),
        ("gone", 404, "NOT_FOUND", []),
        ("odd", 500, "UNEXPECTED_ERROR", []),
        ("bug", 500, "UNEXPECTED_ERROR", []),
    ],
)
def test_what_is_raised_has_its_status_and_codes(
    door: PingOneDoor, name: str, status: int, code: str, details: list[Any]
) -> None:
    answer = door.get(f"raising/{name}")
    assert refusal(answer, status, code) == details
    assert b"engine room" not in answer.content


def test_the_message_of_wrong_data_is_the_vendor_s(door: PingOneDoor) -> None:
    assert json.loads(door.get("raising/invalid").content)["message"] == (
        "The request could not be completed. One or more validation errors were in the request."
    )


def test_wrong_fields_are_named_with_their_path_and_code(door: PingOneDoor) -> None:
    sent = {"name": "long", "periods": [{"duration": 10, "unit": "SECONDS"}, {"duration": 9}]}
    said = refusal(door.post("raising/x", sent), 400, "INVALID_DATA")
    assert [(each["code"], each["target"]) for each in said] == [
        ("SIZE_LIMIT_EXCEEDED", "name"),
        ("OUT_OF_RANGE", "periods.1.duration"),
        ("REQUIRED_VALUE", "periods.1.unit"),
    ]
    said = refusal(door.post("raising/x", {"name": "", "periods": None}), 400, "INVALID_DATA")
    assert [each["code"] for each in said] == ["EMPTY_VALUE", "EMPTY_VALUE"]


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "TRACE", "BREW", "DELETE"])
def test_a_method_that_is_not_served_is_405(door: PingOneDoor, method: str) -> None:
    answer = door.call(method, "raising/x")
    (said,) = refusal(answer, 405, "INVALID_REQUEST")
    assert said["target"] == "method"
    assert answer["Allow"] == "GET, POST, PUT, HEAD"


@pytest.mark.parametrize(
    ("given", "version"), [('"1"', 1), ('W/"27"', 27), ("*", None), ("", None)]
)
def test_if_match_names_a_version(door: PingOneDoor, given: str, version: int | None) -> None:
    answer = door.put("raising/x", {}, if_match=given)
    assert json.loads(answer.content) == {"version": version}


@pytest.mark.parametrize("given", ["1", '"1", "2"', '"9999999999999"', "nonsense"])
def test_if_match_that_names_none_is_412(door: PingOneDoor, given: str) -> None:
    (said,) = refusal(door.put("raising/x", {}, if_match=given), 412, "REQUEST_FAILED")
    assert said["target"] == "If-Match"


@pytest.mark.parametrize("path", ["raising/%00", "raising/a%00b"])
def test_nul_in_an_address_is_404(door: PingOneDoor, path: str) -> None:
    assert refusal(door.get(path), 404, "NOT_FOUND") == []


def test_nul_in_a_parameter_is_named(door: PingOneDoor) -> None:
    (said,) = refusal(door.get("raising/x?limit=%00"), 400, "INVALID_DATA")
    assert said["target"] == "limit"


def test_the_id_is_the_request_s_own(door: PingOneDoor) -> None:
    mine = uuid.uuid4()
    for given in (mine.hex, str(mine)):
        answer = door.get("raising/gone", x_request_id=given)
        assert json.loads(answer.content)["id"] == str(mine)
        assert answer["Correlation-Id"] == given
    answer = door.get("raising/gone", x_request_id="order-service.5")
    assert answer["Correlation-Id"] == "order-service.5"
    refusal(answer, 404, "NOT_FOUND")


def test_every_answer_is_correlated(door: PingOneDoor) -> None:
    assert door.put("raising/x", {})["Correlation-Id"]
    assert door.get("nowhere")["Correlation-Id"]
