import json
from typing import Any

import pytest

from apps.compliance.models import Brand, Campaign, Profile
from apps.compliance.serializers import (
    BrandRequest,
    BrandResource,
    CampaignImportRequest,
    CampaignRequest,
    CampaignResource,
    CampaignUpdateRequest,
    NumberLinkRequest,
    NumberResource,
    ProfileRequest,
    ProfileResource,
    ProfileUpdateRequest,
    snapshot,
)
from apps.providers.models import ProviderConfiguration
from apps.sync.errors import Waiting
from tests.compliance import rows

THEIRS = {"ids": "theirs", "callback_url": "https://linecheck.example/callbacks/plivo/x/"}


class TestProfileRequest:
    def test_it_nests_address_and_contact_and_leaves_out_what_is_empty(
        self, profile: Profile
    ) -> None:
        body = json.loads(json.dumps(ProfileRequest(profile, context=THEIRS).data))
        assert body["address"] == {
            "street": "660 Broadway",
            "city": "Austin",
            "state": "TX",
            "postal_code": "78701",
            "country": "US",
        }
        assert body["authorized_contact"]["phone"] == "+15125550143"
        assert body["ein"] == "123456789"
        assert not {"stock_symbol", "plivo_subaccount", "profile_uuid"} & set(body)

    def test_an_update_carries_only_what_may_change(self, profile: Profile) -> None:
        profile.stock_symbol = "HBR"
        body = ProfileUpdateRequest(profile, context=THEIRS).data
        assert not {"profile_alias", "customer_type", "stock_symbol"} & set(body)
        assert body["company_name"] == "Harbour Dental LLC"

    def test_it_reads_the_same_shape_and_takes_empty_for_absent(self) -> None:
        sent = {
            "company_name": "ABC Inc.",
            "ein": 122321231,
            "alt_business_id_type": "",
            "authorized_contact": {},
            "address": {"street": "660 Broadway", "state": ""},
            "unknown": 1,
        }
        reader = ProfileRequest(data=sent)
        assert reader.is_valid(), reader.errors
        assert reader.validated_data == {
            "company_name": "ABC Inc.",
            "ein": "122321231",
            "street": "660 Broadway",
        }


class TestProfileResource:
    def test_it_answers_our_id_and_names_theirs(self, profile: Profile) -> None:
        body = ProfileResource(profile).data
        assert body["profile_uuid"] == profile.public_id
        assert body["remote_id"] == profile.remote_id
        assert body["profile_type"] == "SECONDARY"


class TestBrandRequest:
    def test_it_waits_for_a_profile_the_provider_does_not_have(
        self, configuration: ProviderConfiguration
    ) -> None:
        profile = rows.profile(configuration)
        with pytest.raises(Waiting) as waiting:
            _ = BrandRequest(rows.brand(profile), context=THEIRS).data
        assert waiting.value.on == profile

    def test_it_writes_their_id_and_our_callback(self, brand: Brand) -> None:
        assert BrandRequest(brand, context=THEIRS).data == {
            "profile_uuid": brand.profile.remote_id,
            "brand_alias": "Harbour Dental",
            "brand_type": "STANDARD",
            "secondary_vetting": True,
            "url": THEIRS["callback_url"],
            "method": "POST",
        }

    def test_vetting_off_is_said_aloud_and_a_starter_says_nothing(self, brand: Brand) -> None:
        brand.secondary_vetting = False
        assert BrandRequest(brand, context=THEIRS).data["secondary_vetting"] is False
        brand.brand_type = "STARTER"
        assert "secondary_vetting" not in BrandRequest(brand, context=THEIRS).data

    def test_a_snapshot_has_neither_ids_nor_callback(self, brand: Brand) -> None:
        assert snapshot(BrandRequest, brand) == {
            "brand_alias": "Harbour Dental",
            "brand_type": "STANDARD",
            "secondary_vetting": True,
        }

    @pytest.mark.parametrize("which", ["public_id", "remote_id"])
    def test_it_finds_the_profile_by_either_id(self, profile: Profile, which: str) -> None:
        sent = {"profile_uuid": getattr(profile, which), "brand_alias": "Harbour"}
        context = {"configuration": profile.configuration}
        reader = BrandRequest(data=sent, context=context)
        assert reader.is_valid(), reader.errors
        assert reader.validated_data["profile"] == profile
        assert reader.validated_data["brand_type"] == "STARTER"
        assert reader.validated_data["secondary_vetting"] is False

    def test_the_profile_of_another_account_is_unknown(self, profile: Profile) -> None:
        sent = {"profile_uuid": profile.public_id, "brand_alias": "Harbour"}
        reader = BrandRequest(data=sent, context={"configuration": rows.configuration()})
        assert not reader.is_valid()
        assert "no profile with the id" in reader.errors["profile_uuid"][0]

    def test_a_standard_brand_is_vetted_unless_told_otherwise(self, profile: Profile) -> None:
        context = {"configuration": profile.configuration}
        sent = {
            "profile_uuid": profile.public_id,
            "brand_alias": "Harbour",
            "brand_type": "standard",
        }
        reader = BrandRequest(data=sent, context=context)
        assert reader.is_valid(), reader.errors
        assert reader.validated_data["secondary_vetting"] is True


class TestBrandResource:
    def test_it_has_the_documented_keys(self, brand: Brand) -> None:
        brand.remote_data = {"vetting_score": 80, "vetting_status": "ACTIVE"}
        body = BrandResource(brand).data
        assert body["brand_id"] == brand.public_id
        assert body["profile_uuid"] == brand.profile.public_id
        assert body["registration_status"] == "COMPLETED"
        assert body["vetting_score"] == 80
        assert body["address"]["city"] == "Austin"
        assert "declined_reasons" not in body


class TestCampaignRequest:
    def test_it_writes_lists_and_every_attribute(self, campaign: Campaign) -> None:
        body = json.loads(json.dumps(CampaignRequest(campaign, context=THEIRS).data))
        assert body["brand_id"] == "BHXDNDJ"
        assert body["sub_usecases"] == ["CUSTOMER_CARE", "2FA"]
        assert body["subscriber_optin"] is True
        assert body["direct_lending"] is False
        assert "sample3" not in body
        assert "sub_usecase" not in body

    def test_it_waits_for_a_brand_the_provider_does_not_have(self, profile: Profile) -> None:
        brand = rows.brand(profile)
        with pytest.raises(Waiting) as waiting:
            _ = CampaignRequest(rows.campaign(brand), context=THEIRS).data
        assert waiting.value.on == brand

    @pytest.mark.parametrize(
        ("key", "value"),
        [("sub_usecase", "CUSTOMER_CARE,2FA"), ("sub_usecases", ["customer_care", "2FA"])],
    )
    def test_it_reads_both_spellings_of_the_use_cases(
        self, campaign: Campaign, key: str, value: Any
    ) -> None:
        assert campaign.brand is not None
        sent = {**rows.FILINGS["campaign"], "brand_id": campaign.brand.public_id}
        del sent["sub_usecases"]
        reader = CampaignRequest(
            data={**sent, key: value, "sample_3": "A third sample, as Node sends it."},
            context={"configuration": campaign.configuration},
        )
        assert reader.is_valid(), reader.errors
        assert reader.validated_data["sub_usecases"] == ["CUSTOMER_CARE", "2FA"]
        assert reader.validated_data["sample3"] == "A third sample, as Node sends it."

    def test_a_resubmission_carries_only_what_may_change(self, campaign: Campaign) -> None:
        body = snapshot(CampaignUpdateRequest, campaign)
        assert not {"usecase", "vertical", "sub_usecases", "subscriber_optin"} & set(body)
        assert body["description"] == campaign.description
        assert body["campaign_alias"] == campaign.campaign_alias

    def test_an_import_names_the_registry_id(self, brand: Brand) -> None:
        campaign = rows.campaign(None, source="shared", public_id="C1234567")
        assert CampaignImportRequest(campaign, context=THEIRS).data == {
            "campaign_alias": campaign.campaign_alias,
            "campaign_id": "C1234567",
            "url": THEIRS["callback_url"],
            "method": "POST",
        }


class TestCampaignResource:
    def test_it_has_the_documented_shape(self, campaign: Campaign) -> None:
        campaign.remote_data = {"mno_metadata": {"AT&T": {"tpm": 4500}}}
        body = json.loads(json.dumps(CampaignResource(campaign).data))
        assert body["campaign_id"] == campaign.public_id
        assert body["remote_id"] == "CZISKSM"
        assert campaign.brand is not None
        assert body["brand_id"] == campaign.brand.public_id
        assert body["sub_usecase"] == "CUSTOMER_CARE,2FA"
        assert body["campaign_attributes"]["subscriber_help"] is True
        assert body["mno_metadata"] == {"AT&T": {"tpm": 4500}}
        assert body["registration_status"] == "ACTIVE"
        assert "error_code" not in body
        assert "sub_usecases" not in body

    def test_a_declined_one_carries_the_reason(self, campaign: Campaign) -> None:
        campaign.remote_status = "FAILED"
        campaign.remote_data = {"error_code": "1004", "error_reason": "Incomplete."}
        body = CampaignResource(campaign).data
        assert (body["error_code"], body["error_reason"]) == ("1004", "Incomplete.")


class TestNumbers:
    def test_one_number_is_linked_per_request(self, campaign: Campaign) -> None:
        link = rows.number(campaign)
        assert NumberLinkRequest(link, context=THEIRS).data == {
            "numbers": ["15125550143"],
            "url": THEIRS["callback_url"],
            "method": "POST",
        }
        assert NumberResource(link).data == {"number": "15125550143", "status": "PROCESSING"}

    def test_it_reads_numbers_in_any_spelling(self) -> None:
        reader = NumberLinkRequest(data={"numbers": ["+1 202 555 1111", "12025551112"]})
        assert reader.is_valid(), reader.errors
        assert reader.validated_data["numbers"] == ["12025551111", "12025551112"]

    def test_it_reads_the_callback_of_the_integrator(self) -> None:
        sent = {"numbers": ["12025551111"], "url": "https://example.com/status", "method": "get"}
        reader = NumberLinkRequest(data=sent)
        assert reader.is_valid(), reader.errors
        assert reader.validated_data["url"] == "https://example.com/status"
        assert reader.validated_data["method"] == "GET"


def test_our_answers_never_show_our_callback_address(campaign: Campaign) -> None:
    for serializer, obj in ((BrandRequest, campaign.brand), (CampaignRequest, campaign)):
        body = serializer(obj, context={"ids": "ours"}).data
        assert not {"url", "method"} & set(body)
