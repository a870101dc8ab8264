"""Once a correction is sent in, integrators no longer read the refusal it answers."""

from typing import Any

import pytest

from tests.rest import Door, body
from tests.world import World

DECLINED = "DECLINE 1004. Customers tick an unchecked box at checkout on acmebakery.com."
ASKED = "UPDATE REQUIRED: Acme Bakery texts customers when their order is ready or delayed."


@pytest.fixture
def declined(world: World) -> str:
    campaign = world.active_campaign(message_flow=DECLINED)
    assert campaign.remote_status == "FAILED"
    return f"10dlc/Campaign/{campaign.public_id}/"


@pytest.fixture
def asked(world: World) -> str:
    verification = world.decided(usecase_summary=ASKED)
    assert verification.remote_status == "UPDATE_REQUIRED"
    return f"TollfreeVerification/{verification.public_id}/"


def listed(door: Door, path: str, key: str, query: str) -> list[Any]:
    found: list[Any] = body(door.get(f"{path}?{query}"))[key]
    return found


def test_a_corrected_campaign_reads_processing(door: Door, declined: str) -> None:
    before = body(door.get(declined))["campaign"]
    assert (before["registration_status"], before["error_code"]) == ("FAILED", "1004")
    answer = body(door.post(declined, {"message_flow": "C" * 60}))["campaign"]
    assert answer["registration_status"] == "PROCESSING"
    assert not {"error_code", "error_reason", "error_description"} & answer.keys()
    for status, count in (("PROCESSING", 1), ("FAILED", 0)):
        query = f"registration_status={status}"
        assert len(listed(door, "10dlc/Campaign/", "campaigns", query)) == count


def test_a_supplied_verification_reads_submitted(door: Door, asked: str) -> None:
    before = body(door.get(asked))
    assert before["status"] == "UPDATE_REQUIRED"
    assert before["error_message"]
    assert door.post(asked, {"usecase_summary": "Z" * 60}).status_code == 202
    after = body(door.get(asked))
    assert (after["status"], after["error_message"]) == ("SUBMITTED", "")
    for status, count in (("SUBMITTED", 1), ("UPDATE_REQUIRED", 0)):
        found = listed(door, "TollfreeVerification/", "objects", f"status={status}")
        assert len(found) == count


def test_a_refused_correction_says_why(world: World, door: Door, declined: str) -> None:
    door.post(declined, {"message_flow": "C" * 60})
    world.fault(method="POST", path="Campaign/", kind="status", status=400, error="too late")
    world.drain()
    answer = door.get(declined)
    said = body(answer)["campaign"]
    assert (said["registration_status"], said["error_reason"]) == ("FAILED", "too late")
    assert answer["Linecheck-Sync"] == "blocked"
    assert len(listed(door, "10dlc/Campaign/", "campaigns", "registration_status=FAILED")) == 1


def test_a_refused_supply_says_why(world: World, door: Door, asked: str) -> None:
    door.post(asked, {"usecase_summary": "Z" * 60})
    world.fault(method="POST", path="Tollfree", kind="status", status=400, error="too late")
    world.drain()
    said = body(door.get(asked))
    assert (said["status"], said["error_message"]) == ("UPDATE_REQUIRED", "too late")


def test_the_decision_on_the_correction_is_told(world: World, door: Door, declined: str) -> None:
    door.post(declined, {"message_flow": "C" * 60})
    world.drain()
    world.reviewed()
    assert body(door.get(declined))["campaign"]["registration_status"] == "ACTIVE"
