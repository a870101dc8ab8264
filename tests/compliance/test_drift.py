import copy
from typing import Any

import pytest

from apps.compliance.models import Brand, Campaign, Profile
from apps.compliance.serializers import (
    BrandResource,
    CampaignResource,
    ProfileResource,
    drift,
)


def body_of(obj: Any) -> dict[str, Any]:
    """What the provider would answer if it agreed with us."""
    serializer = {Profile: ProfileResource, Brand: BrandResource, Campaign: CampaignResource}
    return copy.deepcopy(dict(serializer[type(obj)](obj, context={"ids": "theirs"}).data))


@pytest.mark.parametrize("name", ["profile", "brand", "campaign"])
def test_an_agreeing_body_is_no_drift(request: pytest.FixtureRequest, name: str) -> None:
    obj = request.getfixturevalue(name)
    assert drift(obj, body_of(obj)) == {}


@pytest.mark.parametrize("body", [None, {}, [], "x"])
def test_a_body_that_is_none_is_no_drift(profile: Profile, body: Any) -> None:
    assert drift(profile, body) == {}


def test_ids_states_and_what_they_compute_are_not_compared(campaign: Campaign) -> None:
    body = body_of(campaign) | {
        "campaign_id": "COTHER1",
        "brand_id": "BOTHER1",
        "registration_status": "FAILED",
        "mno_metadata": {"AT&T": {"tpm": 15}},
        "created_at": "2023-01-01T00:00:00Z",
        "reseller_id": "R9",
    }
    assert drift(campaign, body) == {}


def test_spelling_is_no_drift(profile: Profile, campaign: Campaign) -> None:
    body = body_of(profile)
    body["entity_type"] = "PRIVATE_PROFIT"
    body["vertical"] = "healthcare"
    body["ein"] = "12-3456789"
    body["company_name"] = "HARBOUR DENTAL LLC "
    body["authorized_contact"]["phone"] = "15125550143"
    body["website"] = "WWW.harbourdental.com/"
    body["doing_business_as"] = None
    assert drift(profile, body) == {}
    body = body_of(campaign)
    body["sub_usecase"] = "2FA, CUSTOMER_CARE"
    body["help_keywords"] = "HELP, INFO"
    body["campaign_attributes"]["age_gated"] = "false"
    assert drift(campaign, body) == {}


def test_the_misspelt_vertical_of_the_samples_is_entertainment(campaign: Campaign) -> None:
    campaign.vertical = "ENTERTAINMENT"
    assert drift(campaign, body_of(campaign) | {"vertical": "ENTERNTAINMENT"}) == {}


def test_capitalised_keys_of_the_samples_are_read(profile: Profile) -> None:
    body = body_of(profile)
    body["Address"] = body.pop("address")
    assert drift(profile, body) == {}


def test_a_changed_text_is_told_with_both_sides(campaign: Campaign) -> None:
    body = body_of(campaign) | {"description": "Something else that somebody wrote at Plivo."}
    assert drift(campaign, body) == {
        "description": (campaign.description, "Something else that somebody wrote at Plivo.")
    }


def test_of_an_address_only_what_differs_is_told(profile: Profile) -> None:
    body = body_of(profile)
    body["address"] = {**body["address"], "city": "Dallas"}
    assert drift(profile, body) == {"address": ({"city": "Austin"}, {"city": "Dallas"})}


def test_a_changed_attribute_is_told(campaign: Campaign) -> None:
    body = body_of(campaign)
    body["campaign_attributes"] = {**body["campaign_attributes"], "embedded_link": True}
    assert drift(campaign, body) == {
        "campaign_attributes": ({"embedded_link": False}, {"embedded_link": True})
    }


def test_what_we_did_not_set_is_theirs(profile: Profile) -> None:
    assert drift(profile, body_of(profile) | {"stock_symbol": "HBR"}) == {}


def test_what_we_set_and_they_lost_is_drift(profile: Profile) -> None:
    body = body_of(profile)
    del body["ein"]
    assert drift(profile, body) == {"ein": ("123456789", None)}


def test_a_body_that_leaves_out_what_plivo_need_not_print_is_no_drift(campaign: Campaign) -> None:
    body = body_of(campaign)
    for name in ("campaign_alias", "privacy_policy_link", "optin_message", "sub_usecase"):
        del body[name]
    assert drift(campaign, body) == {}


def test_a_brand_does_not_follow_later_edits_of_its_company(brand: Brand) -> None:
    body = body_of(brand)
    brand.profile.company_name = "Harbour Dental Group LLC"
    assert drift(brand, body) == {}
