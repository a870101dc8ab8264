import pytest

from tests.policies.rest import Door, door_of
from tests.policies.world import Environment


@pytest.fixture
def door(environment: Environment) -> Door:
    """An integrator whose client may do everything in the environment."""
    return door_of(environment)
