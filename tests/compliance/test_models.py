from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.compliance import choices
from apps.compliance.models import Brand, Campaign, CampaignNumber, Draft, Profile, Submission
from apps.compliance.models.standing import Decline, OperatorTerms
from apps.core.actor import Actor
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Block
from tests.compliance import rows


def refused(make: Any, *args: Any, **fields: Any) -> bool:
    """Whether the database refuses the row."""
    try:
        with transaction.atomic():
            make(*args, **fields)
    except IntegrityError:
        return True
    return False


class TestProfile:
    def test_two_live_ones_cannot_share_an_alias(self, profile: Profile) -> None:
        alias = {"profile_alias": profile.profile_alias}
        assert refused(rows.profile, profile.configuration, **alias)
        assert not refused(rows.profile, profile.configuration, imported=True, **alias)
        assert not refused(rows.profile, profile.configuration, retired_at=timezone.now(), **alias)
        assert not refused(rows.profile, rows.configuration(), **alias)

    def test_it_is_free_until_a_live_brand_has_it(self, profile: Profile) -> None:
        assert profile in Profile.objects.free()
        brand = rows.brand(profile)
        assert profile not in Profile.objects.free()
        brand.retired_at = timezone.now()
        brand.save()
        assert profile in Profile.objects.free()
        rows.brand(profile)
        assert profile not in Profile.objects.free()


class TestBrand:
    def test_a_profile_has_one_live_brand(self, brand: Brand) -> None:
        assert refused(rows.brand, brand.profile)
        brand.retired_at = timezone.now()
        brand.save()
        assert not refused(rows.brand, brand.profile)

    def test_it_reads_processing_until_the_provider_answers(self, profile: Profile) -> None:
        brand = rows.brand(profile)
        assert brand.registration_status == "PROCESSING"
        assert brand.badge.label == "Processing"

    def test_it_reads_failed_with_their_words_when_refused(self, profile: Profile) -> None:
        sync = rows.sync(
            "brand", profile.configuration, blocked=Block.REJECTED,
            detail={"message": "profile already used", "field": "profile_uuid"},
        )  # fmt: skip
        brand = rows.brand(profile, sync=sync)
        assert brand.registration_status == "FAILED"
        assert brand.declined_reasons == [Decline("", "profile already used")]

    def test_a_refused_delete_leaves_its_status_alone(self, brand: Brand) -> None:
        brand.sync.blocked = Block.REJECTED
        assert brand.registration_status == "COMPLETED"
        assert brand.declined_reasons == []

    def test_it_reads_what_the_registry_said(self, brand: Brand) -> None:
        brand.remote_data = {
            "vetting_score": "80",
            "vetting_status": "ACTIVE",
            "declined_reasons": [{"code": "TAX_ID", "message": "Tax ID does not match."}],
        }
        assert brand.vetting_score == 80
        assert brand.vetting_status == "ACTIVE"
        assert brand.declined_reasons == [Decline("TAX_ID", "Tax ID does not match.")]

    @pytest.mark.parametrize("body", [{}, [], None, "x", {"declined_reasons": {"a": 1}}])
    def test_a_strange_body_breaks_nothing(self, brand: Brand, body: Any) -> None:
        brand.remote_data = body
        assert brand.vetting_score is None
        assert brand.vetting_status == ""
        assert brand.declined_reasons == []

    def test_a_failed_one_takes_no_campaign(self, brand: Brand) -> None:
        assert brand in Brand.objects.usable()
        brand.remote_status = "FAILED"
        brand.save()
        assert brand not in Brand.objects.usable()


class TestCampaign:
    def test_two_live_ones_of_a_brand_cannot_share_an_alias(self, campaign: Campaign) -> None:
        assert refused(rows.campaign, campaign.brand)
        assert not refused(rows.campaign, campaign.brand, campaign_alias="Another")
        assert not refused(rows.campaign, campaign.brand, imported=True)

    def test_only_an_imported_one_may_lack_a_brand(
        self, configuration: ProviderConfiguration
    ) -> None:
        assert refused(rows.campaign, None, configuration=configuration)
        assert not refused(rows.campaign, None, configuration=configuration, imported=True)
        assert not refused(rows.campaign, None, configuration=configuration, source="shared")

    def test_a_decline_carries_code_reason_and_description(self, campaign: Campaign) -> None:
        assert campaign.decline is None
        campaign.remote_status = "FAILED"
        campaign.remote_data = {
            "error_code": 1004,
            "error_reason": "Message flow incomplete.",
            "error_description": None,
        }
        assert campaign.decline == Decline("1004", "Message flow incomplete.", "")

    @pytest.mark.parametrize(
        ("metadata", "terms"),
        [
            ({"AT&T": {"tpm": 4500}}, [OperatorTerms("AT&T", 4500, "")]),
            (
                {"t-mobile": {"tpm": None, "brand_tier": "TOP"}},
                [OperatorTerms("t-mobile", None, "TOP")],
            ),
            (
                {"at&t": {"tpm": "4500", "brand_tier": None}},
                [OperatorTerms("at&t", 4500, "")],
            ),
            ({"AT&T": "fast"}, []),
            (None, []),
        ],
    )
    def test_it_reads_carrier_terms_in_both_printed_shapes(
        self, campaign: Campaign, metadata: Any, terms: list[OperatorTerms]
    ) -> None:
        campaign.remote_data = {"mno_metadata": metadata}
        assert campaign.mno_metadata == terms

    def test_its_samples_are_those_written(self, campaign: Campaign) -> None:
        campaign.sample4 = "Harbour Dental: we are closed on Friday."
        assert campaign.samples == [campaign.sample1, campaign.sample2, campaign.sample4]


class TestCampaignNumber:
    def test_a_number_serves_one_live_campaign(self, campaign: Campaign) -> None:
        link = rows.number(campaign)
        assert refused(rows.number, rows.campaign(campaign.brand, campaign_alias="Another"))
        link.retired_at = timezone.now()
        link.save()
        assert not refused(rows.number, campaign)

    def test_it_is_processing_until_settled(self, campaign: Campaign) -> None:
        link = rows.number(campaign)
        assert list(CampaignNumber.objects.processing()) == [link]
        link.remote_status = "COMPLETED"
        link.save()
        assert not CampaignNumber.objects.processing().exists()


class TestSubmission:
    def submit(self, campaign: Campaign, n: int, **fields: Any) -> Submission:
        return Submission.objects.create(
            sync=campaign.sync, n=n, act="create", fee=Decimal("15.00"),
            requested_by="Ana Ruiz", requested_at=timezone.now(), **fields,
        )  # fmt: skip

    def test_only_one_waits_for_an_answer(self, campaign: Campaign) -> None:
        first = self.submit(campaign, 1)
        assert refused(self.submit, campaign, 2)
        first.outcome = choices.SubmissionOutcome.ACCEPTED
        first.save()
        assert not refused(self.submit, campaign, 2)

    def test_its_number_is_never_used_twice(self, campaign: Campaign) -> None:
        self.submit(campaign, 1, outcome="refused")
        assert refused(self.submit, campaign, 1, outcome="refused")


def test_nobody_sees_the_rows_of_another_organisation(campaign: Campaign) -> None:
    mine = Actor(kind="user", label="Ana", organization_id=campaign.organization_id)
    stranger = Actor(kind="user", label="Bo", organization_id=rows.configuration().organization_id)
    Draft.objects.create(organization_id=campaign.organization_id, kind="campaign")
    rows.number(campaign)
    TestSubmission().submit(campaign, 1)
    for model in (Profile, Brand, Campaign, CampaignNumber, Draft, Submission):
        assert model.objects.visible_to(mine).count() == 1, model
        assert model.objects.visible_to(stranger).count() == 0, model
