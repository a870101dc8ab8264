from typing import Any

import pytest

from tests.sandbox.api import Api, refused


@pytest.fixture
def campaign(api: Api) -> str:
    return api.campaign()


def link(api: Api, campaign: str, *numbers: str, **over: Any) -> Any:
    return api.post(f"10dlc/Campaign/{campaign}/Number/", {"numbers": list(numbers)} | over)


def standing(api: Api, number: str) -> tuple[str, str]:
    body = api.get(f"Number/{number}/").json()
    return body["tendlc_registration_status"], body["tendlc_campaign_id"]


def test_a_number_is_linked(api: Api, campaign: str) -> None:
    number = api.numbers()[0]
    answer = link(api, campaign, number)
    assert answer.status_code == 202
    assert answer.json()["message"] == (
        f"Request to link {number} to campaign {campaign} was received and is being processed"
    )
    body = api.get(f"10dlc/Campaign/{campaign}/Number/{number}/").json()
    assert body["phone_numbers"] == [{"number": number, "status": "PROCESSING"}]
    assert (body["campaign_id"], body["usecase"]) == (campaign, "2FA")
    assert "meta" not in body
    assert standing(api, number) == ("PROCESSING", campaign)
    api.settle()
    body = api.get(f"10dlc/Campaign/{campaign}/Number/{number}").json()
    assert body["phone_numbers"] == [{"number": number, "status": "COMPLETED"}]
    assert standing(api, number) == ("COMPLETED", campaign)


def test_many_numbers_are_linked_together(api: Api, campaign: str) -> None:
    numbers = api.numbers()
    assert len(numbers) == 6
    answer = link(api, campaign, *numbers)
    assert answer.status_code == 202
    assert all(number in answer.json()["message"] for number in numbers)
    body = api.get(f"10dlc/Campaign/{campaign}/Number/").json()
    assert [entry["number"] for entry in body["phone_numbers"]] == numbers
    assert body["phone_numbers_summary"] == {"PROCESSING": 6}
    assert body["number_pool_limit"] == 49
    page = api.get(f"10dlc/Campaign/{campaign}/Number/?limit=2&offset=4").json()
    assert [entry["number"] for entry in page["phone_numbers"]] == numbers[4:]


def test_it_refuses_all_numbers_when_one_is_bad(api: Api, campaign: str) -> None:
    good = api.numbers()[0]
    refused(link(api, campaign, good, "12125550199"), 400, "12125550199 is not rented")
    assert api.get(f"10dlc/Campaign/{campaign}/Number/").json()["phone_numbers"] == []
    assert standing(api, good) == ("UNREGISTERED", "")


def test_it_refuses_a_number_already_linked_anywhere(api: Api, campaign: str) -> None:
    number = api.numbers()[0]
    link(api, campaign, number)
    words = f"The number {number} is already requested for linking"
    refused(link(api, campaign, number), 400, words)
    api.settle()
    refused(link(api, api.campaign(), number), 400, words)


@pytest.mark.parametrize(
    "traits", [{"sms_enabled": False}, {"type": "tollfree"}, {"type": "mobile"}]
)
def test_it_refuses_a_number_10dlc_does_not_cover(
    api: Api, campaign: str, traits: dict[str, Any]
) -> None:
    number = api.number(**traits)
    refused(link(api, campaign, number), 400, f"The number {number} is not")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (None, "numbers is required"),
        ([], "numbers is required"),
        ("", "numbers is required"),
        ([1], "must be a list of strings"),
        ({"a": 1}, "must be a list of strings"),
        (["hello"], "The number hello is not a valid number"),
        ([""], "is not a valid number"),
    ],
)
def test_it_refuses_bad_numbers(api: Api, campaign: str, numbers: Any, words: str) -> None:
    body = {"numbers": numbers, "campaign_id": campaign}
    refused(api.post(f"10dlc/Campaign/{campaign}/Number/", body), 400, words)


def test_it_refuses_a_number_named_twice(api: Api, campaign: str) -> None:
    number = api.numbers()[0]
    refused(link(api, campaign, number, f"+{number}"), 400, "must not repeat")


def test_the_campaign_must_be_active(api: Api) -> None:
    processing = api.campaign(settled=False)
    refused(link(api, processing, api.numbers()[0]), 400, "ACTIVE")
    failed = api.campaign(campaign_alias="DECLINE 1001")
    refused(link(api, failed, api.numbers()[0]), 400, "FAILED")
    refused(link(api, "C000000", api.numbers()[0]), 404, "Campaign not found.")


def test_a_starter_campaign_has_five_numbers_at_most(api: Api) -> None:
    starter = api.campaign(brand_id=api.brand(brand_type="STARTER"), usecase="STARTER")
    numbers = api.numbers()
    refused(link(api, starter, *numbers), 400, "at most 5")
    assert link(api, starter, *numbers[:5]).status_code == 202


def test_a_failed_link_can_be_asked_for_again(api: Api, campaign: str) -> None:
    number = api.number("0000")
    link(api, campaign, number)
    api.settle()
    body = api.get(f"10dlc/Campaign/{campaign}/Number/{number}/").json()
    assert body["phone_numbers"] == [{"number": number, "status": "FAILED"}]
    assert standing(api, number) == ("UNREGISTERED", "")
    assert link(api, campaign, number).status_code == 202
    body = api.get(f"10dlc/Campaign/{campaign}/Number/").json()
    assert body["phone_numbers"] == [{"number": number, "status": "PROCESSING"}]


@pytest.mark.parametrize("body", [None, {"url": "", "method": "POST"}])
def test_a_number_is_unlinked(api: Api, campaign: str, body: Any) -> None:
    number = api.numbers()[0]
    link(api, campaign, number)
    api.settle()
    path = f"10dlc/Campaign/{campaign}/Number/{number}/"
    answer = api.delete(path, body)
    assert answer.status_code == 202
    assert answer.json()["message"] == (
        f"Request to unlink {number} from campaign {campaign} was received and is being processed"
    )
    assert api.get(path).json()["phone_numbers"] == [{"number": number, "status": "PROCESSING"}]
    assert api.delete(path, body).status_code == 202
    api.settle()
    refused(api.get(path), 404, f"The number {number} is not linked to this campaign")
    assert standing(api, number) == ("UNREGISTERED", "")
    assert link(api, campaign, number).status_code == 202


def test_a_number_that_is_not_linked_is_404(api: Api, campaign: str) -> None:
    path = f"10dlc/Campaign/{campaign}/Number/{api.numbers()[0]}/"
    refused(api.get(path), 404, "is not linked to this campaign")
    refused(api.delete(path), 404, "is not linked to this campaign")
    bad = f"10dlc/Campaign/{campaign}/Number/xxxxx/"
    refused(api.delete(bad), 400, "The number xxxxx is not a valid number")


def test_a_number_linked_to_another_campaign_is_404(api: Api, campaign: str) -> None:
    number = api.numbers()[0]
    link(api, api.campaign(), number)
    refused(api.get(f"10dlc/Campaign/{campaign}/Number/{number}/"), 404, "not linked")


def test_the_account_starts_with_fourteen_numbers(api: Api) -> None:
    body = api.get("Number/").json()
    assert set(body) == {"api_id", "meta", "objects"}
    assert body["meta"]["total_count"] == 14
    numbers = body["objects"]
    local_us = [n for n in numbers if (n["type"], n["country"]) == ("fixed", "US")]
    assert len(local_us) == 8
    assert [n["sms_enabled"] for n in local_us].count(False) == 1
    assert set(numbers[0]) == {
        "number", "alias", "country", "type", "number_type", "sms_enabled", "mms_enabled",
        "voice_enabled", "application", "region", "added_on", "tendlc_registration_status",
        "tendlc_campaign_id", "toll_free_sms_verification", "toll_free_sms_verification_id",
        "resource_uri",
    }  # fmt: skip
    assert standing(api, numbers[0]["number"]) == ("UNREGISTERED", "")


def test_account_numbers_are_filtered(api: Api) -> None:
    numbers = api.get("Number/").json()["objects"]

    def found(**query: str) -> list[str]:
        return [n["number"] for n in api.get("Number/", **query).json()["objects"]]

    for kind, amount in (("fixed", 9), ("tollfree", 4), ("toll-free", 4), ("mobile", 1)):
        assert len(found(type=kind)) == amount
    first = numbers[0]["number"]
    assert found(number_startswith=first[:7]) == [first]
    assert found(number_startswith="99") == []
    refused(api.get("Number/", type="satellite"), 400, "type must be one of")


def test_one_account_number_is_read(api: Api) -> None:
    number = api.numbers()[0]
    body = api.get(f"Number/{number}/").json()
    assert body["number"] == number
    assert body["resource_uri"] == f"/v1/Account/{api.account}/Number/{number}/"
    refused(api.get("Number/12125550199/"), 404, "Number not found.")
