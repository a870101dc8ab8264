"""``/10dlc/Campaign/Import/``: a campaign of The Campaign Registry keeps its id."""

from typing import Any

import pytest

from apps.compliance.models import Campaign
from tests.rest import Door, body, error
from tests.world import World

PATH = "10dlc/Campaign/Import/"
SENT = {"campaign_id": "CABCDEF", "campaign_alias": "From the registry"}


def test_an_import_answers_with_the_id_it_has(door: Door) -> None:
    answer = door.post(PATH, SENT)
    assert (answer.status_code, answer["Linecheck-Sync"]) == (200, "waiting")
    said = body(answer)
    assert set(said) == {"api_id", "campaign_id", "message"}
    assert said["campaign_id"] == "CABCDEF"
    assert said["message"] == "Request to import campaign was received and is being processed."


def test_what_was_imported_is_read_and_listed_as_shared(world: World, door: Door) -> None:
    door.post(PATH, SENT)
    before = body(door.get("10dlc/Campaign/CABCDEF/"))["campaign"]
    assert (before["registration_status"], before["campaign_source"]) == ("PROCESSING", "shared")
    world.drain()
    world.reviewed()
    after = body(door.get("10dlc/Campaign/CABCDEF/"))["campaign"]
    assert after["registration_status"] == "ACTIVE"
    assert after["campaign_id"] == after["remote_id"] == "CABCDEF"
    assert after["description"]
    page = body(door.get("10dlc/Campaign/?campaign_source=Shared"))
    assert [one["campaign_id"] for one in page["campaigns"]] == ["CABCDEF"]


@pytest.mark.parametrize(
    ("over", "key"),
    [
        ({"campaign_id": ""}, "campaign_id"),
        ({"campaign_id": ["CABCDEF"]}, "campaign_id"),
        ({"campaign_id": "C" * 65}, "campaign_id"),
        ({"campaign_id": "../Brand/B123456"}, "campaign_id"),
        ({"campaign_id": "C 12345"}, "campaign_id"),
        ({"campaign_alias": None}, "campaign_alias"),
        ({"campaign_alias": "x" * 256}, "campaign_alias"),
        ({"url": "nowhere"}, "url"),
        ({"method": "PUT"}, "method"),
    ],
)
def test_a_mistake_is_named_at_its_key(door: Door, over: dict[str, Any], key: str) -> None:
    assert f"{key}: " in error(door.post(PATH, {**SENT, **over}))
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("campaign_id", ["C12345", "CABCDEFGHIJ", "cabcdef", 1234567, "C" * 64])
def test_any_plain_id_may_be_tried(door: Door, campaign_id: Any) -> None:
    answer = door.post(PATH, {**SENT, "campaign_id": campaign_id})
    assert body(answer)["campaign_id"] == str(campaign_id)


def test_what_is_here_is_not_imported_again(world: World, door: Door) -> None:
    door.post(PATH, SENT)
    assert error(door.post(PATH, SENT)).startswith("campaign_id: ")
    mine = world.campaign()
    again = {**SENT, "campaign_id": mine.public_id}
    assert error(door.post(PATH, again)).startswith("campaign_id: ")


def test_where_to_call_back_is_kept(door: Door) -> None:
    door.post(PATH, {**SENT, "url": "https://acme.com/hook"})
    campaign = Campaign.objects.get()
    assert (campaign.callback_url, campaign.callback_method) == ("https://acme.com/hook", "POST")


def test_an_imported_campaign_is_changed_where_it_came_from(world: World, door: Door) -> None:
    door.post(PATH, SENT)
    world.drain()
    said = error(door.post("10dlc/Campaign/CABCDEF/", {"sample1": "x" * 30}))
    assert "Change it there." in said
