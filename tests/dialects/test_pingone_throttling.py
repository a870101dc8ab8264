"""So many requests a window for each client, then 429 with Retry-After."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.pingone.routes import Route, served
from apps.dialects.pingone.views import PingOneView
from tests.pingone_rest import Environment, PingOneDoor, door_of, refusal

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


class Counted(PingOneView):
    def get(self, request: Request, env_id: str) -> Response:
        return Response({})


urlpatterns = served([Route("counted", Counted, "counted")])


@pytest.fixture(autouse=True)
def _window(settings: Any) -> Iterator[None]:
    """One window of an hour, which no test outlasts, and nothing counted in it yet."""
    settings.PINGONE_API_RATE, settings.PINGONE_API_RATE_SECONDS = 3, 3600
    settings.API_RATE = 0
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def environment() -> Environment:
    return Environment()


def test_the_fourth_request_is_too_many(environment: Environment) -> None:
    door = door_of(environment)
    assert [door.get("counted").status_code for _ in range(3)] == [200] * 3
    answer = door.get("counted")
    (said,) = refusal(answer, 429, "REQUEST_LIMITED")
    assert said["code"] == "LIMIT_EXCEEDED"
    assert 1 <= int(answer["Retry-After"]) <= 3600


def test_each_client_has_its_own_count(environment: Environment) -> None:
    first, second = door_of(environment), door_of(environment)
    for _ in range(4):
        first.get("counted")
    assert second.get("counted").status_code == 200


def test_refused_tokens_are_not_counted_and_errors_are(environment: Environment) -> None:
    door = door_of(environment)
    for _ in range(9):
        refusal(PingOneDoor(door.env_id, "wrong").get("counted"), 401, "ACCESS_FAILED")
    for _ in range(3):
        refusal(door.put("counted"), 405, "INVALID_REQUEST")
    refusal(door.get("counted"), 429, "REQUEST_LIMITED")


def test_the_next_window_starts_anew(environment: Environment, settings: Any) -> None:
    door = door_of(environment)
    for _ in range(4):
        door.get("counted")
    settings.PINGONE_API_RATE_SECONDS = 7200
    assert door.get("counted").status_code == 200
