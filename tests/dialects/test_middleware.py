"""Below the door's root Django's own pages become answers of the dialect."""

from typing import Any

import pytest
from django.test import Client
from django.urls import path, re_path
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.plivo.routes import Route, served
from apps.dialects.plivo.views import PlivoView
from tests.rest import Door, error
from tests.world import World


class Broken(PlivoView):
    def get(self, request: Request, auth_id: str) -> Response:
        raise RuntimeError("the secret of the engine room")


class Silent(PlivoView):
    authentication_classes: Any = ()
    permission_classes: Any = ()
    throttle_classes: Any = ()

    def get(self, request: Request, auth_id: str) -> Response:
        raise RuntimeError


def plain(request: Any) -> Any:
    raise RuntimeError


urlpatterns = [
    *served([Route("Broken/", Broken, "broken"), Route("Silent/", Silent, "silent")]),
    path("api/v1/broken/", plain),
    re_path("^elsewhere/$", plain),
]
handler404 = "apps.core.views.not_found"
handler500 = "apps.core.views.server_error"


@pytest.mark.urls(__name__)
def test_our_own_failure_is_a_500_without_its_cause(world: World, door: Door) -> None:
    for answer in (door.get("Broken/"), door.get("Silent/", authorization="")):
        assert "Linecheck failed on its side" in error(answer, 500)
        assert b"engine room" not in answer.content
        assert answer["X-Request-ID"]


@pytest.mark.urls(__name__)
def test_the_house_s_own_rest_root_is_covered_too(db: Any) -> None:
    answer = Client(raise_request_exception=False).get("/api/v1/broken/")
    assert answer.status_code == 500
    assert set(answer.json()) == {"error"}


@pytest.mark.urls(__name__)
def test_elsewhere_a_failure_stays_a_page(db: Any) -> None:
    answer = Client(raise_request_exception=False).get("/elsewhere/")
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "where", ["/v1/Account", "/v1/Account/", "/v1/Account//", "/v1//Account/X/Y", "/v1/Account/X/Y"]
)
def test_below_the_root_no_answer_is_a_page(db: Any, where: str) -> None:
    for method in ("get", "post", "delete"):
        assert error(getattr(Client(), method)(where), 404) == "not found"


@pytest.mark.parametrize("where", ["/v1/Accounting/", "/v2/Account/X/", "/x/v1/Account/X/"])
def test_beside_the_root_pages_stay_pages(db: Any, where: str) -> None:
    answer = Client().get(where)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_a_host_that_is_not_ours_is_refused_in_the_dialect(door: Door, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["linecheck.example"]
    error(door.get("Profile/"), 400)
