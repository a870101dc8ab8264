"""Who may do what: made from the URL conf, so that a new address needs a row."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.accounts.actors import actor_of
from apps.accounts.credentials import issue_credential, revoke_credential
from apps.accounts.families import OF_DOOR
from apps.accounts.models import ApiCredential
from apps.core import clock
from apps.core.clock import db_now
from apps.core.errors import NotAllowed
from apps.core.models import Event
from apps.providers.models import ProviderConfiguration
from apps.sync.telephony_api import ROUTES
from tests import factories, pingone_rest
from tests.conftest import _browser
from tests.rest import issue
from tests.telephony_rest import ROOT, TelephonyDoor, door_of, said, token_of, vonage
from tests.world import World

# (name, method): (status for a token that may, whether it changes something)
TABLE = {
    ("configurations", "GET"): (200, False),
    ("configurations", "POST"): (200, True),
    ("configuration", "GET"): (200, False),
    ("configuration", "PATCH"): (200, True),
    ("configuration", "DELETE"): (204, True),
    ("providers", "GET"): (200, False),
}
TEMPLATES = {route.name: route.template for route in ROUTES}


def test_every_address_and_method_has_its_row() -> None:
    methods = {
        (route.name, name.upper())
        for route in ROUTES
        for name in route.view.http_method_names
        if name != "head" and hasattr(route.view, name)
    }
    assert methods == set(TABLE)


def url(world: World, name: str) -> str:
    return ROOT + TEMPLATES[name].replace("{value}", str(world.configuration.pk))


def ask(door: TelephonyDoor, world: World, row: tuple[str, str], **headers: str) -> Any:
    name, method = row
    body = {"POST": vonage(), "PATCH": {"name": "Renamed"}}.get(method)
    return door.call(method, url(world, name), body, **headers)


def names() -> list[str]:
    return sorted(ProviderConfiguration.objects.values_list("name", flat=True))


@pytest.fixture(params=TABLE, ids=" ".join)
def row(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    yield request.param


def revoked(world: World) -> str:
    credential, token = issue(world.actor, "", door=ApiCredential.Door.API)
    revoke_credential(credential=credential, actor=world.actor)
    return f"Token {token}"


def expired(world: World) -> str:
    token = token_of(world.actor, expires_at=db_now() + timedelta(days=1))
    clock.shift(2 * 86400)
    return f"Token {token}"


def plivos(world: World) -> str:
    """Of the Plivo door, as it is used there."""
    pair = f"{world.account}:{issue(world.actor, world.account)[1]}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


STRANGERS: dict[str, Any] = {
    "nothing": lambda world: "",
    "nonsense": lambda world: "Token nonsense",
    "another scheme": lambda world: f"Bearer {token_of(world.actor)}",
    "revoked": revoked,
    "expired": expired,
    "Plivo's": plivos,
    "Plivo's, bare": lambda world: f"Token {issue(world.actor, world.account)[1]}",
    "PingOne's": lambda world: f"Token {pingone_rest.issue(world.actor, 'e')[1]}",
}


@pytest.mark.parametrize("who", STRANGERS)
def test_without_a_live_token_of_this_door_it_is_401(
    world: World, row: tuple[str, str], who: str
) -> None:
    header = STRANGERS[who](world)
    door = TelephonyDoor("", world.organization.handle)
    before = names()
    said(ask(door, world, row, authorization=header), 401)
    assert names() == before


@pytest.mark.parametrize("role", ["owner", "admin", "filer", "viewer"])
def test_signed_in_at_the_portal_is_not_signed_in_here(
    world: World, row: tuple[str, str], role: str
) -> None:
    member = factories.MembershipFactory(organization=world.organization, role=role)
    door = TelephonyDoor("", world.organization.handle)
    door.client = _browser(member.user)
    said(ask(door, world, row, authorization=""), 401)


def test_a_live_token_may(world: World, row: tuple[str, str]) -> None:
    assert ask(door_of(world), world, row).status_code == TABLE[row][0]


def test_a_token_for_these_resources_alone_may(world: World, row: tuple[str, str]) -> None:
    door = door_of(world, families=["connection"])
    assert ask(door, world, row).status_code == TABLE[row][0]


def test_a_token_that_reads_does_not_write(world: World, row: tuple[str, str]) -> None:
    door, before, recorded = door_of(world, rights="read"), names(), Event.objects.count()
    said(ask(door, world, row), 403 if TABLE[row][1] else 200)
    assert (names(), Event.objects.count()) == (before, recorded)


def test_a_token_for_other_resources_sees_nothing(world: World, row: tuple[str, str]) -> None:
    before = names()
    said(ask(door_of(world, families=sorted(OF_DOOR["api"] - {"connection"})), world, row), 403)
    assert names() == before


def test_another_organisations_token_finds_nothing(world: World, row: tuple[str, str]) -> None:
    """With its own handle 404, with this one's 403; its own list is its own."""
    membership = factories.MembershipFactory(role="owner")
    token = token_of(actor_of(membership))
    before = names()
    mine = ask(TelephonyDoor(token, membership.organization.handle), world, row)
    if row[0] == "configuration":
        said(mine, 404)
    elif row == ("configurations", "GET"):
        assert said(mine, 200)["data"] == []
    else:
        assert mine.status_code == 200
        before = sorted([*before, *(["Vonage production"] if TABLE[row][1] else [])])
    said(ask(TelephonyDoor(token, world.organization.handle), world, row), 403)
    assert names() == before
    assert ProviderConfiguration.objects.get(pk=world.configuration.pk).organization == (
        world.organization
    )


@pytest.mark.parametrize("role", ["filer", "viewer"])
def test_who_may_not_edit_connections_has_no_token_to_give(world: World, role: str) -> None:
    actor = {"filer": world.filer, "viewer": world.viewer}[role]
    asked = {"door": ApiCredential.Door.API, "account": "", "name": "x", "rights": "write"}
    with pytest.raises(NotAllowed):
        issue_credential(**asked, actor=actor)


def test_no_cookie_and_no_csrf_token_is_needed(world: World) -> None:
    door = door_of(world)
    door.client = Client(enforce_csrf_checks=True)
    said(door.post(vonage()), 200)
