"""Every sample of Plivo's 10DLC and toll-free verification pages: its request is sent, its
answer's keys come back."""

import pytest

from tests.sandbox import printed
from tests.sandbox.api import Api, refused


@pytest.fixture
def profile_uuid(api: Api) -> str:
    answer = api.post("Profile/", printed.CREATE_PROFILE)
    assert (answer.status_code, set(answer.json())) == (200, {"api_id", "message", "profile_uuid"})
    return answer.json()["profile_uuid"]


@pytest.fixture
def brand_id(api: Api, profile_uuid: str) -> str:
    body = printed.CREATE_STANDARD_BRAND | {"profile_uuid": profile_uuid}
    answer = api.post("10dlc/Brand/", body)
    assert (answer.status_code, set(answer.json())) == (200, {"api_id", "brand_id", "message"})
    api.settle()
    return answer.json()["brand_id"]


@pytest.fixture
def campaign_id(api: Api, brand_id: str) -> str:
    body = printed.CREATE_CAMPAIGN | printed.CORRECTIONS | {"brand_id": brand_id}
    answer = api.post("10dlc/Campaign/", body)
    assert answer.status_code == 200
    assert {"apiId", "campaignId", "message"} <= set(answer.json())
    api.settle()
    return answer.json()["campaignId"]


def test_profile_samples(api: Api, profile_uuid: str) -> None:
    path = f"Profile/{profile_uuid}/"
    listed = api.get("Profile/", limit=1).json()
    assert set(listed) == {"api_id", "meta", "profiles"}
    assert set(listed["meta"]) == printed.META_KEYS
    assert listed["meta"]["next"] == f"/v1/Account/{api.account}/Profile/?limit=1&offset=1"
    read, updated = api.get(path).json(), api.post(path, printed.UPDATE_PROFILE).json()
    for body in (read, updated):
        assert set(body) == {"api_id", "profile"}
        assert set(body["profile"]) == printed.PROFILE_KEYS
        assert set(body["profile"]["address"]) == printed.ADDRESS
        assert set(body["profile"]["authorized_contact"]) == printed.CONTACT
        assert body["profile"]["entity_type"] == "PUBLIC"
    assert listed["profiles"] == [read["profile"]]
    assert set(api.delete(path).json()) == {"api_id", "message"}


def test_brand_samples(api: Api, brand_id: str) -> None:
    read = api.get(f"10dlc/Brand/{brand_id}/").json()
    assert set(read) == {"api_id", "brand"}
    assert set(read["brand"]) >= printed.BRAND_KEYS
    listed = api.get("10dlc/Brand/").json()
    assert set(listed) == {"api_id", "meta", "brands"}
    assert set(listed["meta"]) == printed.META_KEYS | {"total_count"}
    assert listed["brands"] == [read["brand"]]
    cases = api.get(f"Brand/{brand_id}/usecases/").json()
    assert set(cases) == {"api_id", "brand_id", "use_cases"}
    assert all(set(case) == {"code", "details", "name"} for case in cases["use_cases"])
    assert set(api.delete(f"Brand/{brand_id}/").json()) == {"api_id", "brand_id", "message"}


def test_starter_brand_samples(api: Api, profile_uuid: str) -> None:
    body = printed.CREATE_STARTER_BRAND | {"profile_uuid": profile_uuid}
    brand_id = api.post("10dlc/Brand/", body).json()["brand_id"]
    api.settle()
    brand = api.get(f"10dlc/Brand/{brand_id}/").json()["brand"]
    assert set(brand) >= printed.STARTER_BRAND_KEYS
    assert brand["registration_status"] == "COMPLETED"


def test_the_printed_campaign_is_refused_until_it_is_corrected(api: Api, brand_id: str) -> None:
    body = printed.CREATE_CAMPAIGN | {"brand_id": brand_id}
    for field, correction in printed.CORRECTIONS.items():
        refused(api.post("10dlc/Campaign/", body), 400, field)
        body[field] = correction
    assert api.post("10dlc/Campaign/", body).status_code == 200


def test_campaign_samples(api: Api, campaign_id: str) -> None:
    path = f"10dlc/Campaign/{campaign_id}/"
    read = api.get(path).json()
    assert set(read) == {"api_id", "campaign"}
    assert set(read["campaign"]) == printed.CAMPAIGN_KEYS
    assert set(read["campaign"]["campaign_attributes"]) == printed.ATTRIBUTE_KEYS
    assert set(read["campaign"]["mno_metadata"]) == {
        "AT&T", "T-Mobile", "US Cellular", "Verizon Wireless"
    }  # fmt: skip
    listed = api.get("10dlc/Campaign/").json()
    assert set(listed) == {"api_id", "meta", "campaigns"}
    assert set(listed["meta"]) == printed.META_KEYS | {"total_count"}
    assert listed["campaigns"] == [read["campaign"]]
    deleted = api.delete(f"Campaign/{campaign_id}/").json()
    assert set(deleted) == {"api_id", "campaign_id", "message"}


def test_the_campaign_update_sample(api: Api, campaign_id: str) -> None:
    api.sandbox.drift(api.account, "campaign", campaign_id, {"registration_status": "FAILED"})
    answer = api.post(f"10dlc/Campaign/{campaign_id}/", printed.UPDATE_CAMPAIGN)
    assert (answer.status_code, set(answer.json())) == (200, {"api_id", "campaign"})
    assert printed.UPDATE_CAMPAIGN.items() <= answer.json()["campaign"].items()


def test_the_import_sample(api: Api) -> None:
    answer = api.post("10dlc/Campaign/Import", printed.IMPORT_CAMPAIGN)
    assert (answer.status_code, set(answer.json())) == (200, {"api_id", "campaign_id", "message"})


def test_number_samples(api: Api, campaign_id: str) -> None:
    number = api.numbers()[0]
    path = f"10dlc/Campaign/{campaign_id}/Number/"
    callback = {"url": "https://yourdomain.invalid/tendlc_status/", "method": "POST"}
    linked = api.post(path, {"numbers": [number], **callback})
    assert (linked.status_code, set(linked.json())) == (202, {"api_id", "message"})
    keys = {"api_id", "campaign_alias", "campaign_id", "phone_numbers", "usecase"}
    for read in (api.get(f"{path}?limit=10&offset=0"), api.get(f"{path}{number}/")):
        assert read.status_code == 200
        assert set(read.json()) == keys | {"phone_numbers_summary", "number_pool_limit"}
        assert read.json()["phone_numbers"] == [{"number": number, "status": "PROCESSING"}]
    unlinked = api.delete(f"{path}{number}/", callback)
    assert (unlinked.status_code, set(unlinked.json())) == (202, {"api_id", "message"})


def test_tollfree_samples(api: Api, profile_uuid: str) -> None:
    number = api.number(type="tollfree")
    body = printed.CREATE_TOLLFREE | {"profile_uuid": profile_uuid, "number": number}
    made = api.post("TollfreeVerification/", body)
    assert (made.status_code, set(made.json())) == (201, {"api_id", "message", "uuid"})
    assert made.json()["message"] == "created"
    path = f"TollfreeVerification/{made.json()['uuid']}/"
    read = api.get(path).json()
    # The method is not printed; the SDKs send it and read it.
    assert set(read) == printed.TOLLFREE_KEYS | {"api_id", "callback_method"}
    assert body.items() <= read.items()
    assert (read["status"], read["error_message"]) == ("SUBMITTED", "")
    listed = api.get("TollfreeVerification/").json()
    assert set(listed) == {"api_id", "meta", "objects"}
    assert set(listed["meta"]) == printed.META_KEYS | {"total_count"}
    assert listed["objects"] == [{key: read[key] for key in read if key != "api_id"}]
    updated = api.post(path, {"volume": "10,000"})
    assert (updated.status_code, set(updated.json())) == (202, {"api_id", "message"})
    deleted = api.delete(path)
    assert (deleted.status_code, deleted.content) == (204, b"")
