"""Deleting and deactivating: named, asked for by name, by POST only."""

import pytest
from django.test import Client

from apps.compliance.models import Brand, Campaign, Profile
from tests.compliance.pages import words
from tests.world import World


def test_a_free_company_is_deleted_once_its_name_is_typed(world: World, olivia: Client) -> None:
    profile = world.profile()
    url = f"{profile.get_absolute_url()}delete/"
    page = olivia.get(url)
    assert "Type Acme Bakery to confirm" in words(page)
    wrong = olivia.post(url, {"confirm": "acme"})
    assert wrong.status_code == 422
    assert not Profile.objects.get(pk=profile.pk).retiring
    assert olivia.post(url, {"confirm": "Acme Bakery"}).status_code == 302
    assert Profile.objects.get(pk=profile.pk).retiring


def test_a_company_with_a_brand_says_what_is_in_the_way(world: World, olivia: Client) -> None:
    brand = world.brand()
    url = f"{brand.profile.get_absolute_url()}delete/"
    page = olivia.get(url)
    assert "Deactivate the brand first" in words(page)
    assert 'name="confirm"' not in page.content.decode()
    refused = olivia.post(url, {"confirm": str(brand.profile)})
    assert refused.status_code == 422
    assert not Profile.objects.get(pk=brand.profile_id).retiring


def test_a_company_with_a_verified_number_says_what_is_in_the_way(
    world: World, olivia: Client
) -> None:
    verification = world.verification()
    url = f"{verification.profile.get_absolute_url()}delete/"
    page = olivia.get(url)
    assert "Toll-free numbers are verified with this company" in words(page)
    assert verification.get_absolute_url() in page.content.decode()
    assert olivia.post(url, {"confirm": str(verification.profile)}).status_code == 422


def test_a_brand_with_campaigns_lists_them(world: World, olivia: Client) -> None:
    campaign = world.campaign()
    assert campaign.brand is not None
    page = olivia.get(f"{campaign.brand.get_absolute_url()}deactivate/")
    assert "still has 1 campaign" in words(page)
    assert campaign.get_absolute_url() in page.content.decode()


def test_a_campaign_names_the_numbers_that_stop_sending(world: World, olivia: Client) -> None:
    campaign = world.active_campaign()
    [number] = world.numbers(1)
    world.link(campaign, [number])
    world.drain()
    world.reviewed()
    url = f"{campaign.get_absolute_url()}deactivate/"
    page = olivia.get(url)
    assert f"{number[7:]} stops sending" in words(page)
    assert olivia.post(url, {"confirm": str(campaign)}).status_code == 302
    assert Campaign.objects.get(pk=campaign.pk).retiring
    page = words(olivia.get(campaign.get_absolute_url()))
    assert "Being deleted" in page


def test_a_second_deactivation_is_told(world: World, olivia: Client) -> None:
    brand = world.brand()
    url = f"{brand.get_absolute_url()}deactivate/"
    olivia.post(url, {"confirm": str(brand)})
    assert "being deleted already" in words(olivia.post(url, {"confirm": str(brand)}, follow=True))
    assert Brand.objects.get().retiring


@pytest.mark.parametrize("kind", ["profile", "brand", "campaign"])
def test_viewers_may_not_and_strangers_find_nothing(
    world: World, vera: Client, stranger: Client, kind: str
) -> None:
    campaign = world.campaign()
    assert campaign.brand is not None
    obj, act = {
        "campaign": (campaign, "deactivate"),
        "brand": (campaign.brand, "deactivate"),
        "profile": (campaign.brand.profile, "delete"),
    }[kind]
    url = f"{obj.get_absolute_url()}{act}/"
    assert vera.get(url).status_code == 403
    assert vera.post(url, {"confirm": str(obj)}).status_code == 403
    assert stranger.post(url, {"confirm": str(obj)}).status_code == 404
    obj.refresh_from_db()
    assert not obj.retiring
