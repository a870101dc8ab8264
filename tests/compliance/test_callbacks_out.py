"""What integrators are told of brands, campaigns and numbers, under which names, and when."""

from typing import Any

from apps.compliance.models import CampaignNumber
from apps.compliance.services.brand import delete_brand
from apps.compliance.services.campaign import correct_campaign, delete_campaign
from apps.compliance.services.number import unlink_numbers
from apps.sync.models import OutgoingCallback, Sync
from apps.sync.queue import look_soon
from apps.sync.services import take_theirs
from tests.world import World

HOOK = "https://integrator.example/hook"


def asked(obj: Any) -> Any:
    """The same object with the address of an integrator."""
    type(obj)._default_manager.filter(pk=obj.pk).update(callback_url=HOOK)
    obj.refresh_from_db()
    return obj


def told(obj: Any) -> list[dict[str, str]]:
    """Oldest first, without the time, which has its own test."""
    rows = OutgoingCallback.objects.filter(sync=obj.sync_id).order_by("pk")
    return [{k: v for k, v in row.params.items() if k != "timestamp"} for row in rows]


def linked(world: World, count: int = 1) -> list[CampaignNumber]:
    campaign = world.active_campaign()
    return [asked(row) for row in world.link(campaign, world.numbers(count))]


def test_a_brand_is_created_and_registered_under_our_ids(world: World) -> None:
    brand = asked(world.brand())
    ids = {"event": "brand", "brand_id": brand.public_id, "profile_uuid": brand.profile.public_id}
    world.drain()
    assert told(brand) == [{**ids, "status": "created"}]
    world.reviewed()
    assert told(brand) == [{**ids, "status": "created"}, {**ids, "status": "registered"}]
    brand.refresh_from_db()
    assert brand.remote_id and brand.remote_id != brand.public_id


def test_the_time_is_rfc_3339_in_utc(world: World) -> None:
    brand = asked(world.brand())
    world.drain()
    (row,) = OutgoingCallback.objects.filter(sync=brand.sync_id)
    assert row.params["timestamp"] == row.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_nobody_who_gave_no_address_is_told(world: World) -> None:
    world.brand()
    world.reviewed()
    assert not OutgoingCallback.objects.exists()


def test_a_declined_brand_says_why(world: World) -> None:
    brand = asked(world.brand(world.profile(company_name="DECLINE TAX Bakery")))
    world.drain()
    world.reviewed()
    brand.refresh_from_db()
    (reason,) = brand.declined_reasons
    last = told(brand)[-1]
    assert (last["status"], last["error_code"]) == ("rejected", reason.code)
    assert last["error_reason"] == reason.reason


def test_a_brand_plivo_does_not_take_is_rejected_in_its_words(world: World) -> None:
    brand = asked(world.brand())
    world.fault(method="POST", path="10dlc/Brand", kind="status", status=400, error="no such EIN")
    world.drain()
    (said,) = told(brand)
    assert (said["status"], "no such EIN" in said["error_reason"]) == ("rejected", True)


def test_a_deleted_brand_says_nothing_more(world: World) -> None:
    brand = asked(world.brand())
    world.drain()
    world.reviewed()
    brand.refresh_from_db()
    delete_brand(brand=brand, version=None, actor=world.actor)
    world.drain()
    brand.refresh_from_db()
    assert brand.retired_at
    assert [said["status"] for said in told(brand)] == ["created", "registered"]


def test_a_campaign_is_created_and_registered(world: World) -> None:
    campaign = asked(world.campaign())
    world.drain()
    assert told(campaign) == []
    world.reviewed()
    world.reviewed()
    ids = {"campaign_id": campaign.public_id, "brand_id": campaign.brand.public_id}
    assert told(campaign) == [
        {"event": "campaign", "status": "created", **ids},
        {"event": "campaign", "status": "registered", **ids},
    ]


def test_a_declined_campaign_says_why_and_begins_anew_when_it_is_corrected(world: World) -> None:
    campaign = asked(world.campaign(description="DECLINE 1004: " + "We text customers. " * 5))
    for _ in range(3):
        world.reviewed()
    campaign.refresh_from_db()
    last = told(campaign)[-1]
    assert (last["status"], last["error_code"]) == ("rejected", "1004")
    assert last["error_reason"] == campaign.decline.reason
    correct_campaign(
        campaign=campaign,
        values={"description": "Acme Bakery texts customers about the orders they placed."},
        version=None,
        actor=world.actor,
    )
    world.drain()
    world.reviewed()
    statuses = [said["status"] for said in told(campaign)]
    assert statuses == ["created", "rejected", "created", "registered"]
    assert "error_code" not in told(campaign)[-1]


def test_a_campaign_plivo_does_not_take_is_rejected(world: World) -> None:
    campaign = asked(world.campaign())
    world.fault(method="POST", path="10dlc/Campaign", kind="status", status=400, error="no slot")
    world.reviewed()
    world.reviewed()
    (said,) = told(campaign)
    assert (said["status"], "no slot" in said["error_reason"]) == ("rejected", True)


def test_nothing_is_told_of_a_campaign_that_expires(world: World) -> None:
    campaign = asked(world.campaign(description="EXPIRE: " + "We text our customers. " * 5))
    for _ in range(4):
        world.reviewed()
    look_soon(campaign.sync)
    world.drain()
    campaign.refresh_from_db()
    assert campaign.remote_status == "EXPIRED"
    assert [said["status"] for said in told(campaign)] == ["created", "registered"]


def test_a_number_is_linked_and_unlinked(world: World) -> None:
    (link,) = linked(world)
    ids = {"campaign_id": link.campaign.public_id, "number": link.number}
    world.drain()
    world.reviewed()
    linking = [
        {"event": "number_linking", "status": "created", **ids},
        {"event": "number_linking", "status": "success", **ids},
    ]
    assert told(link) == linking
    unlink_numbers(links=[link], actor=world.actor)
    world.drain()
    unlinking = [{"event": "number_unlinking", "status": "created", **ids}]
    assert told(link)[2:] == unlinking
    world.reviewed()
    unlinking.append({"event": "number_unlinking", "status": "success", **ids})
    assert told(link)[2:] == unlinking


def test_a_number_that_cannot_be_linked_fails(world: World) -> None:
    campaign = world.active_campaign()
    world.numbers()
    rented = [number["number"] for number in world.objects("numbers")]
    failing = next(number for number in rented if number.endswith("0000"))
    (link,) = [asked(row) for row in world.link(campaign, [failing])]
    world.drain()
    world.reviewed()
    assert [said["status"] for said in told(link)] == ["created", "failed"]


def test_refused_links_and_unlinks_fail_in_plivos_words(world: World) -> None:
    (link,) = linked(world)
    world.fault(method="POST", path="Number", kind="status", status=400, error="busy", times=1)
    world.drain()
    (said,) = told(link)
    assert (said["event"], said["status"]) == ("number_linking", "failed")
    assert "busy" in said["error_reason"]


def test_a_refused_unlink_fails_in_plivos_words(world: World) -> None:
    (link,) = linked(world)
    world.drain()
    world.reviewed()
    world.fault(method="DELETE", path="Number", kind="status", status=400, error="busy", times=1)
    unlink_numbers(links=[link], actor=world.actor)
    world.drain()
    said = told(link)[-1]
    assert (said["event"], said["status"]) == ("number_unlinking", "failed")
    assert "busy" in said["error_reason"]


def test_a_number_that_never_was_linked_is_not_unlinked(world: World) -> None:
    campaign = world.campaign()
    (link,) = [asked(row) for row in world.link(campaign, world.numbers(1))]
    unlink_numbers(links=[link], actor=world.actor)
    world.drain()
    link.refresh_from_db()
    assert link.retired_at
    assert told(link) == []


def test_a_number_somebody_unlinked_at_plivo_is_told_once_it_is_accepted(world: World) -> None:
    (link,) = linked(world)
    world.drain()
    world.reviewed()
    link.refresh_from_db()
    world.sandbox.drift(world.account, "link", link.number, action="delete")
    look_soon(link.sync)
    world.drain()
    take_theirs(sync=Sync.objects.get(pk=link.sync_id), actor=world.actor)
    said = told(link)[-1]
    assert (said["event"], said["status"]) == ("number_unlinking", "success")


def test_a_lost_create_that_is_found_again_is_told_once(world: World) -> None:
    brand = asked(world.brand())
    world.fault(kind="reset_after", method="POST", path="10dlc/Brand")
    world.drain()
    world.drain()
    assert [said["status"] for said in told(brand)] == ["created"]


def test_the_numbers_of_a_deleted_campaign_say_nothing(world: World) -> None:
    (link,) = linked(world)
    world.drain()
    world.reviewed()
    campaign = link.campaign
    campaign.refresh_from_db()
    delete_campaign(campaign=campaign, version=None, actor=world.actor)
    world.drain()
    link.refresh_from_db()
    assert link.retired_at
    assert [said["status"] for said in told(link)] == ["created", "success"]
