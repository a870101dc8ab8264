"""Every magic input of docs/sandbox.md does what its table says."""

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.api import CAMPAIGN, Api, refused


def brand_of(api: Api, **profile: Any) -> dict[str, Any]:
    return api.get(f"10dlc/Brand/{api.brand(profile=profile)}/").json()["brand"]


def campaign_of(api: Api, **over: Any) -> dict[str, Any]:
    return api.get(f"10dlc/Campaign/{api.campaign(**over)}/").json()["campaign"]


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"company_name": "DECLINE TAX Inc."}, "Tax ID does not match the company name"),
        ({"company_name": "DECLINE NONPROFIT"}, "IRS tax exempt subsection status not found"),
        ({"company_name": "DECLINE GOV"}, "Not recognized as a government entity"),
        ({"ein": "00-0000001"}, "Tax ID does not match the company name"),
    ],
)
def test_a_brand_is_declined(api: Api, profile: dict[str, str], words: str) -> None:
    brand = brand_of(api, **profile)
    assert brand["registration_status"] == "FAILED"
    (reason,) = brand["declined_reasons"]
    assert set(reason) == {"code", "message"}
    assert words in reason["message"]
    assert "vetting_score" not in brand


@pytest.mark.parametrize(("name", "score"), [("SCORE 30 Ltd", 30), ("SCORE 999", 100), ("A", 80)])
def test_a_brand_is_scored(api: Api, name: str, score: int) -> None:
    assert brand_of(api, company_name=name)["vetting_score"] == score


@pytest.mark.parametrize("code", ["1001", "1002", "1003", "1004"])
@pytest.mark.parametrize("field", ["campaign_alias", "sample2"])
def test_a_campaign_is_declined(api: Api, code: str, field: str) -> None:
    campaign = campaign_of(api, **{field: f"{CAMPAIGN[field]} DECLINE {code}"})
    assert campaign["registration_status"] == "FAILED"
    assert campaign["error_code"] == code
    assert campaign["error_reason"] and campaign["error_description"]
    assert "mno_metadata" not in campaign


def test_an_imported_campaign_is_declined_by_its_alias(api: Api) -> None:
    body = {"campaign_alias": "DECLINE 1001", "campaign_id": "CABCDEF"}
    api.post("10dlc/Campaign/Import/", body)
    api.settle()
    campaign = api.get("10dlc/Campaign/CABCDEF/").json()["campaign"]
    assert campaign["error_code"] == "1001"


def test_processing_can_last_for_ever(api: Api) -> None:
    brand = brand_of(api, company_name="STAY PROCESSING Inc.")
    assert brand["registration_status"] == "PROCESSING"
    description = f"{CAMPAIGN['description']} STAY PROCESSING"
    assert campaign_of(api, description=description)["registration_status"] == "PROCESSING"
    path, number = f"10dlc/Campaign/{api.campaign()}/", api.number("0001")
    api.post(f"{path}Number/", {"numbers": [number]})
    api.settle()
    body = api.get(f"{path}Number/{number}/").json()
    assert body["phone_numbers"] == [{"number": number, "status": "PROCESSING"}]
    refused(api.delete(path), 400, "processing")


def test_a_campaign_expires_after_another_delay(api: Api) -> None:
    campaign = campaign_of(api, campaign_alias="EXPIRE soon")
    assert campaign["registration_status"] == "ACTIVE"
    api.settle()
    path = f"10dlc/Campaign/{campaign['campaign_id']}/"
    assert api.get(path).json()["campaign"]["registration_status"] == "EXPIRED"
    refused(api.post(path, {"campaign_alias": "again"}), 400, "EXPIRED")


def test_only_capital_letters_are_magic(api: Api) -> None:
    campaign = campaign_of(api, sample1="Acme: your code will expire in 5 minutes. decline 1001")
    api.settle()
    path = f"10dlc/Campaign/{campaign['campaign_id']}/"
    assert api.get(path).json()["campaign"]["registration_status"] == "ACTIVE"


def test_a_long_jump_in_time_passes_through_every_state(api: Api) -> None:
    campaign = api.campaign(settled=False, campaign_alias="EXPIRE")
    api.sandbox.advance(10 * api.sandbox.delay, api.account)
    body = api.get(f"10dlc/Campaign/{campaign}/").json()["campaign"]
    assert body["registration_status"] == "EXPIRED"
    assert body["mno_metadata"]["AT&T"] == {"tpm": 4500}


def test_the_table_is_served_and_printed(api: Api) -> None:
    page = Path("docs/sandbox.md").read_text()
    table = api.sandbox.magic()
    assert len(table) >= 14
    for entry in table:
        row = " | ".join((entry["object"], entry["field"], entry["input"], entry["effect"]))
        assert f"| {row} |" in page
