"""Addresses below an environment: slashes optional or doubled, never a redirect, never a page."""

import json
from typing import Any

import pytest
from django.test import Client
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.pingone.routes import Route, served
from apps.dialects.pingone.views import PingOneView
from tests.pingone_rest import Environment, PingOneDoor, door_of, refusal

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
SHAPES = ("{}", "{}/", "{}//")


class One(PingOneView):
    def get(self, request: Request, env_id: str, policy_id: str) -> Response:
        return Response([env_id, policy_id])

    def put(self, request: Request, env_id: str, policy_id: str) -> Response:
        return Response(request.data)


urlpatterns = served([Route("notificationsPolicies/{policy_id}", One, "one")])
handler404 = "apps.core.views.not_found"
handler500 = "apps.core.views.server_error"


@pytest.fixture
def door() -> PingOneDoor:
    return door_of(Environment())


@pytest.mark.parametrize("shape", SHAPES)
def test_an_address_is_served_in_every_shape(door: PingOneDoor, shape: str) -> None:
    for path in ("notificationsPolicies/aB1", "notificationsPolicies//aB1"):
        answer = door.get(shape.format(path))
        assert json.loads(answer.content) == [door.env_id, "aB1"]
    doubled = f"/v1//environments//{door.env_id.upper()}//notificationsPolicies/aB1"
    assert json.loads(door.get(shape.format(doubled)).content) == [door.env_id, "aB1"]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_put_keeps_method_and_body(door: PingOneDoor, shape: str) -> None:
    answer = door.put(shape.format("notificationsPolicies/x"), {"name": "kept"})
    assert json.loads(answer.content) == {"name": "kept"}


@pytest.mark.parametrize(
    "path", ["", "notificationsPolicies", "notificationspolicies/x", "notificationsPolicies/x/y"]
)
def test_what_is_not_there_is_404(door: PingOneDoor, path: str) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        refusal(door.call(method, path), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    "where", ["/v1/environments", "/v1/environments/", "/v1//environments/x/y"]
)
def test_below_the_root_no_answer_is_a_page(where: str) -> None:
    for method in ("get", "post", "delete"):
        answer = getattr(Client(), method)(where)
        refusal(answer, 404, "NOT_FOUND")
        assert answer["Correlation-Id"] == answer["X-Request-ID"]


@pytest.mark.parametrize(
    "where", ["/v1/environmentsx/", "/v2/environments/x", "/as/token", "/x/as/"]
)
def test_beside_the_root_pages_stay_pages(where: str) -> None:
    answer = Client().get(where)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")
    assert not answer.has_header("Correlation-Id")


def test_a_host_that_is_not_ours_is_refused_in_the_dialect(
    door: PingOneDoor, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["linecheck.example"]
    refusal(door.get("notificationsPolicies/x"), 400, "INVALID_REQUEST")
