"""A filed campaign over REST: corrected, resubmitted, deleted."""

from typing import Any

import pytest

from apps.compliance.models import Campaign, Submission
from apps.sync.queue import look_soon
from tests.compliance.api import bodies
from tests.rest import Door, body, error
from tests.world import CAMPAIGN, World

PATH = "10dlc/Campaign/"
TEXTS = [key for key in CAMPAIGN if isinstance(CAMPAIGN[key], str)]


@pytest.fixture
def declined(world: World) -> Campaign:
    campaign = world.active_campaign(message_flow="DECLINE 1004 " + "x" * 40)
    assert campaign.registration_status == "FAILED"
    return campaign


def test_a_declined_campaign_says_why(door: Door, declined: Campaign) -> None:
    said = body(door.get(f"{PATH}{declined.public_id}/"))["campaign"]
    assert said["registration_status"] == "FAILED"
    assert said["error_code"] == "1004"
    assert said["error_reason"] == "The message flow is incomplete or unclear."


def test_a_declined_campaign_is_corrected(world: World, door: Door, declined: Campaign) -> None:
    path = f"{PATH}{declined.public_id}/"
    sent = {
        "message_flow": "Customers tick a box at checkout to get texts about their order.",
        "sample1": "",
        "sample_3": "Acme Bakery: a third sample, 1236.",
        "vertical": "ENERGY",
        "embedded_link": True,
        "url": "https://acme.com/hook",
    }
    answer = door.post(path, sent)
    assert (answer.status_code, answer["Linecheck-Sync"]) == (200, "waiting")
    said = body(answer)["campaign"]
    assert said["message_flow"] == sent["message_flow"]
    assert said["sample1"] == CAMPAIGN["sample1"]
    assert said["sample3"] == sent["sample_3"]
    # What an update cannot change is no part of its body.
    assert said["vertical"] == CAMPAIGN["vertical"]
    assert said["campaign_attributes"]["embedded_link"] is False
    world.drain()
    assert body(door.get(path))["campaign"]["registration_status"] == "PROCESSING"
    world.reviewed()
    assert body(door.get(path))["campaign"]["registration_status"] == "ACTIVE"
    assert world.objects("campaigns")[0]["message_flow"] == sent["message_flow"]
    declined.refresh_from_db()
    assert declined.callback_url == "https://acme.com/hook"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"sample1": ""},
        dict.fromkeys(TEXTS, ""),
        {"vertical": "ENERGY"},
        {"url": "https://acme.com/", "method": "GET"},
    ],
)
def test_an_update_that_names_nothing_costs_nothing(
    door: Door, declined: Campaign, sent: dict[str, Any]
) -> None:
    filed = Submission.objects.count()
    assert "at least one text" in error(door.post(f"{PATH}{declined.public_id}/", sent))
    assert Submission.objects.count() == filed


def test_a_bad_correction_changes_nothing(door: Door, declined: Campaign) -> None:
    sent = {"sample1": "short", "optin_keywords": "A, B"}
    said = error(door.post(f"{PATH}{declined.public_id}/", sent))
    assert "sample1: " in said and "optin_keywords: " in said
    declined.refresh_from_db()
    assert declined.sample1 == CAMPAIGN["sample1"]


def test_a_campaign_under_review_may_be_corrected_here(world: World, door: Door) -> None:
    campaign = world.campaign()
    world.drain()
    world.reviewed()
    world.drain()
    campaign.refresh_from_db()
    assert (campaign.registration_status, bool(campaign.remote_id)) == ("PROCESSING", True)
    answer = door.post(f"{PATH}{campaign.public_id}/", {"sample1": "A new first sample, 1237."})
    assert answer.status_code == 200
    world.drain()
    assert world.objects("campaigns")[0]["sample1"] == "A new first sample, 1237."


def test_a_campaign_plivo_never_saw_is_replaced_before_it_is_sent(world: World, door: Door) -> None:
    sent = bodies.campaign(world.brand().public_id)
    campaign_id = body(door.post(PATH, sent))["campaign_id"]
    answer = door.post(f"{PATH}{campaign_id}/", {"sample1": "A new first sample, 1237."})
    assert answer.status_code == 200
    world.drain()
    world.reviewed()
    world.drain()
    (there,) = world.objects("campaigns")
    assert there["sample1"] == "A new first sample, 1237."


@pytest.mark.parametrize(("words", "status"), [("", "active"), ("EXPIRE ", "expired")])
def test_a_decided_campaign_is_not_changed(
    world: World, door: Door, words: str, status: str
) -> None:
    campaign = world.active_campaign(sample1=words + "x" * 30)
    world.reviewed()
    look_soon(campaign.sync)
    world.drain()
    said = error(door.post(f"{PATH}{campaign.public_id}/", {"sample1": "y" * 30}))
    assert f"This campaign is {status} and cannot be changed." in said


def test_a_deleted_campaign_is_gone_at_once(world: World, door: Door) -> None:
    campaign = world.active_campaign()
    path = f"{PATH}{campaign.public_id}/"
    said = body(door.delete(path))
    assert said["message"] == "Campaign Deactivated"
    assert said["campaign_id"] == campaign.public_id
    for call in (door.get, door.post, door.delete):
        error(call(path), 404)
    error(door.get(f"{path}Number/"), 404)
    error(door.post(f"{path}Number/", {"numbers": ["12025550100"]}), 404)
    assert body(door.get(PATH))["meta"]["total_count"] == 0
    world.drain()
    assert world.objects("campaigns") == []


def test_a_campaign_with_a_number_on_its_way_stays(world: World, door: Door) -> None:
    campaign = world.active_campaign()
    world.link(campaign, world.numbers(1))
    world.drain()
    assert "still being linked" in error(door.delete(f"{PATH}{campaign.public_id}/"))
