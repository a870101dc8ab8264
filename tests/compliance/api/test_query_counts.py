"""A list takes as many queries for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.compliance.models import Campaign
from apps.numberpools.models import PhoneNumber
from tests.rest import Door
from tests.world import World

LISTS = (
    "Profile/",
    "10dlc/Brand/",
    "10dlc/Brand/?status=PROCESSING&type=STANDARD",
    "10dlc/Campaign/",
    "TollfreeVerification/",
    "TollfreeVerification/?usecase=2FA",
    "Number/",
    "10dlc/Campaign/{campaign}/Number/",
)
MOST = 10


def count(door: Door, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert door.get(path).status_code == 200, path
    # The clock is a query on PostgreSQL only.
    return sum("clock_timestamp" not in query["sql"] for query in captured)


@pytest.fixture
def counts(world: World, door: Door) -> list[int]:
    """For one row of each."""
    campaign = world.campaign()
    world.link(campaign, world.numbers(1))
    world.verification(campaign.brand.profile if campaign.brand else None)
    return [count(door, path.format(campaign=campaign.public_id)) for path in LISTS]


def test_lists_take_no_more_for_more_rows(world: World, door: Door, counts: list[int]) -> None:
    for n in range(6):
        profile = world.profile(profile_alias=f"Company {n}")
        brand = world.brand(profile, brand_alias=f"Brand {n}")
        campaign = world.campaign(brand, campaign_alias=f"Campaign {n}")
    for number in world.tollfree_numbers(4)[1:]:
        world.verification(profile, number=number)
    world.link(campaign, world.numbers(6)[1:])
    # Each of the account's numbers is told with our id for its campaign.
    Campaign.objects.filter(pk=campaign.pk).update(remote_id="CTHEIRS")
    PhoneNumber.objects.update(tendlc_campaign_id="CTHEIRS", toll_free_sms_verification_id="x")
    many = [count(door, path.format(campaign=campaign.public_id)) for path in LISTS]
    assert dict(zip(LISTS, many, strict=True)) == dict(zip(LISTS, counts, strict=True))


def test_lists_take_few(counts: list[int]) -> None:
    assert max(counts) <= MOST
