"""`/api/v1/sync/`: what our delivery is doing, told to machines."""

import base64
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import ApiCredential
from apps.sync.models import Sync
from tests import factories
from tests.rest import body, issue
from tests.world import World


def asking(token: str, user: str = "") -> Client:
    basic = base64.b64encode(f"{user}:{token}".encode()).decode()
    return Client(headers={"authorization": f"Basic {basic}" if user else f"Token {token}"})


@pytest.fixture
def machine(world: World) -> Client:
    _, token = issue(world.actor, "", door=ApiCredential.Door.API)
    return asking(token)


def test_the_list_tells_the_state_of_each_object(world: World, machine: Client) -> None:
    profile, other = world.profile(), world.profile(profile_alias="Second", ein="112223334")
    world.fault(method="POST", path="Profile/", kind="status", status=400, error="bad EIN")
    world.drain()
    found = {each["id"]: each for each in body(machine.get("/api/v1/sync/"))["objects"]}
    states = {found[profile.public_id]["state"], found[other.public_id]["state"]}
    assert states == {"blocked", "in-sync"}
    blocked = next(each for each in found.values() if each["state"] == "blocked")
    assert (blocked["kind"], blocked["blocked"], blocked["why"]) == (
        "profile",
        "rejected",
        "bad EIN",
    )
    assert blocked["who_can_fix_it"] == "A filer can fix this"


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("?kind=brand", 1), ("?kind=nothing", 0), ("?state=waiting", 2), ("?state=odd", 0)],
)
def test_it_filters(world: World, machine: Client, query: str, count: int) -> None:
    world.brand()
    answer = body(machine.get(f"/api/v1/sync/{query}"))
    assert len(answer["objects"]) == answer["meta"]["total_count"] == count


def test_an_object_is_found_by_either_id(world: World, machine: Client) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    for value in (profile.public_id, profile.remote_id):
        answer = body(machine.get(f"/api/v1/sync/{value}/"))
        assert (answer["id"], answer["remote_id"]) == (profile.public_id, profile.remote_id)
        assert answer["changes_wanted"] == answer["changes_sent"] == 1


def test_a_retry_sends_a_blocked_object_again(world: World, machine: Client) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile/", kind="status", status=400, error="not now")
    world.drain()
    answer = machine.post(f"/api/v1/sync/{profile.public_id}/retry/")
    assert (answer.status_code, body(answer)["state"]) == (202, "waiting")
    world.drain()
    assert Sync.objects.get(pk=profile.sync_id).state == "in_sync"


@pytest.mark.parametrize("value", ["nothing", "%00", "a" * 300])
def test_an_unknown_id_is_404(world: World, machine: Client, value: str) -> None:
    answer = machine.get(f"/api/v1/sync/{value}/")
    assert (answer.status_code, body(answer)) == (404, {"error": "not found"})


def test_another_organisation_sees_nothing(world: World, machine: Client, db: Any) -> None:
    profile = world.profile()
    owner = factories.MembershipFactory(role="owner")
    from apps.accounts.actors import actor_of

    _, token = issue(actor_of(owner), "", door=ApiCredential.Door.API)
    stranger = asking(token)
    assert body(stranger.get("/api/v1/sync/"))["objects"] == []
    assert stranger.get(f"/api/v1/sync/{profile.public_id}/").status_code == 404
    assert stranger.post(f"/api/v1/sync/{profile.public_id}/retry/").status_code == 404


def test_a_token_of_the_plivo_door_sees_its_account(world: World) -> None:
    profile = world.profile()
    _, token = issue(world.actor, world.account)
    here = asking(token, world.account)
    assert here.get(f"/api/v1/sync/{profile.public_id}/").status_code == 200
    other = factories.ConfigurationFactory(organization=world.organization)
    _, token = issue(world.actor, other.account_id)
    assert body(asking(token, other.account_id).get("/api/v1/sync/"))["objects"] == []


@pytest.mark.parametrize("header", ["", "Token", "Token nonsense", "Bearer x", "Basic eDp5"])
def test_without_a_live_token_it_is_401(world: World, header: str) -> None:
    answer = Client().get("/api/v1/sync/", headers={"authorization": header})
    assert answer.status_code == 401
    assert "Authentication failed" in body(answer)["error"]
    assert answer["WWW-Authenticate"] == 'Token realm="linecheck"'


def test_a_read_only_token_does_not_retry(world: World) -> None:
    profile = world.profile()
    _, token = issue(world.actor, "", door=ApiCredential.Door.API, rights="read")
    answer = asking(token).post(f"/api/v1/sync/{profile.public_id}/retry/")
    assert (answer.status_code, "only read" in body(answer)["error"]) == (403, True)


def test_an_address_below_it_that_is_none_answers_in_json(world: World) -> None:
    answer = Client().get("/api/v1/nothing/")
    assert (answer.status_code, body(answer)) == (404, {"error": "not found"})
