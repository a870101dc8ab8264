from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests.policies.world import Environment
from tests.sandbox_process import SandboxProcess


@pytest.fixture(scope="session")
def pingone_sandbox() -> Iterator[SandboxProcess]:
    """One real sandbox process without a rate."""
    with SandboxProcess(delay=0, rate=100_000, pingone_rate=0) as process:
        yield process


@pytest.fixture
def environment(db: Any, pingone_sandbox: SandboxProcess) -> Iterator[Environment]:
    """An organisation with its people and a fresh PingOne environment at the sandbox."""
    made = Environment(pingone_sandbox)
    # Its own rate is measured elsewhere.
    with override_settings(UPSTREAM_RATES={1: (1000.0, 100), 2: (1000.0, 100)}):
        yield made
    pingone_sandbox.clear_faults(made.account)
