from collections.abc import Iterator

import pytest

from tests.sandbox.api import Api
from tests.sandbox.pingone import PingOne
from tests.sandbox_process import SandboxProcess


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxProcess]:
    """One process for the session. Its delay is long: tests move their world's clock."""
    with SandboxProcess(delay=600) as process:
        yield process


@pytest.fixture
def api(sandbox: SandboxProcess) -> Iterator[Api]:
    """A fresh account."""
    api = Api(sandbox)
    yield api
    sandbox.clear_faults(api.account)


@pytest.fixture
def ping(sandbox: SandboxProcess) -> Iterator[PingOne]:
    """A fresh environment."""
    ping = PingOne(sandbox)
    yield ping
    sandbox.clear_faults(ping.environment)
