import re
from typing import Any

import pytest

from tests.sandbox.api import CAMPAIGN, Api, refused

UPDATE = {
    "description": "One-time passcodes for people who sign in to their Acme account.",
    "sample1": "Acme: 111111 is your one-time passcode.",
}


def test_a_campaign_is_created_processing_then_active(api: Api) -> None:
    brand = api.brand()
    answer = api.post("10dlc/Campaign/", CAMPAIGN | {"brand_id": brand})
    assert answer.status_code == 200
    made = answer.json()
    # Plivo's page and the SDKs disagree on the keys; all four satisfy every client.
    assert set(made) == {"api_id", "apiId", "campaign_id", "campaignId", "message"}
    assert re.fullmatch(r"C[A-Z0-9]{6}", made["campaign_id"])
    assert made["message"] == "Request to create campaign was received and is being processed."

    path = f"10dlc/Campaign/{made['campaign_id']}/"
    assert api.get(path).json()["campaign"]["registration_status"] == "PROCESSING"
    api.settle()
    campaign = api.get(path).json()["campaign"]
    assert campaign["registration_status"] == "ACTIVE"
    assert campaign["mno_metadata"] == {
        "AT&T": {"tpm": 4500},
        "T-Mobile": {"brand_tier": "TOP"},
        "US Cellular": {"tpm": 4500},
        "Verizon Wireless": {"tpm": 4500},
    }
    assert campaign["campaign_attributes"] == {
        key: value for key, value in CAMPAIGN.items() if isinstance(value, bool)
    }
    texts = {key: value for key, value in CAMPAIGN.items() if isinstance(value, str)}
    assert texts.items() <= campaign.items()
    assert (campaign["campaign_source"], campaign["reseller_id"]) == ("plivo", "")
    assert campaign["brand_id"] == brand


def test_throughput_follows_the_score(api: Api) -> None:
    low = api.brand(profile={"company_name": "Acme SCORE 30"})
    campaign = api.campaign(brand_id=low)
    body = api.get(f"10dlc/Campaign/{campaign}/").json()["campaign"]
    assert body["mno_metadata"]["T-Mobile"] == {"brand_tier": "LOW"}


@pytest.mark.parametrize(
    "field",
    [
        "campaign_alias",
        "brand_id",
        "vertical",
        "description",
        "usecase",
        "sample1",
        "sample2",
        "message_flow",
        "help_message",
        "optout_message",
        "subscriber_optin",
        "direct_lending",
        "embedded_link",
        "embedded_phone",
        "age_gated",
        "affiliate_marketing",
    ],
)
def test_it_refuses_a_missing_field(api: Api, field: str) -> None:
    body = CAMPAIGN | {"brand_id": "B123456"} | {field: None}
    refused(api.post("10dlc/Campaign/", body), 400, f"{field} is required")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"description": "x" * 39}, "description must have at least 40"),
        ({"message_flow": "x" * 39}, "message_flow must have at least 40"),
        ({"sample1": "x" * 19}, "sample1 must have at least 20"),
        ({"sample2": "x" * 19}, "sample2 must have at least 20"),
        ({"sample5": "x" * 19}, "sample5 must have at least 20"),
        ({"sample_3": "x" * 19}, "sample3 must have at least 20"),
        ({"help_message": "x" * 19}, "help_message must have at least 20"),
        ({"optin_message": "x" * 19}, "optin_message must have at least 20"),
        ({"optout_message": "x" * 19}, "optout_message must have at least 20"),
        ({"usecase": "SPAM"}, "usecase must be one of"),
        ({"vertical": "SPACE"}, "vertical must be one of"),
        ({"optin_keywords": "YES, START"}, "comma-separated"),
        ({"optout_keywords": "STOP!"}, "comma-separated"),
        ({"help_keywords": "help"}, "capital letters"),
        ({"sub_usecases": ["2FA", "MARKETING"]}, "only applicable to"),
        ({"usecase": "MIXED"}, "two to five"),
        ({"usecase": "MIXED", "sub_usecases": ["2FA"]}, "two to five"),
        ({"usecase": "MIXED", "sub_usecases": ["2FA", "2FA"]}, "two to five"),
        ({"usecase": "MIXED", "sub_usecases": ["2FA", "MIXED"]}, "'MIXED' is not allowed"),
        ({"usecase": "MIXED", "sub_usecases": {"a": 1}}, "must be a list"),
        ({"subscriber_optin": False}, "subscriber_optin must be true"),
        ({"subscriber_optout": False}, "subscriber_optout must be true"),
        ({"subscriber_help": False}, "subscriber_help must be true"),
        ({"age_gated": "no"}, "age_gated must be true or false"),
        ({"url": "nowhere"}, "url must be"),
        ({"brand_id": "B000000"}, "Brand not found"),
        ({"usecase": "STARTER"}, "STARTER"),
    ],
)
def test_it_refuses_bad_input(api: Api, change: dict[str, Any], words: str) -> None:
    brand = api.brand()
    refused(api.post("10dlc/Campaign/", CAMPAIGN | {"brand_id": brand} | change), 400, words)


def test_a_brand_must_be_registered_first(api: Api) -> None:
    processing = api.brand(settled=False)
    body = CAMPAIGN | {"brand_id": processing}
    refused(api.post("10dlc/Campaign/", body), 400, "PROCESSING")
    failed = api.brand(profile={"company_name": "DECLINE GOV"})
    refused(api.post("10dlc/Campaign/", CAMPAIGN | {"brand_id": failed}), 400, "FAILED")


def test_a_starter_brand_allows_only_starter(api: Api) -> None:
    brand = api.brand(brand_type="STARTER")
    refused(api.post("10dlc/Campaign/", CAMPAIGN | {"brand_id": brand}), 400, "STARTER")
    campaign = api.campaign(brand_id=brand, usecase="STARTER")
    body = api.get(f"10dlc/Campaign/{campaign}/").json()["campaign"]
    assert body["mno_metadata"]["AT&T"] == {"tpm": 15}
    assert body["mno_metadata"]["T-Mobile"] == {"brand_tier": "SOLE_PROPRIETOR"}


@pytest.mark.parametrize("given", [["2fa", "MARKETING"], "2FA,MARKETING"])
def test_sub_use_cases_are_answered_as_one_string(api: Api, given: Any) -> None:
    campaign = api.campaign(usecase="MIXED", sub_usecases=given)
    body = api.get(f"10dlc/Campaign/{campaign}/").json()["campaign"]
    assert body["sub_usecase"] == "2FA,MARKETING"
    assert "sub_usecases" not in body


def test_the_node_sdks_spelling_of_samples_is_read(api: Api) -> None:
    campaign = api.campaign(sample_3="Acme: this is a third sample.")
    body = api.get(f"10dlc/Campaign/{campaign}/").json()["campaign"]
    assert body["sample3"] == "Acme: this is a third sample."


def test_the_list_filters(api: Api) -> None:
    brand = api.brand()
    passcodes = api.campaign(brand_id=brand)
    failed = api.campaign(brand_id=brand, usecase="MARKETING", campaign_alias="DECLINE 1001")
    api.post("10dlc/Campaign/Import/", {"campaign_id": "C1234567", "campaign_alias": "shared"})

    def ids(**query: str) -> list[str]:
        found = api.get("10dlc/Campaign/", **query).json()["campaigns"]
        return [campaign["campaign_id"] for campaign in found]

    assert ids() == ["C1234567", failed, passcodes]
    assert ids(usecase="2fa") == [passcodes]
    assert ids(brand_id=brand) == [failed, passcodes]
    assert ids(registration_status="Active") == [passcodes]
    assert ids(registration_status="Failed", brand_id=brand) == [failed]
    assert ids(registration_status="EXPIRED") == []
    assert ids(campaign_source="shared") == ["C1234567"]
    assert ids(campaign_source="Plivo") == [failed, passcodes]
    refused(api.get("10dlc/Campaign/", campaign_source="tcr"), 400, "campaign_source")
    assert api.get("10dlc/Campaign/").json()["meta"]["total_count"] == 3


def test_only_failed_and_processing_campaigns_are_updated(api: Api) -> None:
    campaign = api.campaign(settled=False)
    path = f"10dlc/Campaign/{campaign}/"
    answer = api.post(path, UPDATE | {"help_message": "", "optin_message": None})
    assert answer.status_code == 200
    body = answer.json()["campaign"]
    assert body["registration_status"] == "PROCESSING"
    assert UPDATE.items() <= body.items()
    assert body["help_message"] == CAMPAIGN["help_message"]
    api.settle()
    refused(api.post(path, UPDATE), 400, "ACTIVE")


def test_an_update_keeps_to_the_updatable_fields(api: Api) -> None:
    path = f"10dlc/Campaign/{api.campaign(settled=False)}/"
    api.post(path, UPDATE | {"usecase": "MARKETING", "vertical": "ENERGY", "age_gated": True})
    body = api.get(path).json()["campaign"]
    assert (body["usecase"], body["vertical"]) == ("2FA", "RETAIL")
    assert body["campaign_attributes"]["age_gated"] is False


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "names no field"),
        ({"description": "", "sample1": ""}, "names no field"),
        ({"description": "short"}, "at least 40"),
        ({"help_keywords": "help"}, "capital letters"),
        ({"sample1": 5}, "must be a string"),
    ],
)
def test_it_refuses_a_bad_update(api: Api, change: dict[str, Any], words: str) -> None:
    refused(api.post(f"10dlc/Campaign/{api.campaign(settled=False)}/", change), 400, words)


def test_a_resubmitted_campaign_is_decided_again(api: Api) -> None:
    campaign = api.campaign(description=f"DECLINE 1004 {CAMPAIGN['description']}")
    path = f"10dlc/Campaign/{campaign}/"
    assert api.get(path).json()["campaign"]["error_code"] == "1004"

    api.post(path, {"sample1": "Acme: another sample, the flaw stays."})
    body = api.get(path).json()["campaign"]
    assert body["registration_status"] == "PROCESSING"
    assert "error_code" not in body
    api.settle()
    assert api.get(path).json()["campaign"]["registration_status"] == "FAILED"

    api.post(path, UPDATE)
    api.settle()
    body = api.get(path).json()["campaign"]
    assert body["registration_status"] == "ACTIVE"
    assert not {"error_code", "error_reason", "error_description"} & set(body)


def test_every_submission_is_paid(api: Api) -> None:
    campaign = api.campaign(settled=False)
    api.post(f"10dlc/Campaign/{campaign}/", UPDATE)
    assert [(p["kind"], p["id"], p["fee"]) for p in api.objects()["paid"][1:]] == [
        ("campaign", campaign, 15),
        ("campaign update", campaign, 15),
    ]


def test_a_shared_campaign_is_imported(api: Api) -> None:
    answer = api.post(
        "10dlc/Campaign/Import", {"campaign_alias": "Friendly Name", "campaign_id": "C1234567"}
    )
    assert answer.status_code == 200
    assert answer.json()["campaign_id"] == "C1234567"
    message = "Request to import campaign was received and is being processed."
    assert answer.json()["message"] == message
    api.settle()
    campaign = api.get("10dlc/Campaign/C1234567/").json()["campaign"]
    assert campaign["registration_status"] == "ACTIVE"
    assert (campaign["campaign_source"], campaign["campaign_alias"]) == ("shared", "Friendly Name")
    assert re.fullmatch(r"B[A-Z0-9]{6}", campaign["brand_id"])
    assert len(campaign["description"]) >= 40
    assert api.objects()["paid"] == []


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"campaign_id": "CABCDEF"}, 400, "campaign_alias is required"),
        ({"campaign_alias": "x"}, 400, "campaign_id is required"),
        ({"campaign_alias": "x", "campaign_id": "B123456"}, 400, "not a valid campaign id"),
        ({"campaign_alias": "x", "campaign_id": "cabcdef"}, 400, "not a valid campaign id"),
        ({"campaign_alias": "x", "campaign_id": "CXABCDE"}, 404, "not shared"),
    ],
)
def test_it_refuses_a_bad_import(api: Api, body: dict[str, str], status: int, words: str) -> None:
    refused(api.post("10dlc/Campaign/Import/", body), status, words)


def test_a_campaign_is_imported_once(api: Api) -> None:
    body = {"campaign_alias": "x", "campaign_id": "CABCDEF"}
    assert api.post("10dlc/Campaign/Import/", body).status_code == 200
    refused(api.post("10dlc/Campaign/Import/", body), 400, "already imported")


def test_a_campaign_is_deleted_and_frees_its_numbers(api: Api) -> None:
    campaign, number = api.campaign(), api.numbers()[0]
    path = f"10dlc/Campaign/{campaign}/"
    api.post(f"{path}Number/", {"numbers": [number]})
    refused(api.delete(path), 400, "processing")
    api.settle()
    body = api.delete(path).json()
    assert (body["campaign_id"], body["message"]) == (campaign, "Campaign Deactivated")
    refused(api.get(path), 404, "Campaign not found.")
    rented = api.get(f"Number/{number}/").json()
    assert rented["tendlc_registration_status"] == "UNREGISTERED"
