"""The detail pages: what it is, what happened, what next, live while something moves."""

import pytest
from django.test import Client

from tests.compliance.pages import words
from tests.world import World

POLL = {"HX-Request": "true", "HX-Target": "live"}


def test_either_id_leads_to_the_one_address(world: World, olivia: Client) -> None:
    brand = world.brand()
    world.drain()
    brand.refresh_from_db()
    assert brand.remote_id != brand.public_id
    page = olivia.get(f"/brands/{brand.remote_id}/")
    assert page.status_code == 302
    assert page["Location"] == brand.get_absolute_url()
    shown = words(olivia.get(brand.get_absolute_url()))
    assert brand.remote_id in shown
    assert brand.public_id in shown


@pytest.mark.parametrize("kind", ["profile", "brand", "campaign"])
def test_strangers_get_404_and_viewers_no_buttons(
    world: World, vera: Client, stranger: Client, kind: str
) -> None:
    campaign = world.campaign()
    assert campaign.brand is not None
    obj = {"campaign": campaign, "brand": campaign.brand, "profile": campaign.brand.profile}[kind]
    assert stranger.get(obj.get_absolute_url()).status_code == 404
    page = vera.get(obj.get_absolute_url())
    assert page.status_code == 200
    main = page.content.decode().split("<main", 1)[1]
    assert 'class="btn btn-primary"' not in main
    assert "deactivate/" not in main
    assert "/delete/" not in main
    assert "/edit/" not in main


def test_an_unknown_id_is_404(world: World, olivia: Client) -> None:
    assert olivia.get("/campaigns/CNOBODY/").status_code == 404


def test_a_company_leads_to_its_brand(world: World, olivia: Client) -> None:
    profile = world.profile()
    world.drain()
    page = words(olivia.get(profile.get_absolute_url()))
    assert "Register a brand, $44" in page
    assert "12-2321231" in page


def test_a_company_lists_its_toll_free_numbers(world: World, olivia: Client) -> None:
    verification = world.verification()
    page = olivia.get(verification.profile.get_absolute_url())
    assert "Toll-free numbers" in words(page)
    assert verification.get_absolute_url() in page.content.decode()


def test_a_brand_under_review_says_how_long(world: World, olivia: Client) -> None:
    brand = world.brand()
    world.drain()
    page = words(olivia.get(brand.get_absolute_url()))
    assert "usually minutes, sometimes a day" in page
    world.reviewed()
    page = words(olivia.get(brand.get_absolute_url()))
    assert "File a campaign, $15" in page
    assert "Vetting score" in page


def test_a_campaign_waiting_for_its_brand_says_so(world: World, olivia: Client) -> None:
    campaign = world.campaign()
    world.drain()
    page = words(olivia.get(campaign.get_absolute_url()))
    assert "goes out by itself once its brand is registered" in page


def test_an_active_campaign_shows_carriers_filing_and_request(world: World, olivia: Client) -> None:
    campaign = world.active_campaign()
    page = words(olivia.get(campaign.get_absolute_url()))
    assert "What carriers allow" in page
    assert "Approved" in page
    assert "10dlc/Campaign/" in page
    assert "Link numbers" in page


def test_a_declined_brand_shows_the_words_first_then_what_to_do(
    world: World, olivia: Client
) -> None:
    brand = world.brand(world.profile(company_name="Acme DECLINE TAX"))
    world.drain()
    world.reviewed()
    brand.refresh_from_db()
    page = words(olivia.get(brand.get_absolute_url()))
    assert brand.declined_reasons[0].reason in page
    assert "CP 575" in page
    assert "Correct the company" in page


def test_a_poll_brings_the_live_part_only_when_something_changed(
    world: World, olivia: Client
) -> None:
    brand = world.brand()
    world.drain()
    url = brand.get_absolute_url()
    page = olivia.get(url)
    stamp = page.context["stamp"]
    assert "every 3s" in page.content.decode()
    assert olivia.get(url, {"stamp": stamp}, headers=POLL).status_code == 204
    part = olivia.get(url, {"stamp": "older"}, headers=POLL)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    world.reviewed()
    last = olivia.get(url, {"stamp": stamp}, headers=POLL)
    assert last.status_code == 286
    assert "every 3s" not in last.content.decode()
    assert "hx-swap-oob" in last.content.decode()
    assert "Completed" in words(last)


def test_a_blocked_object_leads_to_its_delivery(world: World, olivia: Client) -> None:
    profile = world.profile()
    profile.sync.blocked, profile.sync.detail = "misconfigured", {"message": "bad credentials"}
    profile.sync.save()
    page = olivia.get(profile.get_absolute_url())
    assert "bad credentials" in words(page)
    assert f"/sync/{profile.sync_id}/" in page.content.decode()
    assert "every 3s" not in page.content.decode()


def test_a_tombstone_keeps_its_page_without_buttons(world: World, olivia: Client) -> None:
    profile = world.profile()
    world.drain()
    olivia.post(
        f"/companies/{profile.public_id}/delete/",
        {"confirm": str(profile), "version": profile.version},
    )
    world.drain()
    page = olivia.get(profile.get_absolute_url())
    assert "was deleted" in words(page)
    assert "/edit/" not in page.content.decode()
