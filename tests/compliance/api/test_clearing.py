"""`null` empties a text, here and at Plivo; `""` and an absent key leave it alone."""

from typing import Any

import pytest

from apps.compliance.models import Campaign
from apps.numberpools.models import PhoneNumber
from tests.compliance.api import bodies
from tests.rest import Door, body
from tests.world import World


@pytest.mark.parametrize("sent", [{"website": ""}, {}, {"website": []}])
def test_a_profile_keeps_what_is_left_alone(world: World, door: Door, sent: Any) -> None:
    profile = world.profile()
    world.drain()
    door.post(f"Profile/{profile.public_id}/", {**sent, "company_name": "Acme Bakery Inc."})
    world.drain()
    there = next(p for p in world.objects("profiles") if p["profile_alias"] == "Acme Bakery")
    assert (there["company_name"], there["website"]) == (
        "Acme Bakery Inc.",
        "https://acmebakery.com",
    )


def test_null_empties_a_text_of_a_profile(world: World, door: Door) -> None:
    profile = world.profile()
    world.drain()
    answer = door.post(f"Profile/{profile.public_id}/", {"website": None})
    assert "website" not in body(answer)["profile"]
    world.drain()
    there = next(p for p in world.objects("profiles") if p["profile_alias"] == "Acme Bakery")
    assert "website" not in there
    sent = world.writes()[-1]["body"]
    assert sent["website"] is None
    profile.refresh_from_db()
    assert profile.sync.state == "in_sync"


def test_null_empties_a_text_of_a_declined_campaign(world: World, door: Door) -> None:
    campaign = world.active_campaign(description="DECLINE 1004 " + "x" * 40, sample3="y" * 30)
    path = f"10dlc/Campaign/{campaign.public_id}/"
    answer = door.post(path, {"sample3": None, "description": "z" * 50, "sample2": ""})
    assert answer.status_code == 200
    assert "sample3" not in body(answer)["campaign"]
    world.drain()
    there = world.objects("campaigns")[0]
    assert "sample3" not in there
    assert there["sample2"] == Campaign.objects.get().sample2


def test_null_does_not_empty_what_is_required(world: World, door: Door) -> None:
    profile = world.profile()
    world.drain()
    answer = door.post(f"Profile/{profile.public_id}/", {"company_name": None})
    assert answer.status_code == 400
    assert body(answer)["error"].startswith("company_name: ")


def test_null_empties_a_text_of_a_verification(world: World, door: Door) -> None:
    profile = world.profile()
    world.numbers()
    number = PhoneNumber.objects.filter(type="tollfree").first()
    assert number is not None
    sent = bodies.verification(profile.public_id, number.number)
    uuid = body(door.post("TollfreeVerification/", sent))["uuid"]
    world.drain()
    changes = {"extra_data": None, "usecase": "2FA", "usecase_summary": ""}
    assert door.post(f"TollfreeVerification/{uuid}/", changes).status_code == 202
    world.drain()
    there = world.objects("tollfrees")[0]
    assert (there.get("extra_data", ""), there["usecase"]) == ("", "2FA")
    assert there["usecase_summary"] == sent["usecase_summary"]
