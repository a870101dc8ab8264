import pytest

from tests.telephony_rest import TelephonyDoor, door_of
from tests.world import World


@pytest.fixture
def telephony(world: World) -> TelephonyDoor:
    """An integrator with a token of Linecheck REST that may do everything."""
    return door_of(world)
