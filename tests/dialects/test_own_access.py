"""Who may do what below `/api/v1/`: made from the URL conf, so a new address needs a row."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from apps.accounts.actors import actor_of
from apps.accounts.credentials import revoke_credential
from apps.accounts.families import OF_DOOR
from apps.accounts.models import ApiCredential
from apps.compliance.models import Evidence
from apps.core import clock
from apps.core.clock import db_now
from apps.core.models import Event
from config.urls import OWN
from tests import factories
from tests.policies.world import Environment
from tests.rest import body, issue
from tests.world import World

# name: (method, status for a token that may, whether it changes something)
TABLE = {
    "sync_list": ("GET", 200, False),
    "sync": ("GET", 200, False),
    "sync_retry": ("POST", 202, True),
    "evidence": ("POST", 400, True),
    "simulate": ("POST", 200, False),
}
BODIES = {"simulate": {"channel": "Email"}}


def test_every_address_has_its_row() -> None:
    assert {pattern.name for pattern in OWN} == set(TABLE)


@pytest.fixture
def urls(world: World) -> dict[str, str]:
    profile = world.profile()
    policy = Environment(world.sandbox, world.organization).policy()
    arguments = {
        "sync": [profile.public_id],
        "sync_retry": [profile.public_id],
        "simulate": [policy.public_id],
    }
    return {name: reverse(f"api:{name}", args=arguments.get(name, [])) for name in TABLE}


def ask(name: str, urls: dict[str, str], header: str) -> Any:
    client = Client(headers={"authorization": header})
    method = TABLE[name][0]
    if name in BODIES:
        return client.post(urls[name], BODIES[name], content_type="application/json")
    return client.get(urls[name]) if method == "GET" else client.post(urls[name], {})


def own(world: World, **over: Any) -> tuple[ApiCredential, str]:
    return issue(world.actor, "", door=ApiCredential.Door.API, **over)


def revoked(world: World) -> str:
    credential, token = own(world)
    revoke_credential(credential=credential, actor=world.actor)
    return f"Token {token}"


def expired(world: World) -> str:
    _, token = own(world, expires_at=db_now() + timedelta(days=1))
    clock.shift(2 * 86400)
    return f"Token {token}"


def bare_plivo(world: World) -> str:
    """A Plivo-door token without the account that goes with it."""
    return f"Token {issue(world.actor, world.account)[1]}"


def wrong_account(world: World) -> str:
    token = issue(world.actor, world.account)[1]
    pair = f"{factories.new_auth_id()}:{token}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


STRANGERS = {
    "nothing": lambda world: "",
    "nonsense": lambda world: "Token nonsense",
    "another scheme": lambda world: f"Bearer {own(world)[1]}",
    "revoked": revoked,
    "expired": expired,
    "bare": bare_plivo,
    "wrong account": wrong_account,
}


@pytest.fixture(params=TABLE)
def name(request: pytest.FixtureRequest) -> Iterator[str]:
    yield request.param


@pytest.mark.parametrize("who", STRANGERS)
def test_without_a_live_token_of_this_door_it_is_401(
    world: World, urls: dict[str, str], name: str, who: str
) -> None:
    answer = ask(name, urls, STRANGERS[who](world))
    assert (answer.status_code, list(body(answer))) == (401, ["error"])


def test_a_live_token_may(world: World, urls: dict[str, str], name: str) -> None:
    assert ask(name, urls, f"Token {own(world)[1]}").status_code == TABLE[name][1]


def test_a_token_that_reads_does_not_write(world: World, urls: dict[str, str], name: str) -> None:
    events = Event.objects.count()
    answer = ask(name, urls, f"Token {own(world, rights='read')[1]}")
    assert answer.status_code == (403 if TABLE[name][2] else 200)
    assert not Evidence.objects.exists()
    # Only the token was issued.
    assert Event.objects.count() == events + 1


def test_a_token_for_other_resources_sees_nothing(
    world: World, urls: dict[str, str], name: str
) -> None:
    family = resolve(urls[name]).func.view_class.family  # type: ignore[attr-defined]
    others = sorted(OF_DOOR["api"] - {family})
    answer = ask(name, urls, f"Token {own(world, families=others)[1]}")
    assert answer.status_code == 403


def test_another_organisations_token_finds_nothing(
    world: World, urls: dict[str, str], name: str
) -> None:
    owner = actor_of(factories.MembershipFactory(role="owner"))
    token = issue(owner, "", door=ApiCredential.Door.API)[1]
    answer = ask(name, urls, f"Token {token}")
    expected = {"sync_list": 200, "evidence": 400}.get(name, 404)
    assert answer.status_code == expected
    if name == "sync_list":
        assert body(answer)["objects"] == []
