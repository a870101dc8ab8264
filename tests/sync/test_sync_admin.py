"""The operators' console: looks at everything, changes nothing but by a service."""

import pytest
from django.test import Client

from apps.core.clock import db_now
from apps.core.models import Event
from apps.sync.models import Block, Callback, Sync
from apps.sync.outgoing import notify
from tests import factories
from tests.world import World

PAGES = [
    "core/event",
    "sync/sync",
    "sync/attempt",
    "sync/callback",
    "sync/outgoingcallback",
    "numberpools/phonenumber",
]


@pytest.fixture
def operator(world: World) -> Client:
    client = Client()
    client.force_login(factories.UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_its_pages_are_read_only(world: World, operator: Client, page: str) -> None:
    world.brand()
    world.numbers()
    world.drain()
    assert operator.get(f"/admin/{page}/").status_code == 200
    assert operator.get(f"/admin/{page}/add/").status_code == 403


def test_the_secret_of_callback_addresses_is_not_shown(world: World, operator: Client) -> None:
    sync = world.profile().sync
    page = operator.get(f"/admin/sync/sync/{sync.pk}/change/")
    assert page.status_code == 200
    assert str(sync.token) not in page.content.decode()


def test_a_callback_is_shown_without_secrets(world: World, operator: Client) -> None:
    callback = Callback.objects.create(
        configuration=world.configuration,
        sync=world.profile().sync,
        method="GET",
        query="event=REGISTERED&auth_token=opensesame",
        signed=False,
        received_at=db_now(),
    )
    page = operator.get(f"/admin/sync/callback/{callback.pk}/change/").content.decode()
    assert "REGISTERED" in page
    assert "opensesame" not in page


def test_retrying_goes_through_the_service(world: World, operator: Client) -> None:
    sync = world.profile().sync
    Sync.objects.update(blocked=Block.REJECTED)
    operator.post("/admin/sync/sync/", {"action": "retry", "_selected_action": [sync.pk]})
    assert not Sync.objects.get(pk=sync.pk).blocked
    assert Event.objects.filter(verb="retried", organization_id=world.organization.pk).exists()


def test_the_address_of_an_integrator_is_shown_without_credentials(
    world: World, operator: Client
) -> None:
    brand = world.brand()
    brand.callback_url = "https://user:s3cret@crm.example/hook"
    row = notify(brand, {"event": "brand", "status": "created"})
    page = operator.get(f"/admin/sync/outgoingcallback/{row.pk}/change/").content.decode()
    assert "@crm.example/hook" in page
    assert "s3cret" not in page
