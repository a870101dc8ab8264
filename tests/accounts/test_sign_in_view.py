"""In, out, and from one organisation to another."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.world import World


@pytest.fixture
def typed(db: Any) -> dict[str, str]:
    user = factories.MembershipFactory().user
    return {"username": user.email, "password": factories.PASSWORD}


def test_the_address_is_matched_in_any_case(client: Client, typed: dict[str, str]) -> None:
    typed["username"] = typed["username"].upper()
    assert client.post("/sign-in/", typed).headers["Location"] == "/"


def test_a_wrong_password_keeps_the_address(client: Client, typed: dict[str, str]) -> None:
    page = client.post("/sign-in/", typed | {"password": "guess"}).content.decode()
    assert "do not belong together" in page
    assert typed["username"] in page
    assert "guess" not in page


def test_it_goes_on_to_where_one_wanted_to_be(client: Client, typed: dict[str, str]) -> None:
    answer = client.post("/sign-in/", typed | {"next": "/sync/"})
    assert answer.headers["Location"] == "/sync/"


def test_it_goes_to_no_other_site(client: Client, typed: dict[str, str]) -> None:
    answer = client.post("/sign-in/", typed | {"next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_signing_out_is_a_post(world: World, vera: Client) -> None:
    assert vera.get("/sign-out/").status_code == 405
    vera.post("/sign-out/")
    assert vera.get("/sync/").status_code == 302


def test_who_is_in_no_organisation_is_told_so(db: Any, client: Client) -> None:
    client.force_login(factories.UserFactory())
    answer = client.get("/")
    assert answer.status_code == 403
    assert "in no organisation" in answer.content.decode()


def test_switching_changes_what_is_shown(world: World, vera: Client) -> None:
    other = factories.MembershipFactory(user=world.vera, role="owner").organization
    vera.post("/organization/", {"organization": other.handle, "next": "/sync/"})
    assert vera.get("/sync/").wsgi_request.actor.organization_id == other.pk


def test_nobody_switches_into_an_organisation_of_others(world: World, vera: Client) -> None:
    other = factories.OrganizationFactory()
    assert vera.post("/organization/", {"organization": other.handle}).status_code == 404
