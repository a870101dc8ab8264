"""``/Profile/``: every operation, parameter and filter."""

from typing import Any

import pytest

from apps.compliance.models import Profile
from apps.compliance.services.profile import pull_profiles
from tests.compliance.api import bodies
from tests.compliance.api.bodies import PROFILE
from tests.rest import Door, body, error
from tests.world import World


def change(**over: Any) -> dict[str, Any]:
    return {**PROFILE, **over}


def without(*names: str) -> dict[str, Any]:
    return {key: value for key, value in PROFILE.items() if key not in names}


def test_a_create_answers_with_our_id(door: Door) -> None:
    answer = door.post("Profile/", PROFILE)
    assert answer.status_code == 200
    assert answer["Linecheck-Sync"] == "waiting"
    said = body(answer)
    assert set(said) == {"api_id", "message", "profile_uuid"}
    assert said["message"] == "Profile created successfully."
    assert len(said["profile_uuid"]) == 36
    assert Profile.objects.get().public_id == said["profile_uuid"]


def test_what_was_created_is_read_back(door: Door) -> None:
    extra = {
        "doing_business_as": "The Bakery",
        "alt_business_id": "123456789",
        "alt_business_id_type": "DUNS",
        "plivo_subaccount": "SA2025RK4E639VJFZAGV",
        "business_contact_email": "office@acmebakery.com",
        "entity_type": "PUBLIC",
        "stock_symbol": "ACME",
        "stock_exchange": "NASDAQ",
    }
    uuid = body(door.post("Profile/", change(**extra)))["profile_uuid"]
    said = body(door.get(f"Profile/{uuid}/"))
    assert set(said) == {"api_id", "profile"}
    profile = said["profile"]
    assert profile.pop("created_at").endswith("Z")
    assert profile == {
        **PROFILE,
        **extra,
        "ein": "122321231",
        "profile_uuid": uuid,
        "profile_type": "SECONDARY",
    }


def test_the_remote_id_is_told_once_there_is_one(world: World, door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    world.drain()
    answer = door.get(f"Profile/{uuid}/")
    assert answer["Linecheck-Sync"] == "in-sync"
    theirs = next(p for p in world.objects("profiles") if p["profile_alias"] == "Acme Bakery")
    assert body(answer)["profile"]["remote_id"] == theirs["profile_uuid"] != uuid


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"entity_type": "private"}, {"entity_type": "PRIVATE"}),
        ({"entity_type": "Non-Profit"}, {"entity_type": "NON_PROFIT"}),
        ({"customer_type": "reseller"}, {"customer_type": "RESELLER"}),
        ({"vertical": "Real estate"}, {"vertical": "REAL_ESTATE"}),
        ({"vertical": "ENTERNTAINMENT"}, {"vertical": "ENTERTAINMENT"}),
        ({"ein": 122321231}, {"ein": "122321231"}),
        ({"ein": " 12-2321231 "}, {"ein": "122321231"}),
        ({"ein_issuing_country": "us"}, {"ein_issuing_country": "US"}),
        ({"alt_business_id_type": "none"}, {"alt_business_id_type": "NONE"}),
        ({"company_name": "  Acme  "}, {"company_name": "Acme"}),
        ({"company_name": 7}, {"company_name": "7"}),
        ({"website": "HTTPS://AcmeBakery.com/"}, {"website": "https://acmebakery.com"}),
    ],
)
def test_values_are_read_tolerantly_and_written_one_way(
    door: Door, sent: dict[str, Any], stored: dict[str, str]
) -> None:
    assert door.post("Profile/", change(**sent)).status_code == 200
    profile = Profile.objects.get()
    assert {name: getattr(profile, name) for name in stored} == stored


def test_a_seniority_outside_the_list_is_kept(door: Door) -> None:
    contact = {**PROFILE["authorized_contact"], "seniority": "C_LEVEL", "title": "Mr."}
    uuid = body(door.post("Profile/", change(authorized_contact=contact)))["profile_uuid"]
    assert body(door.get(f"Profile/{uuid}/"))["profile"]["authorized_contact"] == contact


def test_a_person_needs_no_numbers_of_a_company(door: Door) -> None:
    sent = {**without("ein", "ein_issuing_country"), "entity_type": "INDIVIDUAL"}
    uuid = body(door.post("Profile/", sent))["profile_uuid"]
    assert "ein" not in body(door.get(f"Profile/{uuid}/"))["profile"]


def test_unknown_keys_are_ignored(door: Door) -> None:
    sent = change(profile_uuid="mine", created_at="x", nonsense={"a": [1]}, remote_id="theirs")
    assert door.post("Profile/", sent).status_code == 200
    profile = Profile.objects.get()
    assert (profile.public_id == "mine", profile.remote_id) == (False, "")


@pytest.mark.parametrize("absent", ["", None, [], {}])
def test_absent_is_absent_in_every_spelling(door: Door, absent: Any) -> None:
    optional = ("stock_symbol", "stock_exchange", "alt_business_id", "alt_business_id_type")
    assert door.post("Profile/", change(**dict.fromkeys(optional, absent))).status_code == 200
    said = error(door.post("Profile/", change(company_name=absent, address=absent)))
    for key in ("company_name", "address.street", "address.country"):
        assert f"{key}: " in said


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (without("profile_alias"), "profile_alias"),
        (without("customer_type"), "customer_type"),
        (without("entity_type"), "entity_type"),
        (without("company_name"), "company_name"),
        (without("vertical"), "vertical"),
        (without("address"), "address.street"),
        (without("authorized_contact"), "authorized_contact.first_name"),
        (change(customer_type="DIRECTLY"), "customer_type"),
        (change(entity_type="PRIVATE_PROFIT"), "entity_type"),
        (change(vertical="BAKERY"), "vertical"),
        (change(ein="12-232123-1234"), "ein"),
        (change(ein_issuing_country="USA"), "ein_issuing_country"),
        (change(entity_type="PUBLIC"), "stock_symbol"),
        (change(entity_type="PUBLIC", stock_symbol="A"), "stock_exchange"),
        (change(stock_exchange="NOWHERE"), "stock_exchange"),
        (change(alt_business_id_type="VAT"), "alt_business_id_type"),
        (change(website="not a site"), "website"),
        (change(plivo_subaccount="MA2025RK4E639VJFZAGV"), "plivo_subaccount"),
        (change(business_contact_email="office"), "business_contact_email"),
        (change(company_name="x" * 101), "company_name"),
        (change(address={**PROFILE["address"], "state": "New York"}), "address.state"),
        (change(address={**PROFILE["address"], "country": "Utopia"}), "address.country"),
        (change(address="660 Broadway"), "address"),
        (change(address=["660 Broadway"]), "address"),
        (
            change(authorized_contact={**PROFILE["authorized_contact"], "phone": "555"}),
            "authorized_contact.phone",
        ),
    ],
)
def test_a_mistake_is_named_at_its_key(door: Door, sent: dict[str, Any], key: str) -> None:
    assert f"{key}: " in error(door.post("Profile/", sent))
    assert not Profile.objects.exists()


def test_every_mistake_is_named_at_once(door: Door) -> None:
    said = error(door.post("Profile/", {}))
    assert said.count(": ") >= 14


def test_a_second_company_of_one_name_is_refused(door: Door) -> None:
    door.post("Profile/", PROFILE)
    said = error(door.post("Profile/", PROFILE))
    assert said.startswith("profile_alias: Another company of this connection")
    assert Profile.objects.count() == 1


def test_an_update_changes_what_it_names(world: World, door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    world.drain()
    path = f"Profile/{uuid}/"
    sent = {
        "vertical": "energy",
        "address": {"street": "1 Main St", "city": ""},
        "authorized_contact": {"title": "Dr"},
        "company_name": "",
        "profile_alias": "Another name",
        "customer_type": "RESELLER",
    }
    answer = door.post(path, sent)
    assert (answer.status_code, answer["Linecheck-Sync"]) == (200, "waiting")
    assert set(body(answer)) == {"api_id", "profile"}
    changed = body(answer)["profile"]
    assert changed["vertical"] == "ENERGY"
    assert changed["address"] == {**PROFILE["address"], "street": "1 Main St"}
    assert changed["authorized_contact"] == {**PROFILE["authorized_contact"], "title": "Dr"}
    for kept in ("company_name", "profile_alias", "customer_type"):
        assert changed[kept] == PROFILE[kept]
    world.drain()
    assert door.get(path)["Linecheck-Sync"] == "in-sync"
    theirs = next(p for p in world.objects("profiles") if p["profile_alias"] == "Acme Bakery")
    assert (theirs["vertical"], theirs["address"]["street"]) == ("ENERGY", "1 Main St")


def test_an_update_that_changes_nothing_sends_nothing(world: World, door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    world.drain()
    before = len(world.writes())
    for sent in ({}, {"company_name": ""}, {"vertical": "retail", "ein": 122321231}):
        answer = door.post(f"Profile/{uuid}/", sent)
        assert (answer.status_code, answer["Linecheck-Sync"]) == (200, "in-sync")
    world.drain()
    assert len(world.writes()) == before


def test_a_bad_update_changes_nothing(door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    said = error(door.post(f"Profile/{uuid}/", {"vertical": "x", "address": {"state": "Texas"}}))
    assert "vertical: " in said and "address.state: " in said
    assert Profile.objects.get().vertical == "RETAIL"


def test_a_deleted_profile_is_gone_at_once(world: World, door: Door) -> None:
    uuid = body(door.post("Profile/", PROFILE))["profile_uuid"]
    world.drain()
    answer = door.delete(f"Profile/{uuid}/")
    assert answer.status_code == 200
    assert body(answer)["message"] == "Profile deleted successfully."
    for call in (door.get, door.post, door.delete):
        error(call(f"Profile/{uuid}/"), 404)
    assert body(door.get("Profile/"))["meta"]["total_count"] == 0
    world.drain()
    assert [p["profile_type"] for p in world.objects("profiles")] == ["PRIMARY"]
    error(door.get(f"Profile/{uuid}/"), 404)


def test_a_profile_in_use_stays(world: World, door: Door) -> None:
    brand = world.brand()
    said = error(door.delete(f"Profile/{brand.profile.public_id}/"))
    assert str(brand) in said
    verified = world.profile(profile_alias="Second")
    sent = bodies.verification(verified.public_id, world.tollfree_numbers()[0])
    assert door.post("TollfreeVerification/", sent).status_code == 201
    assert "verification" in error(door.delete(f"Profile/{verified.public_id}/"))


def test_the_primary_profile_stays(world: World, door: Door) -> None:
    pull_profiles(configuration=world.configuration, actor=world.actor)
    primary = body(door.get("Profile/?type=primary"))["profiles"][0]
    assert primary["profile_type"] == "PRIMARY"
    assert "primary profile" in error(door.delete(f"Profile/{primary['profile_uuid']}/"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Public", "Energy", "Primary"]),
        ("entity_type=PUBLIC", ["Public"]),
        ("entity_type=public", ["Public"]),
        ("vertical=Energy", ["Energy"]),
        ("type=SECONDARY", ["Public", "Energy"]),
        ("type=secondary&vertical=energy", ["Energy"]),
        ("type=secondary&vertical=", ["Public", "Energy"]),
        ("vertical=nonsense", []),
        ("nonsense=1", ["Public", "Energy", "Primary"]),
    ],
)
def test_lists_are_filtered_in_any_case(
    world: World, door: Door, asked: str, found: list[str]
) -> None:
    pull_profiles(configuration=world.configuration, actor=world.actor)
    Profile.objects.update(profile_alias="Primary", vertical="RETAIL", entity_type="PRIVATE")
    world.profile(profile_alias="Energy", vertical="ENERGY")
    listing = {"stock_symbol": "A", "stock_exchange": "NYSE"}
    world.profile(profile_alias="Public", entity_type="PUBLIC", **listing)
    page = body(door.get(f"Profile/?{asked}"))
    assert [one["profile_alias"] for one in page["profiles"]] == found
    assert page["meta"]["total_count"] == len(found)
