from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from apps.core import clock
from tests import factories
from tests.rest import Door, door_of
from tests.sandbox_process import SandboxProcess
from tests.world import World


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="Without the tests that ask the database for nothing: they need to run once only.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    asking = {"db", "transactional_db", "django_db_setup", "live_server"}
    kept, dropped = [], []
    for item in items:
        uses = asking & set(getattr(item, "fixturenames", ()))
        (kept if uses or item.get_closest_marker("django_db") else dropped).append(item)
    config.hook.pytest_deselected(items=dropped)
    items[:] = kept


@pytest.fixture(scope="session")
def plivo_sandbox() -> Iterator[SandboxProcess]:
    """One real sandbox process; its reviews take for ever, tests move their account's clock."""
    with SandboxProcess(delay=600, rate=100_000) as process:
        yield process


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    yield
    clock.reset()


@pytest.fixture
def world(db: Any, plivo_sandbox: SandboxProcess) -> Iterator[World]:
    """An organisation with its people and a fresh Plivo account at the sandbox."""
    made = World(plivo_sandbox)
    yield made
    plivo_sandbox.clear_faults(made.account)


@pytest.fixture
def olivia(world: World) -> Client:
    """The owner's browser."""
    return _browser(world.olivia)


@pytest.fixture
def sam(world: World) -> Client:
    """The filer's."""
    return _browser(world.sam)


@pytest.fixture
def vera(world: World) -> Client:
    """The viewer's."""
    return _browser(world.vera)


@pytest.fixture
def stranger(db: Any) -> Client:
    """Somebody with an organisation of their own."""
    return _browser(factories.MembershipFactory(role="owner").user)


def _browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def door(world: World) -> Door:
    """An integrator with a token that may do everything."""
    return door_of(world)
