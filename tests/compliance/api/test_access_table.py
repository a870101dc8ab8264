"""Who may do what at the Plivo door: every address and method, every way of not being allowed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse

from apps.accounts.actors import actor_of
from apps.accounts.credentials import revoke_credential
from apps.accounts.families import OF_DOOR
from apps.accounts.models import ApiCredential
from apps.core import clock
from apps.core.clock import db_now
from apps.dialects.plivo.authentication import REFUSED
from apps.providers.models import ProviderConfiguration
from config.urls import PLIVO
from tests import factories
from tests.compliance.api import bodies
from tests.rest import Door, door_of, error, issue
from tests.world import World

METHODS = ("get", "post", "delete")
CASES = [(r, m.upper()) for r in PLIVO for m in METHODS if hasattr(r.view, m)]
IDS = [f"{method} {route.template}" for route, method in CASES]
# Where the right token gets something else than 200.
STATUS = {
    ("brand_otp", "POST"): 400,
    ("campaign_numbers", "POST"): 202,
    ("campaign_number", "DELETE"): 202,
    ("verifications", "POST"): 201,
    ("verification", "POST"): 202,
    ("verification", "DELETE"): 204,
}


class Place:
    """One object of each kind, none of which anything else needs."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.number, self.linked = world.numbers(2)
        self.tollfree, verified = world.tollfree_numbers(2)
        self.free = world.profile(profile_alias="Free").public_id
        self.profile = world.profile(profile_alias="Deletable").public_id
        spare = world.profile(profile_alias="Spare")
        self.brand = world.brand(spare, brand_alias="Deletable").public_id
        used = world.brand(world.profile(profile_alias="Used"), brand_alias="Used")
        campaign = world.campaign(used)
        self.used, self.campaign = used.public_id, campaign.public_id
        world.link(campaign, [self.linked])
        self.verification = world.verification(spare, number=verified).public_id


# The variables of each address, and the body of its POST; a new address needs its row here.
TABLE: dict[str, Callable[[Place], tuple[dict[str, str], dict[str, Any]]]] = {
    "profiles": lambda p: ({}, bodies.PROFILE),
    "profile": lambda p: ({"profile_uuid": p.profile}, {"company_name": "Changed Inc."}),
    "brands": lambda p: ({}, bodies.brand(p.free)),
    "brand": lambda p: ({"brand_id": p.brand}, {}),
    "brand_usecases": lambda p: ({"brand_id": p.brand}, {}),
    "brand_otp": lambda p: ({"brand_id": p.brand}, {}),
    "brand_short": lambda p: ({"brand_id": p.brand}, {}),
    "brand_usecases_short": lambda p: ({"brand_id": p.brand}, {}),
    "campaigns": lambda p: ({}, bodies.campaign(p.used, campaign_alias="Another")),
    "campaign_import": lambda p: ({}, {"campaign_id": "CABCDEF", "campaign_alias": "Theirs"}),
    "campaign": lambda p: ({"campaign_id": p.campaign}, {"sample1": "Acme: a new sample, 9."}),
    "campaign_short": lambda p: (
        {"campaign_id": p.campaign},
        {"sample1": "Acme: a new sample, 9."},
    ),
    "campaign_numbers": lambda p: ({"campaign_id": p.campaign}, {"numbers": [p.number]}),
    "campaign_number": lambda p: ({"campaign_id": p.campaign, "number": p.linked}, {}),
    "verifications": lambda p: ({}, bodies.verification(p.free, p.tollfree)),
    "verification": lambda p: ({"uuid": p.verification}, {"volume": "10,000"}),
    "account_numbers": lambda p: ({}, {}),
    "account_number": lambda p: ({"number": p.number}, {}),
}


@pytest.fixture
def place(world: World) -> Place:
    return Place(world)


def everything() -> dict[str, list[Any]]:
    """All rows but the credentials, whose use is noted."""
    kept = [m for m in apps.get_models() if m._meta.app_label in ("compliance", "numberpools")]
    kept += [m for m in apps.get_models() if m._meta.app_label in ("sync", "providers")]
    return {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in kept}


def ask(door: Door, route: Any, method: str, place: Place, **headers: str) -> HttpResponse:
    values, sent = TABLE[route.name](place)
    path = f"/v1/Account/{place.world.account}/" + route.template.format(**values)
    return door.call(method, path, sent if method == "POST" else None, **headers)


def test_every_address_has_its_row() -> None:
    assert {route.name for route in PLIVO} == set(TABLE)


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_the_right_token_is_let_in(place: Place, route: Any, method: str) -> None:
    """One for everything, and one for these resources only."""
    wanted = STATUS.get((route.name, method), 200)
    for families in ([], [route.view.family]):
        door = door_of(place.world, families=families)
        point = transaction.savepoint()
        answer = ask(door, route, method, place)
        assert answer.status_code == wanted, answer.content
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_nobody_else_is_let_in_and_nothing_is_written(
    place: Place, route: Any, method: str
) -> None:
    world = place.world
    account, right = world.account, door_of(world)
    elsewhere = factories.ConfigurationFactory(organization=world.organization)
    revoked, revoked_token = issue(world.actor, account)
    revoke_credential(credential=revoked, actor=world.actor)
    brief = door_of(world, expires_at=db_now() + timedelta(hours=1))
    doors = {
        "a wrong token": Door(account, "x" * 40),
        "no token": Door(account, ""),
        "a revoked token": Door(account, revoked_token),
        "another account's token": Door(account, _token(world, elsewhere.account_id)),
        "another account's name": Door(elsewhere.account_id, right.token),
        "another account's name and token": Door(
            elsewhere.account_id, _token(world, elsewhere.account_id)
        ),
        "another organisation's token": Door(account, stranger_of(world).token),
        "a token of the other door": Door(
            account, _token(world, account, door=ApiCredential.Door.API)
        ),
    }
    before, asked = everything(), len(world.sandbox.requests(account))
    for who, door in doors.items():
        assert error(ask(door, route, method, place), 401) == REFUSED, who
    assert error(ask(right, route, method, place, authorization=""), 401) == REFUSED
    clock.shift(3601)
    assert error(ask(brief, route, method, place), 401) == REFUSED
    clock.reset()
    paused = ProviderConfiguration.objects.filter(pk=world.configuration.pk)
    paused.update(active=False)
    assert error(ask(right, route, method, place), 401) == REFUSED
    paused.update(active=True)
    family = route.view.family
    others = door_of(world, families=sorted(OF_DOOR["plivo"] - {family}))
    assert f"not for {family} resources" in error(ask(others, route, method, place), 403)
    reader = door_of(world, rights=ApiCredential.Rights.READ)
    if method == "GET":
        assert ask(reader, route, method, place).status_code == 200
    else:
        assert "may only read" in error(ask(reader, route, method, place), 403)
    assert everything() == before
    assert len(world.sandbox.requests(account)) == asked


@pytest.mark.parametrize(
    ("route", "method"),
    [case for case in CASES if "{" in case[0].template],
    ids=[name for name in IDS if "{" in name],
)
def test_what_is_another_s_is_not_there(place: Place, route: Any, method: str) -> None:
    values, sent = TABLE[route.name](place)
    stranger = stranger_of(place.world)
    before = everything()
    path = route.template.format(**values)
    error(stranger.call(method, path, sent if method == "POST" else None), 404)
    assert everything() == before


@pytest.mark.parametrize("name", ["brands", "campaigns", "verifications"])
def test_what_is_another_s_is_unknown_in_a_body(place: Place, name: str) -> None:
    route = next(route for route in PLIVO if route.name == name)
    stranger = stranger_of(place.world)
    before = everything()
    said = error(stranger.post(route.template, TABLE[name](place)[1]))
    assert "in this account" in said
    assert everything() == before


def _token(world: World, of: str, **over: Any) -> str:
    return issue(world.actor, of, **over)[1]


def stranger_of(world: World) -> Door:
    """Somebody with an organisation and a Plivo account of their own."""
    member = factories.MembershipFactory(role="owner")
    theirs = factories.ConfigurationFactory(
        organization=member.organization, base_url=world.sandbox.plivo_url
    )
    return Door(theirs.account_id, issue(actor_of(member), theirs.account_id)[1])
