from typing import Any

import pytest

from tests.sandbox.api import PROFILE, Api, refused


def test_a_profile_is_created_and_read(api: Api) -> None:
    answer = api.post("Profile/", PROFILE)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"api_id", "message", "profile_uuid"}
    assert body["message"] == "Profile created successfully."
    profile = api.get(f"Profile/{body['profile_uuid']}/").json()["profile"]
    assert PROFILE.items() <= profile.items()
    assert profile["profile_type"] == "SECONDARY"
    assert profile["created_at"].endswith("Z")


def test_enums_are_read_in_any_case_and_kept_upper(api: Api) -> None:
    profile_uuid = api.profile(customer_type="reseller", entity_type="private", vertical="Energy")
    profile = api.get(f"Profile/{profile_uuid}/").json()["profile"]
    assert (profile["customer_type"], profile["entity_type"]) == ("RESELLER", "PRIVATE")
    assert profile["vertical"] == "ENERGY"


def test_empty_members_are_absent(api: Api) -> None:
    profile_uuid = api.profile(
        alt_business_id="", alt_business_id_type="", stock_exchange=None, website=""
    )
    profile = api.get(f"Profile/{profile_uuid}/").json()["profile"]
    assert not {"alt_business_id", "alt_business_id_type", "stock_exchange", "website"} & set(
        profile
    )


@pytest.mark.parametrize(
    "field",
    [
        "profile_alias",
        "customer_type",
        "entity_type",
        "company_name",
        "vertical",
        "address",
        "authorized_contact",
    ],
)
@pytest.mark.parametrize("empty", ["", None, {}, [], "  "])
def test_it_refuses_a_missing_field(api: Api, field: str, empty: Any) -> None:
    if empty == "  " and field in ("address", "authorized_contact"):
        empty = {}
    refused(api.post("Profile/", PROFILE | {field: empty}), 400, f"{field} is required")


@pytest.mark.parametrize(
    ("_case", "change", "words"),
    [
        ("unknown enum", {"vertical": "SPACE"}, "vertical must be one of"),
        ("unknown type", {"customer_type": "BROKER"}, "customer_type must be one of"),
        ("wrong type", {"company_name": 7}, "company_name must be a string"),
        ("wrong type", {"company_name": ["Acme"]}, "company_name must be a string"),
        ("wrong type", {"address": "660 Broadway"}, "address must be an object"),
        ("wrong type", {"ein": True}, "ein must be a string"),
        ("too long", {"company_name": "x" * 101}, "at most 100"),
        ("too long", {"plivo_subaccount": "x" * 21}, "at most 20"),
        ("short EIN", {"ein": "12345678"}, "ein must have 9 digits"),
        ("long EIN", {"ein": "12125552222"}, "ein must have 9 digits"),
        ("two hyphens", {"ein": "12-345-6789"}, "ein must have 9 digits"),
        ("public", {"entity_type": "PUBLIC"}, "stock_symbol is required"),
        ("public", {"entity_type": "PUBLIC", "stock_symbol": "A"}, "stock_exchange is required"),
        ("exchange", {"stock_exchange": "MOON"}, "stock_exchange must be one of"),
        ("email", {"business_contact_email": "nobody"}, "not a valid email"),
        ("country", {"ein_issuing_country": "USA"}, "two letter"),
        ("member", {"address": PROFILE["address"] | {"city": ""}}, "address.city is required"),
        ("member", {"address": PROFILE["address"] | {"country": "USA"}}, "address.country"),
        (
            "member",
            {"authorized_contact": PROFILE["authorized_contact"] | {"phone": "x"}},
            "authorized_contact.phone",
        ),
        (
            "member",
            {"authorized_contact": PROFILE["authorized_contact"] | {"email": "x"}},
            "authorized_contact.email",
        ),
    ],
)
def test_it_refuses_bad_input(api: Api, _case: str, change: dict[str, Any], words: str) -> None:
    refused(api.post("Profile/", PROFILE | change), 400, words)


@pytest.mark.parametrize("ein", ["12-1231234", 121231234])
def test_an_ein_may_have_a_hyphen_or_be_an_integer(api: Api, ein: Any) -> None:
    profile_uuid = api.profile(ein=ein)
    assert api.get(f"Profile/{profile_uuid}/").json()["profile"]["ein"] == "121231234"


def test_another_countrys_number_is_kept_as_it_is(api: Api) -> None:
    profile_uuid = api.profile(ein="GB 1-2", ein_issuing_country="GB")
    assert api.get(f"Profile/{profile_uuid}/").json()["profile"]["ein"] == "GB 1-2"


def test_the_list_filters(api: Api) -> None:
    api.profile(profile_alias="energetic", vertical="ENERGY")
    api.profile(profile_alias="person", entity_type="INDIVIDUAL", ein="", ein_issuing_country="")

    def aliases(**query: str) -> list[str]:
        found = api.get("Profile/", **query).json()["profiles"]
        return [profile["profile_alias"] for profile in found]

    assert aliases(vertical="Energy") == ["energetic"]
    assert aliases(entity_type="individual") == ["person"]
    assert aliases(type="PRIMARY") == ["Primary profile"]
    assert aliases(type="secondary") == ["person", "energetic"]
    refused(api.get("Profile/", type="TERTIARY"), 400, "type must be one of")


def test_the_list_has_no_total_count(api: Api) -> None:
    assert set(api.get("Profile/").json()["meta"]) == {"limit", "offset", "next", "previous"}


def test_an_update_changes_what_it_names(api: Api) -> None:
    profile_uuid = api.profile()
    answer = api.post(
        f"Profile/{profile_uuid}/",
        {"vertical": "energy", "company_name": "", "address": {"city": "Albany"}},
    )
    assert answer.status_code == 200
    profile = answer.json()["profile"]
    assert profile["vertical"] == "ENERGY"
    assert profile["company_name"] == PROFILE["company_name"]
    assert profile["address"] == PROFILE["address"] | {"city": "Albany"}
    assert api.get(f"Profile/{profile_uuid}/").json()["profile"] == profile


def test_an_update_leaves_the_other_fields_alone(api: Api) -> None:
    profile_uuid = api.profile()
    api.post(f"Profile/{profile_uuid}/", {"profile_alias": "x", "customer_type": "RESELLER"})
    profile = api.get(f"Profile/{profile_uuid}/").json()["profile"]
    assert (profile["profile_alias"], profile["customer_type"]) == ("Acme", "DIRECT")


def test_an_update_is_validated_as_a_whole(api: Api) -> None:
    path = f"Profile/{api.profile()}/"
    refused(api.post(path, {"entity_type": "PUBLIC"}), 400, "stock_symbol is required")
    refused(api.post(path, {"vertical": "SPACE"}), 400, "vertical")


def test_a_profile_is_deleted_for_good(api: Api) -> None:
    path = f"Profile/{api.profile()}/"
    body = api.delete(path).json()
    assert body["message"] == "Profile deleted successfully."
    for again in (api.get(path), api.post(path, {}), api.delete(path)):
        refused(again, 404, "Profile not found.")


def test_the_primary_profile_cannot_be_deleted(api: Api) -> None:
    primary = api.get("Profile/", type="PRIMARY").json()["profiles"][0]
    assert primary["primary_profile"] == primary["profile_uuid"]
    refused(api.delete(f"Profile/{primary['profile_uuid']}/"), 400, "primary profile")


def test_a_profile_with_a_brand_cannot_be_deleted(api: Api) -> None:
    profile_uuid = api.profile()
    brand = api.brand(profile_uuid=profile_uuid)
    refused(api.delete(f"Profile/{profile_uuid}/"), 400, "used by a brand")
    api.delete(f"10dlc/Brand/{brand}/")
    assert api.delete(f"Profile/{profile_uuid}/").status_code == 200
