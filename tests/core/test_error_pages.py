"""Error pages read nothing from the database: what failed may be the database."""

from typing import Any

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from apps.core.views import server_error
from tests.world import World


def test_an_unknown_address_says_what_to_do(db: Any, client: Client) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_failure_is_shown_without_a_query_and_names_the_request(db: Any) -> None:
    request = RequestFactory().get("/")
    request.id = "abc12345"  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        answer = server_error(request)
    assert answer.status_code == 500
    assert "abc12345" in answer.content.decode()
    assert not queries


def test_what_the_role_does_not_allow_names_the_right(world: World, vera: Client) -> None:
    answer = vera.post("/numbers/refresh/")
    assert answer.status_code == 403
    assert "number.refresh" in answer.content.decode()
