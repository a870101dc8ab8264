from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.policies.world import Environment
from tests.world import World


@pytest.fixture
def environment(world: World) -> Iterator[Environment]:
    """A PingOne environment of the same organisation, at the same sandbox."""
    made = Environment(world.sandbox, organization=world.organization)
    # Its own rate is measured elsewhere.
    with override_settings(UPSTREAM_RATES={1: (1000.0, 100), 2: (1000.0, 100)}):
        yield made
    world.sandbox.clear_faults(made.account)
