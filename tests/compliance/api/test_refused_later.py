"""We have answered 200, then Plivo refuses: what our answers say from then on."""

from typing import Any

import pytest

from apps.compliance.models import Brand, Campaign, Profile
from apps.sync.queue import look_soon
from tests.compliance.api import bodies
from tests.compliance.api.bodies import PROFILE
from tests.rest import Door, body, error
from tests.world import World

WORDS = "The registry does not like it."


def refuse(world: World, path: str) -> None:
    world.fault(kind="status", status=400, error=WORDS, method="POST", path=path)


def read(door: Door, path: str) -> Any:
    """The body, once our delivery was refused."""
    answer = door.get(path)
    assert answer.status_code == 200
    assert answer["Linecheck-Sync"] == "blocked"
    return body(answer)


def test_a_profile_stays_readable(world: World, door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    refuse(world, "Profile")
    world.drain()
    said = read(door, f"Profile/{uuid}/")["profile"]
    assert (said["company_name"], said["profile_uuid"]) == (PROFILE["company_name"], uuid)
    assert "remote_id" not in said
    # An edit sends it again.
    answer = door.post(f"Profile/{uuid}/", {"company_name": "Acme Bakery Inc."})
    assert answer["Linecheck-Sync"] == "waiting"
    world.drain()
    assert door.get(f"Profile/{uuid}/")["Linecheck-Sync"] == "in-sync"


def test_a_brand_reads_failed_with_the_words(world: World, door: Door) -> None:
    uuid = world.profile().public_id
    brand_id = body(door.post("10dlc/Brand/", bodies.brand(uuid)))["brand_id"]
    refuse(world, "10dlc/Brand")
    world.drain()
    said = read(door, f"10dlc/Brand/{brand_id}/")["brand"]
    assert said["registration_status"] == "FAILED"
    assert said["declined_reasons"] == [{"code": "", "message": WORDS}]
    (listed,) = body(door.get("10dlc/Brand/?registration_status=FAILED"))["brands"]
    assert listed == said
    assert body(door.get("10dlc/Brand/?status=PROCESSING"))["brands"] == []
    # It never was at Plivo: deleting it frees its company at once.
    assert door.delete(f"10dlc/Brand/{brand_id}/").status_code == 200
    world.drain()
    assert door.post("10dlc/Brand/", bodies.brand(uuid)).status_code == 200


def test_a_campaign_reads_failed_with_the_words(world: World, door: Door) -> None:
    brand = world.brand()
    world.drain()
    world.reviewed()
    campaign_id = body(door.post("10dlc/Campaign/", bodies.campaign(brand.public_id)))[
        "campaign_id"
    ]
    refuse(world, "10dlc/Campaign")
    world.drain()
    path = f"10dlc/Campaign/{campaign_id}/"
    said = read(door, path)["campaign"]
    assert said["registration_status"] == "FAILED"
    assert said["error_reason"] == WORDS
    assert "error_code" not in said
    (listed,) = body(door.get("10dlc/Campaign/?registration_status=Failed"))["campaigns"]
    assert listed == said
    answer = door.post(path, {"sample1": "Acme Bakery: a better sample, 1239."})
    assert answer["Linecheck-Sync"] == "waiting"
    corrected = body(answer)["campaign"]
    assert corrected["registration_status"] == "PROCESSING"
    assert "error_reason" not in corrected
    world.drain()
    world.reviewed()
    assert body(door.get(path))["campaign"]["registration_status"] == "ACTIVE"


def test_an_import_reads_failed_with_the_words(world: World, door: Door) -> None:
    door.post("10dlc/Campaign/Import/", {"campaign_id": "CX12345", "campaign_alias": "Theirs"})
    world.drain()
    said = read(door, "10dlc/Campaign/CX12345/")["campaign"]
    assert said["registration_status"] == "FAILED"
    assert said["error_reason"]


def test_a_resubmission_that_is_refused_leaves_it_failed(world: World, door: Door) -> None:
    campaign = world.active_campaign(sample1="DECLINE 1002 " + "x" * 20)
    path = f"10dlc/Campaign/{campaign.public_id}/"
    assert door.post(path, {"sample1": "y" * 30}).status_code == 200
    refuse(world, "10dlc/Campaign")
    world.drain()
    said = read(door, path)["campaign"]
    assert (said["registration_status"], said["error_reason"]) == ("FAILED", WORDS)


def test_a_link_reads_failed(world: World, door: Door) -> None:
    campaign = world.active_campaign()
    (number,) = world.numbers(1)
    path = f"10dlc/Campaign/{campaign.public_id}/Number/"
    door.post(path, {"numbers": [number]})
    refuse(world, "10dlc/Campaign")
    world.drain()
    said = read(door, f"{path}{number}/")
    assert said["phone_numbers"] == [{"number": number, "status": "FAILED"}]
    assert body(door.get(path))["phone_numbers_summary"] == {"FAILED": 1}
    assert door.delete(f"{path}{number}/").status_code == 202
    assert door.post(path, {"numbers": [number]}).status_code in (202, 400)


def test_a_verification_stays_submitted_with_the_words(world: World, door: Door) -> None:
    sent = bodies.verification(world.profile().public_id, world.tollfree_numbers(1)[0])
    uuid = body(door.post("TollfreeVerification/", sent))["uuid"]
    refuse(world, "TollfreeVerification")
    world.drain()
    path = f"TollfreeVerification/{uuid}/"
    said = read(door, path)
    assert (said["status"], said["error_message"]) == ("SUBMITTED", WORDS)
    listed = body(door.get("TollfreeVerification/?status=submitted"))["objects"]
    assert [one["uuid"] for one in listed] == [uuid]
    assert body(door.get("TollfreeVerification/?status=FAILED"))["objects"] == []
    assert door.post(path, {"volume": "10,000"})["Linecheck-Sync"] == "waiting"
    assert body(door.get(path))["error_message"] == ""
    world.drain()
    assert door.get(path)["Linecheck-Sync"] == "in-sync"


def test_a_dependant_of_what_was_refused_waits(world: World, door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    brand_id = body(door.post("10dlc/Brand/", bodies.brand(uuid)))["brand_id"]
    refuse(world, "Profile")
    world.drain()
    answer = door.get(f"10dlc/Brand/{brand_id}/")
    assert answer["Linecheck-Sync"] == "waiting"
    assert body(answer)["brand"]["registration_status"] == "PROCESSING"


def test_a_lost_answer_is_being_checked(world: World, door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    world.fault(kind="reset_after", method="POST", path="Profile")
    world.fault(kind="status", status=503, method="GET", path="Profile", times=None)
    world.drain()
    answer = door.get(f"Profile/{uuid}/")
    assert (answer.status_code, answer["Linecheck-Sync"]) == (200, "checking")
    world.sandbox.clear_faults(world.account)
    world.later(600)
    assert door.get(f"Profile/{uuid}/")["Linecheck-Sync"] == "in-sync"
    assert sum(p["profile_alias"] == "Acme Bakery" for p in world.objects("profiles")) == 1


def test_what_was_changed_at_plivo_is_held(world: World, door: Door) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(
        world.account, "profile", profile.remote_id, {"company_name": "Edited there"}
    )
    look_soon(profile.sync)
    world.drain()
    answer = door.get(f"Profile/{profile.public_id}/")
    assert answer["Linecheck-Sync"] == "held"
    assert body(answer)["profile"]["company_name"] == "Acme Bakery LLC"


@pytest.mark.parametrize("status", [500, 503])
def test_what_plivo_cannot_take_now_keeps_waiting(world: World, door: Door, status: int) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    world.fault(kind="status", status=status, method="POST", path="Profile")
    world.drain()
    assert door.get(f"Profile/{uuid}/")["Linecheck-Sync"] in ("waiting", "checking")
    assert not Brand.objects.exists() and not Campaign.objects.exists()
    assert Profile.objects.get().remote_id == ""
    error(door.get("Profile/nobody/"), 404)
