"""Numbers of a campaign, in bulk."""

import pytest

from apps.compliance.models import CampaignNumber
from apps.compliance.services.number import link_numbers, relink_number, unlink_numbers
from apps.core.errors import Invalid, Refused
from apps.numberpools.models import PhoneNumber
from apps.sync.models import Sync
from tests.world import World


def test_each_is_linked_on_its_own(world: World) -> None:
    campaign = world.active_campaign()
    numbers = world.numbers(3)
    world.link(campaign, numbers)
    world.drain()
    world.reviewed()
    assert {link.status for link in CampaignNumber.objects.all()} == {"COMPLETED"}
    assert [r["method"] for r in world.writes()].count("POST") == 3 + 3


def test_any_spelling_of_a_number_is_the_same_number(world: World) -> None:
    campaign = world.active_campaign()
    number = world.numbers(1)[0]
    spelt = f"+{number[0]} ({number[1:4]}) {number[4:7]}-{number[7:]}"
    links = link_numbers(campaign=campaign, numbers=[number, spelt], actor=world.actor)
    assert [link.number for link in links] == [number]


def test_one_bad_number_stops_all_and_is_named(world: World) -> None:
    campaign = world.active_campaign()
    good = world.numbers(1)
    with pytest.raises(Invalid) as refused:
        world.link(campaign, [*good, "14155550100"])
    assert "+14155550100" in refused.value.errors["numbers"][0]
    assert not CampaignNumber.objects.exists()


def test_one_linked_already_is_refused_with_where(world: World) -> None:
    campaign = world.active_campaign()
    numbers = world.numbers(1)
    world.link(campaign, numbers)
    with pytest.raises(Invalid, match="Order updates"):
        world.link(campaign, numbers)
    assert CampaignNumber.objects.count() == 1


def test_a_toll_free_number_is_refused(world: World) -> None:
    campaign = world.active_campaign()
    world.numbers(1)
    tollfree = PhoneNumber.objects.filter(type="tollfree").first()
    with pytest.raises(Invalid):
        world.link(campaign, [tollfree.number])


def test_an_unlinked_number_is_gone_when_plivo_says_so_and_can_be_linked_again(
    world: World,
) -> None:
    campaign = world.active_campaign()
    numbers = world.numbers(1)
    link = world.link(campaign, numbers)[0]
    world.drain()
    world.reviewed()
    unlink_numbers(links=[link], actor=world.actor)
    world.drain()
    link.refresh_from_db()
    assert link.live
    world.reviewed()
    link.refresh_from_db()
    assert not link.live
    again = world.link(campaign, numbers)[0]
    world.drain()
    world.reviewed()
    again.refresh_from_db()
    assert again.status == "COMPLETED"


def test_a_link_lost_on_the_way_is_proved(world: World) -> None:
    campaign = world.active_campaign()
    world.fault(method="POST", path="Number", kind="reset_after", times=1)
    world.link(campaign, world.numbers(2))
    world.drain()
    world.reviewed()
    assert len(world.objects("links")) == 2
    assert {link.status for link in CampaignNumber.objects.all()} == {"COMPLETED"}


def test_a_failed_link_is_tried_again(world: World) -> None:
    campaign = world.active_campaign()
    world.numbers(1)
    failing = PhoneNumber.objects.for_10dlc().filter(number__endswith="0000").first()
    link = world.link(campaign, [failing.number])[0]
    world.drain()
    world.reviewed()
    link.refresh_from_db()
    assert link.status == "FAILED"
    relink_number(link=link, actor=world.actor)
    world.drain()
    posts = [r for r in world.writes() if r["path"].rstrip("/").endswith("Number")]
    assert len(posts) == 2


def test_an_unlink_before_it_was_sent_needs_no_request(world: World) -> None:
    campaign = world.campaign()
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    unlink_numbers(links=[link], actor=world.actor)
    world.drain()
    link.refresh_from_db()
    assert not link.live
    assert Sync.objects.get(pk=link.sync_id).state == "in_sync"


def test_a_failed_campaign_takes_no_numbers(world: World) -> None:
    campaign = world.campaign(description="DECLINE 1001 " + "x" * 40)
    world.drain()
    world.reviewed()
    world.reviewed()
    campaign.refresh_from_db()
    with pytest.raises(Refused, match="failed"):
        world.link(campaign, world.numbers(1))


def test_a_deactivated_campaign_frees_its_numbers(world: World) -> None:
    from apps.compliance.services.campaign import delete_campaign

    campaign = world.active_campaign()
    numbers = world.numbers(2)
    world.link(campaign, numbers)
    world.drain()
    world.reviewed()
    campaign.refresh_from_db()
    delete_campaign(campaign=campaign, version=campaign.version, actor=world.actor)
    world.drain()
    assert not CampaignNumber.objects.live().exists()
