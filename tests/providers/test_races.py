"""Many at the same configuration at the same time; PostgreSQL shows the races."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection

from apps.core import events
from apps.providers.models import Lane, ProviderConfiguration
from tests.conftest import SandboxProcess
from tests.sync.test_door_races import statuses
from tests.telephony_rest import TelephonyDoor, data, door_of, row, vonage
from tests.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]
TIMES = 6


@pytest.fixture
def world(transactional_db: None, plivo_sandbox: SandboxProcess) -> World:
    return World(plivo_sandbox)


@pytest.fixture
def door(world: World) -> TelephonyDoor:
    return door_of(world)


def rows(world: World) -> Any:
    return ProviderConfiguration.objects.filter(organization=world.organization)


def test_creates_of_one_name_make_one(world: World, door: TelephonyDoor) -> None:
    secrets = [f"secret-number-{n}" for n in range(TIMES)]
    calls = [lambda secret=secret: door.post(vonage(api_secret=secret)) for secret in secrets]
    assert Counter(statuses(*calls)) == {200: TIMES}
    made = rows(world).get(provider=5)
    assert made.api_secret in secrets
    assert Lane.objects.filter(configuration=made).count() == 1
    # Made once, and changed by each of the others.
    verbs = Counter(entry.verb for entry in events.timeline(made))
    assert verbs == {"connected": 1, "credentials_replaced": TIMES - 1}


def test_changes_of_different_columns_all_hold(world: World, door: TelephonyDoor) -> None:
    pk = data(door.post(vonage()))["id"]
    bodies: list[dict[str, Any]] = [
        {"name": "Renamed"},
        {"sip_url": "sip:a.example.com"},
        {"base_url": "https://a.example.com"},
        {"api_secret": "the-newest-secret"},
    ]
    calls = [lambda body=body: door.patch(pk, body) for body in bodies]
    assert Counter(statuses(*calls)) == {200: len(bodies)}
    kept = row(pk)
    for body in bodies:
        for column, value in body.items():
            assert getattr(kept, column) == value


def test_one_of_several_owners_of_an_account_is_switched_on(
    world: World, door: TelephonyDoor
) -> None:
    asked = {
        "provider": 1,
        "api_key": world.account,
        "api_secret": world.configuration.api_secret,
        "base_url": world.sandbox.plivo_url,
        "active": False,
    }
    door.patch(world.configuration.pk, {"active": False})
    made = [data(door.post(asked | {"name": f"Plivo {n}"}))["id"] for n in range(3)]
    calls = [lambda pk=pk: door.patch(pk, {"active": True}) for pk in made]
    assert Counter(statuses(*calls)) == {200: 1, 400: 2}
    assert rows(world).filter(account_id=world.account, active=True).count() == 1


def test_what_is_deleted_meanwhile_is_gone_or_made_anew(world: World, door: TelephonyDoor) -> None:
    pk = data(door.post(vonage()))["id"]
    said = statuses(
        lambda: door.delete(pk),
        lambda: door.patch(pk, {"name": "Renamed"}),
        lambda: door.post(vonage(sip_url="sip:a.example.com")),
    )
    assert said[0] == 204
    assert said[1] in (200, 404)
    assert said[2] == 200
    assert rows(world).filter(provider=5).count() <= 1
