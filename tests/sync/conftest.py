from collections.abc import Iterator

import pytest

from tests.sandbox.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """An integrator's server."""
    made = Receiver()
    yield made
    made.close()
