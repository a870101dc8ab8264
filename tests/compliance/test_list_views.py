"""The lists: filters, search, order, pages, emptiness, and a cost that does not grow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.compliance.models import Campaign
from tests.compliance import rows
from tests.compliance.pages import words
from tests.world import World

PATHS = ("/companies/", "/brands/", "/campaigns/")


@pytest.mark.parametrize("path", PATHS)
def test_an_empty_list_says_what_it_is_for_and_offers_the_first_step(
    world: World, olivia: Client, path: str
) -> None:
    page = olivia.get(path)
    assert "yet" in words(page)
    assert f"{path}new/" in page.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_a_viewer_sees_the_list_without_buttons(world: World, vera: Client, path: str) -> None:
    world.campaign()
    page = vera.get(path)
    assert page.status_code == 200
    assert f"{path}new/" not in page.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_sees_nothing_of_ours(world: World, stranger: Client, path: str) -> None:
    world.campaign()
    assert "Acme" not in words(stranger.get(path))


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_sent_to_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 302


def test_a_chip_filters_by_what_the_badge_says(world: World, olivia: Client) -> None:
    brand = world.brand()
    active = rows.campaign(brand, campaign_alias="Alpha", remote_id="C1", remote_status="ACTIVE")
    rows.campaign(brand, campaign_alias="Beta", remote_id="C2", remote_status="FAILED")
    refused = rows.campaign(brand, campaign_alias="Gamma")
    refused.sync.blocked = "rejected"
    refused.sync.save()
    page = words(olivia.get("/campaigns/?status=ACTIVE"))
    assert str(active) in page
    assert "Beta" not in page
    assert "1 of 3" in page
    failed = words(olivia.get("/campaigns/?status=FAILED"))
    assert "Beta" in failed
    assert "Gamma" in failed
    assert "2 of 3" in failed


@pytest.mark.parametrize("asked", ["order", "C-REMOTE", "acme bakery"])
def test_search_finds_by_name_id_and_company(world: World, olivia: Client, asked: str) -> None:
    campaign = world.campaign()
    Campaign.objects.filter(pk=campaign.pk).update(remote_id="C-REMOTE")
    assert "Order updates" in words(olivia.get("/campaigns/", {"q": asked}))


def test_search_finds_a_company_by_its_ein_in_any_spelling(world: World, olivia: Client) -> None:
    world.profile()
    assert "Acme Bakery LLC" in words(olivia.get("/companies/?q=12-232 1231"))


def test_what_fits_nothing_offers_everything(world: World, olivia: Client) -> None:
    world.campaign()
    page = words(olivia.get("/campaigns/?q=nothing+like+it"))
    assert "0 of 1" in page
    assert "Show all campaigns" in page


def test_a_sync_chip_finds_what_is_blocked(world: World, olivia: Client) -> None:
    profile = world.profile()
    assert "No company fits" in words(olivia.get("/companies/?sync=blocked"))
    profile.sync.blocked = "misconfigured"
    profile.sync.save()
    assert "Acme Bakery LLC" in words(olivia.get("/companies/?sync=blocked"))


def test_companies_are_free_or_have_a_brand(world: World, olivia: Client) -> None:
    world.brand()
    world.profile(profile_alias="Second", company_name="Second Inc")
    assert "Second Inc" in words(olivia.get("/companies/?use=free"))
    assert "Second Inc" not in words(olivia.get("/companies/?use=used"))


def test_sort_turns_round(world: World, olivia: Client) -> None:
    brand = world.brand()
    for name in ("Alpha", "Beta"):
        rows.campaign(brand, campaign_alias=name)
    up = words(olivia.get("/campaigns/?sort=name"))
    down = words(olivia.get("/campaigns/?sort=-name"))
    assert up.index("Alpha") < up.index("Beta")
    assert down.index("Beta") < down.index("Alpha")


def test_htmx_gets_the_rows_alone(world: World, olivia: Client) -> None:
    world.campaign()
    part = olivia.get("/campaigns/", headers={"HX-Request": "true", "HX-Target": "rows"})
    assert "<html" not in part.content.decode()
    assert "Order updates" in words(part)


def test_the_second_page_follows_the_first(world: World, olivia: Client) -> None:
    brand = world.brand()
    for n in range(30):
        rows.campaign(brand, campaign_alias=f"Campaign {n:02d}")
    page = words(olivia.get("/campaigns/?sort=name&page=2"))
    assert "Campaign 29" in page
    assert "26–30 of 30" in page


@pytest.mark.parametrize("path", PATHS)
def test_queries_do_not_grow_with_the_rows(world: World, olivia: Client, path: str) -> None:
    brand = world.brand()
    rows.campaign(brand, campaign_alias="Only one")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as spent:
            assert olivia.get(path).status_code == 200
        return len(spent)

    first = cost()
    for n in range(10):
        rows.campaign(brand, campaign_alias=f"Campaign {n}")
        rows.brand(rows.profile(world.configuration), brand_alias=f"Brand {n}")
    assert cost() == first
    assert first <= 14
