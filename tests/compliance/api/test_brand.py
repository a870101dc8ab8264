"""``/10dlc/Brand/``: every operation, parameter and filter."""

from typing import Any

import pytest

from apps.compliance.models import Brand
from tests.compliance.api import bodies
from tests.rest import Door, body, error
from tests.world import World


@pytest.fixture
def profile_uuid(world: World) -> str:
    return world.profile().public_id


def test_a_create_answers_with_our_id(door: Door, profile_uuid: str) -> None:
    answer = door.post("10dlc/Brand/", bodies.brand(profile_uuid))
    assert (answer.status_code, answer["Linecheck-Sync"]) == (200, "waiting")
    said = body(answer)
    assert set(said) == {"api_id", "brand_id", "message"}
    assert said["message"] == "Request to create brand was received and is being processed."
    assert len(said["brand_id"]) == 7 and said["brand_id"].startswith("B")


def test_a_brand_is_read_through_its_states(world: World, door: Door, profile_uuid: str) -> None:
    brand_id = body(door.post("10dlc/Brand/", bodies.brand(profile_uuid)))["brand_id"]
    path = f"10dlc/Brand/{brand_id}/"
    answer = door.get(path)
    assert set(body(answer)) == {"api_id", "brand"}
    brand = body(answer)["brand"]
    profile = body(door.get(f"Profile/{profile_uuid}/"))["profile"]
    assert brand["registration_status"] == "PROCESSING"
    assert (brand["brand_id"], brand["profile_uuid"]) == (brand_id, profile_uuid)
    for key in ("company_name", "ein", "entity_type", "vertical", "website", "address"):
        assert brand[key] == profile[key]
    assert brand["authorized_contact"] == profile["authorized_contact"]
    assert not {"remote_id", "vetting_score", "declined_reasons"} & brand.keys()
    world.drain()
    assert door.get(path)["Linecheck-Sync"] == "in-sync"
    assert body(door.get(path))["brand"]["registration_status"] == "PROCESSING"
    world.reviewed()
    done = body(door.get(path))["brand"]
    assert done["registration_status"] == "COMPLETED"
    assert (done["vetting_score"], done["vetting_status"]) == (80, "ACTIVE")
    assert done["brand_id"] == brand_id != done["remote_id"]


def test_a_declined_brand_says_why(world: World, door: Door) -> None:
    brand = world.brand(world.profile(company_name="DECLINE TAX Inc."))
    world.drain()
    world.reviewed()
    said = body(door.get(f"10dlc/Brand/{brand.public_id}/"))["brand"]
    assert said["registration_status"] == "FAILED"
    (why,) = said["declined_reasons"]
    assert set(why) == {"code", "message"}
    assert why["message"] == "Tax ID does not match the company name or business type."


@pytest.mark.parametrize(
    ("sent", "kind", "vetting"),
    [
        ({}, "STARTER", False),
        ({"brand_type": ""}, "STARTER", False),
        ({"secondary_vetting": False}, "STARTER", False),
        ({"brand_type": "STANDARD"}, "STANDARD", True),
        ({"brand_type": "standard"}, "STANDARD", True),
        ({"brand_type": "STANDARD", "secondary_vetting": None}, "STANDARD", True),
        ({"brand_type": "STANDARD", "secondary_vetting": False}, "STANDARD", False),
        ({"brand_type": "STANDARD", "secondary_vetting": "false"}, "STANDARD", False),
        ({"brand_type": "STANDARD", "secondary_vetting": 1}, "STANDARD", True),
    ],
)
def test_the_defaults_are_the_documented_ones(
    world: World, door: Door, profile_uuid: str, sent: dict[str, Any], kind: str, vetting: bool
) -> None:
    body_ = {"profile_uuid": profile_uuid, "brand_alias": "Acme", **sent}
    assert door.post("10dlc/Brand/", body_).status_code == 200
    brand = Brand.objects.get()
    assert (brand.brand_type, brand.secondary_vetting) == (kind, vetting)
    world.drain()
    at_plivo = next(w for w in world.writes() if w["path"].endswith("10dlc/Brand/"))["body"]
    assert at_plivo["brand_type"] == kind
    assert at_plivo.get("secondary_vetting") == (vetting if kind == "STANDARD" else None)


@pytest.mark.parametrize(
    ("over", "key"),
    [
        ({"brand_alias": ""}, "brand_alias"),
        ({"brand_alias": "x" * 256}, "brand_alias"),
        ({"brand_alias": ["x"]}, "brand_alias"),
        ({"profile_uuid": ""}, "profile_uuid"),
        ({"profile_uuid": "nobody"}, "profile_uuid"),
        ({"profile_uuid": {"a": 1}}, "profile_uuid"),
        ({"profile_uuid": True}, "profile_uuid"),
        ({"brand_type": "GOLD"}, "brand_type"),
        ({"brand_type": 1}, "brand_type"),
        ({"secondary_vetting": "perhaps"}, "secondary_vetting"),
        ({"secondary_vetting": [True]}, "secondary_vetting"),
        ({"brand_type": "STARTER", "secondary_vetting": True}, "secondary_vetting"),
        ({"url": "nowhere"}, "url"),
        ({"url": "ftp://acme.com/x"}, "url"),
        ({"url": "http://10.0.0.1/x"}, "url"),
        ({"url": "http://user:pass@acme.com/"}, "url"),
        ({"url": 5}, "url"),
        ({"url": "https://acme.com/x", "method": "PUT"}, "method"),
        ({"method": ["POST"]}, "method"),
    ],
)
def test_a_mistake_is_named_at_its_key(
    door: Door, profile_uuid: str, over: dict[str, Any], key: str
) -> None:
    assert f"{key}: " in error(door.post("10dlc/Brand/", {**bodies.brand(profile_uuid), **over}))
    assert not Brand.objects.exists()


def test_a_standard_brand_needs_an_ein(world: World, door: Door) -> None:
    uuid = world.profile(entity_type="INDIVIDUAL", ein="").public_id
    assert error(door.post("10dlc/Brand/", bodies.brand(uuid))).startswith("brand_type: ")


def test_where_to_call_back_is_kept_and_not_told(door: Door, profile_uuid: str) -> None:
    sent = bodies.brand(profile_uuid, url="https://acme.com/hook", method="get")
    brand_id = body(door.post("10dlc/Brand/", sent))["brand_id"]
    brand = Brand.objects.get()
    assert (brand.callback_url, brand.callback_method) == ("https://acme.com/hook", "GET")
    assert brand.callback_credential is not None
    assert not {"url", "method"} & body(door.get(f"10dlc/Brand/{brand_id}/"))["brand"].keys()


def test_a_profile_serves_one_brand_until_that_is_deleted(
    world: World, door: Door, profile_uuid: str
) -> None:
    brand_id = body(door.post("10dlc/Brand/", bodies.brand(profile_uuid)))["brand_id"]
    second = bodies.brand(profile_uuid, brand_alias="Second")
    assert error(door.post("10dlc/Brand/", second)).startswith("profile_uuid: ")
    world.drain()
    world.reviewed()
    answer = door.delete(f"10dlc/Brand/{brand_id}/")
    assert answer.status_code == 200
    assert {**body(answer), "api_id": ""} == {
        "api_id": "",
        "brand_id": brand_id,
        "message": "Brand Deactivated",
    }
    error(door.get(f"10dlc/Brand/{brand_id}/"), 404)
    error(door.get(f"10dlc/Brand/{brand_id}/usecases/"), 404)
    error(door.delete(f"10dlc/Brand/{brand_id}/"), 404)
    world.drain()
    assert door.post("10dlc/Brand/", second).status_code == 200


def test_a_profile_being_deleted_takes_no_brand(world: World, door: Door) -> None:
    profile = world.profile()
    world.drain()
    door.delete(f"Profile/{profile.public_id}/")
    for _ in ("being deleted", "deleted"):
        said = error(door.post("10dlc/Brand/", bodies.brand(profile.public_id)))
        assert said.startswith("profile_uuid: ")
        world.drain()


def test_two_brands_of_one_name_are_refused(world: World, door: Door, profile_uuid: str) -> None:
    door.post("10dlc/Brand/", bodies.brand(profile_uuid))
    other = world.profile(profile_alias="Other").public_id
    assert error(door.post("10dlc/Brand/", bodies.brand(other))).startswith("brand_alias: ")


def test_a_brand_with_a_campaign_stays(world: World, door: Door) -> None:
    brand = world.campaign().brand
    assert brand is not None
    assert "campaign" in error(door.delete(f"10dlc/Brand/{brand.public_id}/"))


def test_the_profile_is_found_by_their_id_too(world: World, door: Door) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    assert door.post("10dlc/Brand/", bodies.brand(profile.remote_id)).status_code == 200
    said = body(door.get("10dlc/Brand/"))["brands"][0]
    assert said["profile_uuid"] == profile.public_id


def test_use_cases_are_the_documented_until_plivo_says(world: World, door: Door) -> None:
    brand = world.brand()
    path = f"10dlc/Brand/{brand.public_id}/usecases/"
    before = body(door.get(path))
    assert set(before) == {"api_id", "brand_id", "use_cases"}
    assert before["brand_id"] == brand.public_id
    assert len(before["use_cases"]) == 12
    assert all(set(case) == {"code", "details", "name"} for case in before["use_cases"])
    world.drain()
    world.reviewed()
    after = body(door.get(path))["use_cases"]
    assert {c["code"] for c in after} == {c["code"] for c in before["use_cases"]}


def test_a_starter_brand_has_one_use_case(world: World, door: Door) -> None:
    brand = world.brand(brand_type="STARTER", secondary_vetting=False)
    said = body(door.get(f"10dlc/Brand/{brand.public_id}/usecases/"))["use_cases"]
    assert [case["code"] for case in said] == ["STARTER"]


def test_a_one_time_code_is_refused_in_words(world: World, door: Door) -> None:
    assert "private beta" in error(door.post(f"10dlc/Brand/{world.brand().public_id}/OTP/"))
    error(door.post("10dlc/Brand/B000000/OTP/"), 404)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Waiting", "Starter", "Failed", "Done"]),
        ("registration_status=COMPLETED", ["Done"]),
        ("registration_status=Completed", ["Done"]),
        ("status=completed", ["Done"]),
        ("registration_status=FAILED&status=COMPLETED", ["Failed"]),
        ("registration_status=&status=FAILED", ["Failed"]),
        ("registration_status=PROCESSING", ["Waiting", "Starter"]),
        ("type=starter", ["Starter"]),
        ("type=STANDARD&status=processing", ["Waiting"]),
        ("type=GOLD", []),
        ("status=nonsense", []),
    ],
)
def test_lists_are_filtered_in_any_case(
    world: World, door: Door, asked: str, found: list[str]
) -> None:
    def brand(name: str, company: str = "Acme", **over: Any) -> None:
        world.brand(
            world.profile(profile_alias=name, company_name=company), brand_alias=name, **over
        )

    brand("Done")
    brand("Failed", "DECLINE TAX")
    world.drain()
    world.reviewed()
    brand("Starter", brand_type="STARTER", secondary_vetting=False)
    world.drain()
    brand("Waiting")
    page = body(door.get(f"10dlc/Brand/?{asked}"))
    assert [one["brand_alias"] for one in page["brands"]] == found
    assert page["meta"]["total_count"] == len(found)
