"""The whole walk, over real HTTP to the sandbox."""

from apps.compliance.models import CampaignNumber
from tests.world import World


def test_it_reaches_plivo_and_the_answers_come_back(world: World) -> None:
    campaign = world.campaign()
    numbers = world.numbers(2)
    world.link(campaign, numbers)
    world.drain()
    assert campaign.sync.__class__.objects.get(pk=campaign.sync_id).state == "waiting"
    world.reviewed()
    campaign.refresh_from_db()
    assert campaign.brand is not None
    assert campaign.brand.registration_status == "COMPLETED"
    assert campaign.brand.vetting_score == 80
    assert "ACCOUNT_NOTIFICATION" in campaign.brand.use_cases
    world.reviewed()
    campaign.refresh_from_db()
    assert campaign.registration_status == "ACTIVE"
    world.reviewed()
    links = CampaignNumber.objects.filter(campaign=campaign)
    assert {link.status for link in links} == {"COMPLETED"}
    assert len(world.objects("brands")) == len(world.objects("campaigns")) == 1
    assert len(world.attempts()) == len(world.sandbox.requests(world.account))
