import re
from typing import Any

import pytest

from tests.sandbox.api import Api, refused


def test_a_brand_is_created_processing_then_completed_with_vetting(api: Api) -> None:
    profile_uuid = api.profile()
    body = {"brand_alias": "Acme", "profile_uuid": profile_uuid, "brand_type": "standard"}
    answer = api.post("10dlc/Brand/", body)
    assert answer.status_code == 200
    made = answer.json()
    assert set(made) == {"api_id", "brand_id", "message"}
    assert re.fullmatch(r"B[A-Z0-9]{6}", made["brand_id"])
    assert made["message"] == "Request to create brand was received and is being processed."

    brand = api.get(f"10dlc/Brand/{made['brand_id']}/").json()["brand"]
    assert brand["registration_status"] == "PROCESSING"
    assert "vetting_score" not in brand
    api.settle()
    brand = api.get(f"Brand/{made['brand_id']}").json()["brand"]
    assert brand["registration_status"] == "COMPLETED"
    assert (brand["vetting_status"], brand["vetting_score"]) == ("ACTIVE", 80)
    assert brand["profile_uuid"] == profile_uuid
    assert brand["company_name"] == "Acme Goods Inc."
    assert not any(key.startswith("_") for key in brand)


def test_vetting_is_only_done_when_asked(api: Api) -> None:
    brand = api.brand(secondary_vetting=False)
    assert "vetting_score" not in api.get(f"10dlc/Brand/{brand}/").json()["brand"]


def test_the_default_is_starter(api: Api) -> None:
    brand = api.brand(brand_type="", profile={"ein": "", "ein_issuing_country": ""})
    body = api.get(f"10dlc/Brand/{brand}/").json()["brand"]
    assert (body["brand_type"], body["registration_status"]) == ("STARTER", "COMPLETED")
    assert "vetting_score" not in body


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"brand_alias": ""}, "brand_alias is required"),
        ({"profile_uuid": None}, "profile_uuid is required"),
        ({"profile_uuid": "0d3bb1b4-0000-0000-0000-000000000000"}, "Profile not found"),
        ({"profile_uuid": "x" * 37}, "at most 36"),
        ({"brand_type": "GOLD"}, "brand_type must be one of"),
        ({"secondary_vetting": "true"}, "secondary_vetting must be true or false"),
        ({"url": "not a url"}, "url must be"),
        ({"url": "ftp://example.com/"}, "url must be"),
        ({"url": "http://example.com:port/"}, "url must be"),
        ({"method": "PUT"}, "method must be one of"),
    ],
)
def test_it_refuses_bad_input(api: Api, change: dict[str, Any], words: str) -> None:
    body = {"brand_alias": "Acme", "brand_type": "STANDARD"}
    body["profile_uuid"] = api.profile()
    refused(api.post("10dlc/Brand/", body | change), 400, words)


def test_standard_needs_an_ein(api: Api) -> None:
    profile_uuid = api.profile(ein="", ein_issuing_country="")
    body = {"brand_alias": "Acme", "brand_type": "STANDARD", "profile_uuid": profile_uuid}
    refused(api.post("10dlc/Brand/", body), 400, "without an EIN")


def test_a_profile_serves_one_brand_at_a_time(api: Api) -> None:
    profile_uuid = api.profile()
    brand = api.brand(profile_uuid=profile_uuid)
    body = {"brand_alias": "Again", "brand_type": "STANDARD", "profile_uuid": profile_uuid}
    refused(api.post("10dlc/Brand/", body), 400, "already been used")
    api.delete(f"10dlc/Brand/{brand}/")
    assert api.post("10dlc/Brand/", body).status_code == 200


def test_a_brand_keeps_the_profile_as_it_was(api: Api) -> None:
    profile_uuid = api.profile()
    brand = api.brand(profile_uuid=profile_uuid)
    api.post(f"Profile/{profile_uuid}/", {"company_name": "Other"})
    assert api.get(f"10dlc/Brand/{brand}/").json()["brand"]["company_name"] == "Acme Goods Inc."


@pytest.mark.parametrize("name", ["registration_status", "status"])
def test_the_list_filters_by_status_under_both_names(api: Api, name: str) -> None:
    failed = api.brand(profile={"company_name": "DECLINE TAX Inc."})
    completed = api.brand(brand_type="STARTER")
    processing = api.brand(settled=False)

    def ids(**query: str) -> list[str]:
        return [brand["brand_id"] for brand in api.get("10dlc/Brand/", **query).json()["brands"]]

    assert ids() == [processing, completed, failed]
    assert ids(**{name: "failed"}) == [failed]
    assert ids(**{name: "Completed"}) == [completed]
    assert ids(type="starter") == [completed]
    assert api.get("10dlc/Brand/").json()["meta"]["total_count"] == 3
    refused(api.get("10dlc/Brand/", **{name: "ODD"}), 400, name)


def test_use_cases_depend_on_the_type(api: Api) -> None:
    standard = api.get(f"10dlc/Brand/{api.brand()}/usecases/").json()
    assert set(standard) == {"api_id", "brand_id", "use_cases"}
    assert len(standard["use_cases"]) == 12
    assert standard["use_cases"][0] == {
        "code": "2FA",
        "details": "Any two-factor authentication with passcodes used to unlock accounts",
        "name": "Two-Factor Authentication",
    }
    starter = api.get(f"10dlc/Brand/{api.brand(brand_type='STARTER')}/usecases").json()
    assert [case["code"] for case in starter["use_cases"]] == ["STARTER"]


def test_a_brand_is_deleted_for_good(api: Api) -> None:
    brand = api.brand()
    body = api.delete(f"10dlc/Brand/{brand}/").json()
    assert (body["brand_id"], body["message"]) == (brand, "Brand Deactivated")
    refused(api.get(f"10dlc/Brand/{brand}/"), 404, "Brand not found.")
    refused(api.delete(f"10dlc/Brand/{brand}/"), 404, "Brand not found.")
    assert api.objects()["brands"][0]["deleted"] is True


def test_a_brand_with_active_campaigns_cannot_be_deleted(api: Api) -> None:
    brand = api.brand()
    campaign = api.campaign(brand_id=brand)
    refused(api.delete(f"10dlc/Brand/{brand}/"), 400, "active campaigns")
    api.delete(f"10dlc/Campaign/{campaign}/")
    assert api.delete(f"10dlc/Brand/{brand}/").status_code == 200


def test_registration_and_vetting_are_paid(api: Api) -> None:
    api.brand()
    api.brand(secondary_vetting=False)
    api.brand(brand_type="STARTER")
    assert [(paid["kind"], paid["fee"]) for paid in api.objects()["paid"]] == [
        ("brand", 44),
        ("brand", 4),
        ("brand", 4),
    ]
