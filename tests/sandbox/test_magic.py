"""Every magic input of docs/sandbox.md does what its table says."""

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.api import CAMPAIGN, TOLLFREE, Api, refused


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


def tollfree_of(api: Api, **over: Any) -> dict[str, Any]:
    return api.get(f"TollfreeVerification/{api.tollfree(**over)}/").json()


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("REJECT SHAFT", "SHAFT content is not supported"),
        ("REJECT AGE", "Age gate policy needs to be added"),
        ("REJECT USECASE", "Unsupported use case and message content"),
        ("REJECT URL", "Invalid or unaccepted domain/URL"),
        ("REJECT BUSINESS", "Business information could not be validated"),
        ("REJECT OPTIN", "Opt-in information failed validation"),
    ],
)
@pytest.mark.parametrize("field", ["usecase_summary", "extra_data", "help_message"])
def test_a_tollfree_verification_is_rejected(api: Api, phrase: str, words: str, field: str) -> None:
    verification = tollfree_of(api, **{field: f"{TOLLFREE.get(field, 'Ticket 1')} {phrase}"})
    assert (verification["status"], verification["error_message"]) == ("REJECTED", words)


def test_more_is_asked_for_and_six_days_later_it_is_too_late(api: Api) -> None:
    verification = tollfree_of(api, extra_data="UPDATE REQUIRED")
    assert verification["status"] == "UPDATE_REQUIRED"
    assert verification["error_message"] == "Opt-in information failed validation"
    path = f"TollfreeVerification/{verification['uuid']}/"
    api.sandbox.advance(6 * 24 * 3600 - 60, api.account)
    assert api.get(path).json()["status"] == "UPDATE_REQUIRED"
    api.settle()
    late = api.get(path).json()
    assert late["status"] == "REJECTED"
    assert late["error_message"] == "The requested data was not supplied within six days."


def test_a_tollfree_verification_can_stay_where_it_is(api: Api) -> None:
    numbers = [n["number"] for n in api.get("Number/", type="tollfree").json()["objects"]]
    submitted = tollfree_of(api, extra_data="STAY SUBMITTED", number=numbers[0])
    processing = tollfree_of(api, extra_data="STAY PROCESSING", number=numbers[1])
    api.settle()
    for body, status in ((submitted, "SUBMITTED"), (processing, "PROCESSING")):
        assert body["status"] == status
        path = f"TollfreeVerification/{body['uuid']}/"
        assert api.get(path).json()["status"] == status
        number = api.get(f"Number/{body['number']}/").json()
        assert number["toll_free_sms_verification"] == "PENDING_VERIFICATION"
        assert api.delete(path).status_code == 204


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
    assert len(table) >= 23
    for entry in table:
        row = " | ".join((entry["object"], entry["field"], entry["input"], entry["effect"]))
        assert f"| {row} |" in page
