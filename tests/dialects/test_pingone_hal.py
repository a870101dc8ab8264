"""HAL: links, collections, and pages that follow one another."""

import json
from typing import Any

import pytest
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import ApiCredential
from apps.dialects.pingone import hal
from apps.dialects.pingone.access_tokens import client_of
from apps.dialects.pingone.routes import Route, served
from apps.dialects.pingone.views import PingOneView
from tests.pingone_rest import Environment, PingOneDoor, door_of, issue, refusal

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
PATH, KEY = "things", "things"


class Things(PingOneView):
    """The organisation's credentials, as good a list as any."""

    def get(self, request: Request, env_id: str) -> Response:
        rows = ApiCredential.objects.visible_to(self.actor)

        def write(row: ApiCredential) -> dict[str, Any]:
            links = {"self": hal.link(request, f"things/{row.public_id}")}
            return {"_links": links, "id": str(row.public_id)}

        return Response(hal.listing(request, PATH, KEY, rows, write))


class Fixed(PingOneView):
    def get(self, request: Request, env_id: str) -> Response:
        body = hal.collection(request, "/deep/fixed/", "fixed", [{"id": "a"}, {"id": "b"}])
        return Response({**body, "environment": hal.link(request)})


urlpatterns = served([Route("things", Things, "things"), Route("fixed", Fixed, "fixed")])


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.PUBLIC_URL = "https://linecheck.example"


@pytest.fixture
def door() -> PingOneDoor:
    """Of an organisation with five credentials."""
    environment = Environment()
    for _ in range(4):
        issue(environment.owner, environment.env_id)
    return door_of(environment)


def ids() -> list[str]:
    return sorted(str(row.public_id) for row in ApiCredential.objects.all())


def read(door: PingOneDoor, path: str) -> Any:
    answer = door.get(path)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def shown(said: Any) -> list[str]:
    return [thing["id"] for thing in said["_embedded"][KEY]]


def test_a_collection_has_its_links_items_and_counts(door: PingOneDoor) -> None:
    root = f"https://linecheck.example/v1/environments/{door.env_id}"
    assert read(door, "fixed") == {
        "_links": {"self": {"href": f"{root}/deep/fixed"}},
        "_embedded": {"fixed": [{"id": "a"}, {"id": "b"}]},
        "count": 2,
        "size": 2,
        "environment": {"href": root},
    }


def test_links_do_not_follow_the_host_header(door: PingOneDoor) -> None:
    said = door.get("fixed", host="evil.example", x_forwarded_host="evil.example")
    assert said.status_code == 200
    assert b"evil" not in said.content


def test_without_a_limit_everything_is_answered_by_id(door: PingOneDoor) -> None:
    said = read(door, "things")
    assert shown(said) == ids()
    assert (said["count"], said["size"]) == (5, 5)
    assert list(said["_links"]) == ["self"]


@pytest.mark.parametrize(("limit", "sizes"), [(1, [1] * 5), (2, [2, 2, 1]), (5, [5]), (1000, [5])])
def test_pages_follow_one_another(door: PingOneDoor, limit: int, sizes: list[int]) -> None:
    found: list[str] = []
    path, pages = f"things?limit={limit}", []
    while path:
        said = read(door, path)
        assert said["count"] == 5
        pages.append(said["size"])
        found += shown(said)
        href = said["_links"].get("next", {}).get("href", "")
        assert href == "" or href.startswith(said["_links"]["self"]["href"] + "?")
        path = href.removeprefix("https://linecheck.example")
    assert (found, pages) == (ids(), sizes)


def test_a_page_begins_after_the_last_one_even_if_that_is_gone(door: PingOneDoor) -> None:
    # Ids are random, and what signs in has to stay.
    size = 2 if ids()[1] != str(client_of(door.token)) else 3
    first = read(door, f"things?limit={size}")
    rest = ids()[size:]
    ApiCredential.objects.filter(public_id=shown(first)[-1]).delete()
    _, _, query = first["_links"]["next"]["href"].partition("?")
    assert shown(read(door, f"things?{query}")) == rest[:size]
    cursor = query.partition("cursor=")[2]
    assert shown(read(door, f"things?cursor={cursor}")) == rest


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "x", "1.5", "\u0661", "9" * 40])
def test_another_limit_is_refused(door: PingOneDoor, limit: str) -> None:
    (said,) = refusal(door.get(f"things?limit={limit}"), 400, "INVALID_DATA")
    assert (said["target"], said["code"]) == ("limit", "OUT_OF_RANGE")


@pytest.mark.parametrize(
    "cursor", ["!", "A", "AA%3D%3D%3D", "_____w", "AAAA", "QQ" * 100, "\u00fc"]
)
def test_a_cursor_that_is_none_is_refused(door: PingOneDoor, cursor: str) -> None:
    (said,) = refusal(door.get(f"things?limit=1&cursor={cursor}"), 400, "INVALID_DATA")
    assert said["target"] == "cursor"
