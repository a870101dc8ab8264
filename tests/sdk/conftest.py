import gc
import threading
from collections.abc import Iterator
from typing import Any

import plivo
import plivo.rest.client
import pytest

from tests.rest import issue
from tests.world import World


@pytest.fixture
def token(world: World) -> str:
    """An integrator's, which may do everything."""
    return issue(world.actor, world.account)[1]


@pytest.fixture
def server(live_server: Any) -> Iterator[str]:
    """The address of a running Linecheck that sees what the test sees."""
    yield live_server.url
    # SDKs keep connections open, until an exception that remembers one is forgotten. A thread that
    # answers has borrowed the one connection SQLite has in memory, and must give it back in time.
    gc.collect()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


@pytest.fixture
def client(
    world: World, token: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[plivo.RestClient]:
    """The official Python SDK, changed in its base address and its credentials only."""
    # It has no option for this: request() takes the address from the module each time.
    monkeypatch.setattr(plivo.rest.client, "PLIVO_API_BASE_URI", f"{server}/v1/Account")
    with plivo.RestClient(world.account, token) as made:
        yield made
