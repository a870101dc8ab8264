"""How the door could be broken once, each way in its smallest form."""

import json

import pytest

from apps.dialects.plivo.wire import LARGEST
from tests.compliance.api import bodies
from tests.rest import Door, error
from tests.world import World


@pytest.mark.parametrize("number", ["1" * 400, "²³", "1" * 16])
def test_what_cannot_be_a_number_is_not_asked_for_at_plivo(
    world: World, door: Door, number: str
) -> None:
    profile = world.profile()
    before = len(world.sandbox.requests(world.account))
    sent = bodies.verification(profile.public_id, number)
    assert error(door.post("TollfreeVerification/", sent)).startswith("number: ")
    campaign = world.campaign(world.brand(profile))
    path = f"10dlc/Campaign/{campaign.public_id}/Number/"
    assert error(door.post(path, {"numbers": [number]})).startswith("numbers: ")
    assert len(world.sandbox.requests(world.account)) == before


@pytest.mark.parametrize("field", ["usecase", "optin_image_url"])
def test_a_body_no_request_needs_is_refused_before_it_is_judged(
    world: World, door: Door, field: str
) -> None:
    """Two megabytes of list kept a worker busy for three seconds."""
    sent = bodies.verification(world.profile().public_id, "18005550100")
    sent[field] = ["x"] * (LARGEST // 5)
    assert len(json.dumps(sent)) > LARGEST
    assert error(door.post("TollfreeVerification/", sent)) == "The body is too large."
