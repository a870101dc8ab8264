"""The official Python SDK through whole cycles, untouched but for its base address."""

import plivo
import plivo.rest.client
import pytest
from plivo.exceptions import (
    AuthenticationError,
    InvalidRequestError,
    PlivoRestError,
    PlivoServerError,
    ResourceNotFoundError,
    ValidationError,
)

from tests.sandbox.api import CAMPAIGN, PROFILE, TOLLFREE, Api


@pytest.fixture
def client(api: Api, monkeypatch: pytest.MonkeyPatch) -> plivo.RestClient:
    # The SDK has no option for this; its own request() resets base_uri from the global.
    base = f"{api.sandbox.plivo_url}/v1/Account"
    monkeypatch.setattr(plivo.rest.client, "PLIVO_API_BASE_URI", base)
    return plivo.RestClient(api.account, api.token)


def test_a_profile_cycle(client: plivo.RestClient) -> None:
    made = client.profile.create(**PROFILE)
    assert made.message == "Profile created successfully."
    read = client.profile.get(made.profile_uuid)
    assert read.profile.company_name == PROFILE["company_name"]
    assert read.profile.address.city == PROFILE["address"]["city"]
    listed = client.profile.list(limit=1, offset=0)
    assert [profile.profile_uuid for profile in listed.profiles] == [made.profile_uuid]
    assert listed.meta.next.endswith("limit=1&offset=1")
    changed = client.profile.update(
        made.profile_uuid, {"vertical": "ENERGY", "address": {"city": "Troy"}}
    )
    assert changed.profile.vertical == "ENERGY"
    assert changed.profile.company_name == PROFILE["company_name"]
    gone = client.profile.delete(made.profile_uuid)
    assert gone.message == "Profile deleted successfully."
    with pytest.raises(ResourceNotFoundError, match="Profile not found."):
        client.profile.get(made.profile_uuid)


def test_a_brand_cycle(client: plivo.RestClient, api: Api) -> None:
    made = client.brand.create("Acme", "STANDARD", api.profile(), secondary_vetting=True)
    assert client.brand.get(made.brand_id).brand.registration_status == "PROCESSING"
    api.settle()
    assert client.brand.get(made.brand_id).brand.vetting_score == 80
    listed = client.brand.list(type="STANDARD", status="COMPLETED", limit=5)
    assert [brand.brand_id for brand in listed.brands] == [made.brand_id]
    assert listed.meta.total_count == 1
    assert len(client.brand.get_usecases(made.brand_id).use_cases) == 12
    assert client.brand.delete(made.brand_id).message == "Brand Deactivated"


def test_a_campaign_and_number_cycle(client: plivo.RestClient, api: Api) -> None:
    fields = {key: value for key, value in CAMPAIGN.items() if key != "campaign_alias"}
    made = client.campaign.create(brand_id=api.brand(), campaign_alias="DECLINE 1004", **fields)
    assert made.api_id
    api.settle()
    read = client.campaign.get(made.campaign_id).campaign
    assert (read.registration_status, read.error_code) == ("FAILED", "1004")

    # The SDK cannot change the alias, and sends "" for every field not given.
    api.post(f"10dlc/Campaign/{made.campaign_id}/", {"campaign_alias": "Passcodes"})
    again = client.campaign.update(made.campaign_id, sample1="Acme: 777777 is your passcode.")
    assert again.campaign.registration_status == "PROCESSING"
    assert again.campaign.sample2 == CAMPAIGN["sample2"]
    api.settle()
    listed = client.campaign.list(registration_status="Active", usecase="2FA", limit=20)
    assert [campaign.campaign_id for campaign in listed.campaigns] == [made.campaign_id]

    number = api.numbers()[0]
    asked = client.campaign.number_link(made.campaign_id, numbers=[number])
    assert asked.message.startswith(f"Request to link {number} to campaign")
    api.settle()
    linked = client.campaign.get_numbers(made.campaign_id)
    assert [(n.number, n.status) for n in linked.phone_numbers] == [(number, "COMPLETED")]
    one = client.campaign.get_number(made.campaign_id, number)
    assert one.phone_numbers[0].status == "COMPLETED"
    rented = client.numbers.get(number)
    assert rented.tendlc_campaign_id == made.campaign_id
    client.campaign.number_unlink(made.campaign_id, number)
    api.settle()
    with pytest.raises(ResourceNotFoundError, match="not linked to this campaign"):
        client.campaign.get_number(made.campaign_id, number)
    assert client.campaign.delete(made.campaign_id).message == "Campaign Deactivated"


def test_an_import(client: plivo.RestClient) -> None:
    made = client.campaign.import_campaign("CABCDEF", "Friendly Name")
    assert made.campaign_id == "CABCDEF"
    assert client.campaign.get("CABCDEF").campaign.campaign_source == "shared"


def test_a_tollfree_verification_cycle(client: plivo.RestClient, api: Api) -> None:
    number = api.number(type="tollfree")
    made = client.tollfree_verification.create(
        profile_uuid=api.profile(),
        number=number,
        optin_message="Acme: reply YES to get passcodes. UPDATE REQUIRED",
        **TOLLFREE,
    )
    assert made.message == "created"
    api.settle()
    read = client.tollfree_verification.get(made.uuid)
    assert (read.number, read.status) == (number, "UPDATE_REQUIRED")
    assert read.error_message == "Opt-in information failed validation"

    # The SDK sends the uuid in the body too.
    changed = read.update(optin_message="Acme: reply YES to get passcodes.", volume="100,000")
    assert changed.message == (
        f"Tollfree verification request for uuid {made.uuid} updated successfully."
    )
    found = client.tollfree_verification.list(
        number=number, status="SUBMITTED", usecase="2FA", created__gte="2020-01-01",
        created__lte="2020-01-05",
    )  # fmt: skip
    assert (len(found), found.meta.total_count) == (0, 0)
    (only,) = client.tollfree_verification.list(number=number, limit=5)
    assert (only.uuid, only.volume) == (made.uuid, "100,000")
    client.tollfree_verification.delete(made.uuid)
    with pytest.raises(ResourceNotFoundError, match="Tollfree verification not found."):
        client.tollfree_verification.get(made.uuid)


def test_account_numbers(client: plivo.RestClient) -> None:
    page = client.numbers.list(limit=5, type="fixed")
    assert len(page.objects) == 5
    assert page.meta.total_count == 9
    assert len({number.number for number in client.numbers}) == 14


def test_errors_become_the_sdks_exceptions(client: plivo.RestClient, api: Api) -> None:
    with pytest.raises(ValidationError, match="company_name is required"):
        client.profile.create(**PROFILE | {"company_name": ""})
    for status, expected in (
        (405, InvalidRequestError), (500, PlivoServerError), (429, PlivoRestError)
    ):  # fmt: skip
        api.sandbox.fault(account=api.account, kind="status", status=status)
        with pytest.raises(expected):
            client.profile.list()
    stranger = plivo.RestClient(api.account, "wrong")
    with pytest.raises(AuthenticationError, match="authentication failed"):
        stranger.profile.list()
