"""Guided filing of what costs money: brands and campaigns, new and corrected."""

import pytest
from django.test import Client

from apps.compliance.models import Brand, Campaign, Draft, Profile, Submission
from apps.sync.models import Sync
from tests.compliance.pages import campaign_draft, go, send, start, words
from tests.world import BRAND, CAMPAIGN, World


def counted() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Profile, Brand, Campaign, Submission, Sync))


def brand_draft(olivia: Client, profile: Profile, **over: object) -> Draft:
    draft = start(olivia, "brand", profile=profile.public_id)
    values = {"profile_uuid": profile.public_id, **BRAND, **over}
    go(olivia, draft, "company", values)
    go(olivia, draft, "registration", values)
    return draft


def test_a_brand_is_filed_for_the_fee_that_was_agreed_to(world: World, olivia: Client) -> None:
    profile = world.profile()
    draft = brand_draft(olivia, profile)
    review = words(olivia.get(f"/file/{draft.pk}/review/"))
    assert "Register brand, $44" in review
    # What the registry judges a brand by is the company's.
    assert "12-2321231" in review and "Acme Bakery LLC" in review
    refused = send(olivia, draft, agree="")
    assert refused.status_code == 422
    assert "Tick the box" in words(refused)
    assert not Brand.objects.exists()
    assert send(olivia, draft).status_code == 302
    assert Submission.objects.get().fee == 44
    assert Brand.objects.get().profile == profile


def test_without_vetting_a_brand_costs_four_dollars(world: World, olivia: Client) -> None:
    draft = brand_draft(olivia, world.profile(), secondary_vetting=False)
    assert "Register brand, $4" in words(olivia.get(f"/file/{draft.pk}/review/"))


def test_a_standard_brand_of_a_company_without_ein_is_refused_in_words(
    world: World, olivia: Client
) -> None:
    profile = world.profile(entity_type="INDIVIDUAL", ein="", ein_issuing_country="")
    before = counted()
    draft = start(olivia, "brand", profile=profile.public_id)
    page = go(olivia, draft, "registration", BRAND)
    assert page.status_code == 422
    assert "needs an EIN and this company has none" in words(page)
    assert 'id="id_brand_type_error"' in page.content.decode()
    assert send(olivia, draft).status_code == 422
    assert counted() == before


def test_a_company_with_a_brand_is_not_offered_again(world: World, olivia: Client) -> None:
    brand = world.brand()
    draft = start(olivia, "brand")
    page = olivia.get(f"/file/{draft.pk}/company/")
    assert brand.profile.public_id not in page.content.decode()


def test_a_campaign_is_filed_for_fifteen_dollars(world: World, olivia: Client) -> None:
    brand = world.brand()
    draft = campaign_draft(olivia, brand)
    review = words(olivia.get(f"/file/{draft.pk}/review/"))
    assert "File campaign, $15" in review
    assert "I agree that Plivo charges $15" in review
    assert send(olivia, draft).status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.brand == brand
    assert campaign.subscriber_optin is True
    assert campaign.embedded_link is False
    assert campaign.sub_usecases == []


def test_the_replies_are_suggested_with_the_brands_name(world: World, olivia: Client) -> None:
    draft = start(olivia, "campaign", brand=world.brand().public_id)
    page = words(olivia.get(f"/file/{draft.pk}/replies/"))
    assert "Acme Bakery LLC: you are unsubscribed" in page


def test_the_panel_shows_segments_of_what_was_typed(world: World, olivia: Client) -> None:
    draft = start(olivia, "campaign", brand=world.brand().public_id)
    data = {"sample1": "x" * 161, "tab": "one", "version": draft.version}
    saved = olivia.post(f"/file/{draft.pk}/samples/save/", data, headers={"HX-Request": "true"})
    assert "161 characters · 2 segments · GSM-7" in words(saved)


@pytest.mark.parametrize(
    ("slug", "over", "field", "said"),
    [
        ("content", {"description": "x" * 39}, "description", "1 more to go"),
        (
            "use-case",
            {
                "usecase": "MIXED",
                "sub_usecases": [
                    "2FA",
                    "MARKETING",
                    "FRAUD_ALERT",
                    "CUSTOMER_CARE",
                    "POLLING_VOTING",
                    "SECURITY_ALERT",
                ],
            },
            "sub_usecases",
            "five",
        ),
        ("samples", {"sample1": "short"}, "sample1", "at least 20"),
        ("replies", {"optout_keywords": "END ALL, STOP!"}, "optout_keywords", ""),
        ("attributes", {"subscriber_optin": False}, "subscriber_optin", ""),
    ],
)
def test_bad_values_are_named_at_their_field(
    world: World, olivia: Client, slug: str, over: dict[str, object], field: str, said: str
) -> None:
    brand = world.brand()
    before = counted()
    draft = start(olivia, "campaign", brand=brand.public_id)
    page = go(olivia, draft, slug, {**CAMPAIGN, "brand_id": brand.public_id, **over})
    assert page.status_code == 422
    text = page.content.decode()
    assert f'id="id_{field}_error"' in text
    assert f'href="#id_{field}"' in text
    assert said in words(page)
    assert send(olivia, draft).status_code == 422
    assert counted() == before


def test_a_campaign_on_a_failed_brand_is_refused_at_the_brand(world: World, olivia: Client) -> None:
    brand = world.brand()
    Brand.objects.filter(pk=brand.pk).update(remote_id="BFAILED", remote_status="FAILED")
    before = counted()
    draft = start(olivia, "campaign", brand=brand.public_id)
    page = go(olivia, draft, "use-case", {**CAMPAIGN, "brand_id": brand.public_id})
    assert page.status_code == 422
    assert "This brand failed registration" in words(page)
    assert 'id="id_brand_id_error"' in page.content.decode()
    assert send(olivia, draft).status_code == 422
    assert counted() == before


@pytest.fixture
def declined(world: World) -> Campaign:
    """What Plivo says of a campaign its reviewers declined."""
    campaign = world.active_campaign()
    Campaign.objects.filter(pk=campaign.pk).update(
        remote_status="FAILED",
        remote_data={
            "error_code": "1004",
            "error_reason": "Call to action",
            "error_description": "The opt-in does not say how often you write.",
        },
    )
    campaign.refresh_from_db()
    return campaign


def test_a_declined_campaign_is_corrected_and_resubmitted(
    world: World, olivia: Client, declined: Campaign
) -> None:
    page = words(olivia.get(declined.get_absolute_url()))
    assert "The opt-in does not say how often you write." in page
    assert "Correct and resubmit, $15" in page
    first = olivia.post(f"/campaigns/{declined.public_id}/correct/")
    draft = Draft.objects.get()
    assert first["Location"] == f"/file/{draft.pk}/continue/"
    step = olivia.get(f"/file/{draft.pk}/content/")
    assert "The opt-in does not say how often you write." in words(step)
    assert olivia.get(f"/file/{draft.pk}/attributes/").status_code == 404
    flow = CAMPAIGN["message_flow"] + " At most four messages a month."
    assert go(olivia, draft, "content", {**CAMPAIGN, "message_flow": flow}).status_code == 302
    assert "Resubmit, $15" in words(olivia.get(f"/file/{draft.pk}/review/"))
    assert send(olivia, draft).status_code == 302
    declined.refresh_from_db()
    assert declined.message_flow == flow
    assert declined.usecase == "ACCOUNT_NOTIFICATION"
    newest = Submission.objects.filter(sync=declined.sync).first()
    assert newest is not None
    assert (newest.n, newest.act, newest.fee) == (2, "resubmit", 15)


def test_fields_that_cannot_change_are_read_only(
    world: World, olivia: Client, declined: Campaign
) -> None:
    olivia.post(f"/campaigns/{declined.public_id}/correct/")
    draft = Draft.objects.get()
    form = olivia.get(f"/file/{draft.pk}/use-case/").context["form"]
    assert form.fields["usecase"].disabled
    assert not form.fields["campaign_alias"].disabled
    go(olivia, draft, "use-case", {"campaign_alias": "Renamed", "usecase": "MARKETING"})
    draft.refresh_from_db()
    assert draft.data["usecase"] == "ACCOUNT_NOTIFICATION"


def test_the_same_correction_is_one_draft(world: World, olivia: Client, declined: Campaign) -> None:
    for _ in range(2):
        olivia.post(f"/campaigns/{declined.public_id}/correct/")
    assert Draft.objects.count() == 1


def test_an_active_campaign_cannot_be_corrected(world: World, olivia: Client) -> None:
    campaign = world.active_campaign()
    answer = olivia.post(f"/campaigns/{campaign.public_id}/correct/", follow=True)
    assert "cannot be changed" in words(answer)
    assert not Draft.objects.exists()


def test_a_brand_plivo_never_took_is_corrected_without_a_second_fee(
    world: World, olivia: Client
) -> None:
    brand = world.brand()
    brand.sync.blocked, brand.sync.detail = "rejected", {"message": "brand_alias is too long"}
    brand.sync.save()
    page = words(olivia.get(brand.get_absolute_url()))
    assert "brand_alias is too long" in page
    assert "Correct and file again" in page
    olivia.post(f"/brands/{brand.public_id}/correct/")
    draft = Draft.objects.get()
    go(olivia, draft, "company", {"profile_uuid": brand.profile.public_id, "brand_alias": "Acme"})
    assert "No second fee" in words(olivia.get(f"/file/{draft.pk}/review/"))
    assert send(olivia, draft).status_code == 302
    brand.refresh_from_db()
    assert brand.brand_alias == "Acme"
    assert Brand.objects.count() == 1


def test_a_viewer_corrects_nothing(world: World, vera: Client, declined: Campaign) -> None:
    assert vera.post(f"/campaigns/{declined.public_id}/correct/").status_code == 403
