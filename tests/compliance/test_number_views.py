"""Numbers of a campaign: linked, unlinked, tried again."""

import pytest
from django.test import Client

from apps.compliance.models import Campaign, CampaignNumber
from apps.sync.models import Sync
from tests.compliance.pages import words
from tests.world import World


@pytest.fixture
def campaign(world: World) -> Campaign:
    return world.campaign()


def link_url(campaign: Campaign) -> str:
    return f"{campaign.get_absolute_url()}numbers/link/"


def unlink_url(campaign: Campaign) -> str:
    return f"{campaign.get_absolute_url()}numbers/unlink/"


def test_ticked_and_pasted_numbers_are_linked(
    world: World, olivia: Client, campaign: Campaign
) -> None:
    first, second, third = world.numbers(3)
    page = olivia.get(link_url(campaign))
    assert f'value="{first}"' in page.content.decode()
    pasted = f"+1 ({second[1:4]}) {second[4:7]}-{second[7:]}\n{third}"
    answer = olivia.post(link_url(campaign), {"numbers": [first], "pasted": pasted})
    assert answer.status_code == 302
    links = CampaignNumber.objects.filter(campaign=campaign)
    assert {link.number for link in links} == {first, second, third}


def test_each_bad_number_is_named_and_none_is_linked(
    world: World, olivia: Client, campaign: Campaign
) -> None:
    good, taken = world.numbers(2)
    other = world.campaign(campaign.brand, campaign_alias="Another one")
    world.link(other, [taken])
    before = CampaignNumber.objects.count(), Sync.objects.count()
    pasted = f"{taken}, 18005551234, 442071838750"
    page = olivia.post(link_url(campaign), {"numbers": [good], "pasted": pasted})
    assert page.status_code == 422
    said = words(page)
    assert f"+{taken}:" in said
    assert "Another one" in said
    assert "+18005551234:" in said
    assert "+442071838750:" in said
    assert f'value="{good}" id="number-' in page.content.decode()
    assert "442071838750" in page.content.decode().split("<textarea")[1]
    assert (CampaignNumber.objects.count(), Sync.objects.count()) == before


def test_nothing_chosen_says_so(world: World, olivia: Client, campaign: Campaign) -> None:
    world.numbers(1)
    page = olivia.post(link_url(campaign), {"pasted": ""})
    assert page.status_code == 422
    assert "Choose at least one number" in words(page)


def test_search_narrows_and_keeps_what_is_ticked(
    world: World, olivia: Client, campaign: Campaign
) -> None:
    first, second = world.numbers(2)
    part = olivia.get(
        link_url(campaign),
        {"q": second[-7:], "numbers": [first]},
        headers={"HX-Request": "true", "HX-Target": "usable"},
    )
    text = part.content.decode()
    assert "<html" not in text
    assert f'value="{second}"' in text
    assert text.count(" checked") == 1


def test_all_that_were_found_can_be_ticked_at_once(
    world: World, olivia: Client, campaign: Campaign
) -> None:
    world.numbers(2)
    page = olivia.get(link_url(campaign), {"all": "1"})
    assert page.content.decode().count(" checked") == len(page.context["rows"])


def test_a_failed_campaign_takes_no_numbers(
    world: World, olivia: Client, campaign: Campaign
) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(remote_status="FAILED")
    answer = olivia.get(link_url(campaign), follow=True)
    assert "Correct and resubmit it before you link numbers" in words(answer)


def test_unlinking_asks_first_and_names_the_numbers(
    world: World, olivia: Client, campaign: Campaign
) -> None:
    number, kept = world.numbers(2)
    world.link(campaign, [number, kept])
    page = olivia.get(unlink_url(campaign), {"number": number})
    assert f"{number[4:7]}\u00a0{number[7:]} stops sending" in page.content.decode()
    assert not CampaignNumber.objects.filter(retiring=True).exists()
    assert olivia.post(unlink_url(campaign), {"number": [number]}).status_code == 302
    assert [link.number for link in CampaignNumber.objects.filter(retiring=True)] == [number]


def test_without_a_tick_nothing_is_unlinked(
    world: World, olivia: Client, campaign: Campaign
) -> None:
    answer = olivia.get(unlink_url(campaign), follow=True)
    assert "Tick the numbers" in words(answer)


def test_a_failed_link_is_tried_again(world: World, olivia: Client, campaign: Campaign) -> None:
    [number] = world.numbers(1)
    [link] = world.link(campaign, [number])
    CampaignNumber.objects.filter(pk=link.pk).update(remote_id="C/1", remote_status="FAILED")
    page = olivia.get(campaign.get_absolute_url())
    assert f"{number}/relink/" in page.content.decode()
    olivia.post(f"{campaign.get_absolute_url()}numbers/{number}/relink/")
    link.refresh_from_db()
    assert link.remote_status == ""


def test_viewers_and_strangers_link_nothing(
    world: World, vera: Client, stranger: Client, campaign: Campaign
) -> None:
    for url in (link_url(campaign), unlink_url(campaign)):
        assert vera.get(url).status_code == 403
        assert vera.post(url, {}).status_code == 403
        assert stranger.post(url, {}).status_code == 404
    assert not CampaignNumber.objects.exists()


def test_numbers_move_the_campaigns_page(world: World, olivia: Client, campaign: Campaign) -> None:
    other = world.brand(world.profile(profile_alias="B"), brand_alias="B")
    active = world.active_campaign(brand=other)
    assert "every 3s" not in olivia.get(active.get_absolute_url()).content.decode()
    world.link(active, world.numbers(1))
    assert "every 3s" in olivia.get(active.get_absolute_url()).content.decode()
