import pytest

from tests.core.pages import urls_of
from tests.world import World


@pytest.fixture
def urls(world: World) -> dict[str, str]:
    """The URL of each row of the table, for objects of `world`'s organisation."""
    return urls_of(world)
