"""``/Number/``: the account's rented numbers, read-only."""

import pytest

from apps.compliance.models import TollfreeVerification
from apps.numberpools.models import PhoneNumber
from tests.rest import Door, body, error
from tests.world import World

KEYS = {
    "number",
    "alias",
    "country",
    "type",
    "number_type",
    "sms_enabled",
    "mms_enabled",
    "voice_enabled",
    "application",
    "region",
    "added_on",
    "tendlc_registration_status",
    "tendlc_campaign_id",
    "toll_free_sms_verification",
    "toll_free_sms_verification_id",
    "resource_uri",
}


def test_all_rented_numbers_are_listed(world: World, door: Door) -> None:
    world.numbers()
    page = body(door.get("Number/"))
    assert page["meta"]["total_count"] == 14
    listed = [one["number"] for one in page["objects"]]
    assert listed == sorted(listed)
    for one in page["objects"]:
        assert set(one) == KEYS
        assert one["resource_uri"] == f"/v1/Account/{door.account}/Number/{one['number']}/"
        assert one["type"] in ("fixed", "mobile", "tollfree")
        assert isinstance(one["sms_enabled"], bool)


def test_a_number_is_read_with_or_without_plus(world: World, door: Door) -> None:
    number = world.numbers(1)[0]
    said = body(door.get(f"Number/{number}/"))
    assert set(said) == {"api_id", *KEYS}
    assert said["number"] == number
    assert body(door.get(f"Number/+{number}/"))["number"] == number
    error(door.get("Number/12025550100/"), 404)
    error(door.get("Number/x/"), 404)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("type=fixed", 9),
        ("type=FIXED", 9),
        ("type=mobile", 1),
        ("type=tollfree", 4),
        ("type=toll-free", 4),
        ("type=nonsense", 0),
        ("type=", 14),
        ("number_startswith=44", 1),
        ("number_startswith=%2B44", 1),
        ("number_startswith=x", 0),
        ("type=fixed&number_startswith=44", 0),
        ("alias=x", 0),
        ("services=sms,voice", 13),
        ("services=fax", 0),
        ("tendlc_registration_status=unregistered", 14),
        ("tendlc_registration_status=registered", 0),
        ("toll_free_sms_verification=unverified", 4),
        ("renewal_date=2026-01-01", 14),
    ],
)
def test_lists_are_filtered(world: World, door: Door, asked: str, count: int) -> None:
    world.numbers()
    page = body(door.get(f"Number/?{asked}&limit=5"))
    assert page["meta"]["total_count"] == count
    assert len(page["objects"]) == min(count, 5)


def test_a_number_given_back_is_gone(world: World, door: Door) -> None:
    number = world.numbers(1)[0]
    world.sandbox.drift(world.account, "number", number, action="delete")
    world.numbers()
    error(door.get(f"Number/{number}/"), 404)
    assert body(door.get("Number/"))["meta"]["total_count"] == 13


def test_its_campaign_is_told_by_our_id(world: World, door: Door) -> None:
    campaign = world.active_campaign()
    number = world.numbers(1)[0]
    world.link(campaign, [number])
    world.drain()
    world.reviewed()
    said = body(door.get(f"Number/{number}/"))
    assert said["tendlc_registration_status"] == "COMPLETED"
    assert said["tendlc_campaign_id"] == campaign.public_id
    world.numbers()
    assert body(door.get(f"Number/{number}/"))["tendlc_campaign_id"] == campaign.public_id


def test_its_verification_is_told_by_our_id(world: World, door: Door) -> None:
    verification = world.decided()
    said = body(door.get(f"Number/{verification.number}/"))
    assert said["toll_free_sms_verification"] == "VERIFIED"
    assert said["toll_free_sms_verification_id"] == verification.public_id


def test_what_we_do_not_have_keeps_plivo_s_id(world: World, door: Door) -> None:
    number = world.tollfree_numbers(1)[0]
    PhoneNumber.objects.filter(number=number).update(
        toll_free_sms_verification_id="theirs", tendlc_campaign_id="C000000"
    )
    assert not TollfreeVerification.objects.exists()
    said = body(door.get(f"Number/{number}/"))
    assert said["toll_free_sms_verification_id"] == "theirs"
    assert said["tendlc_campaign_id"] == "C000000"


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_numbers_are_read_only(world: World, door: Door, method: str) -> None:
    number = world.numbers(1)[0]
    error(door.call(method, f"Number/{number}/", {"alias": "x"}), 405)
    error(door.call(method, "Number/", {}), 405)
