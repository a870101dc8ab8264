"""Importing a campaign of The Campaign Registry."""

from django.test import Client

from apps.compliance.models import Campaign
from tests import factories
from tests.compliance.pages import words
from tests.world import World

URL = "/campaigns/import/"


def test_it_is_asked_for_and_shown(world: World, olivia: Client) -> None:
    answer = olivia.post(URL, {"campaign_id": "CTCR123", "campaign_alias": "From TCR"})
    campaign = Campaign.objects.get()
    assert answer["Location"] == campaign.get_absolute_url()
    assert (campaign.public_id, campaign.source) == ("CTCR123", "shared")
    page = words(olivia.get(campaign.get_absolute_url()))
    assert "Imported from TCR" in page


def test_both_fields_are_needed(world: World, olivia: Client) -> None:
    page = olivia.post(URL, {})
    assert page.status_code == 422
    assert 'id="id_campaign_id_error"' in page.content.decode()
    assert not Campaign.objects.exists()


def test_what_is_here_already_is_not_imported(world: World, olivia: Client) -> None:
    campaign = world.campaign()
    page = olivia.post(URL, {"campaign_id": campaign.public_id, "campaign_alias": "Again"})
    assert page.status_code == 422
    assert "already here" in words(page)


def test_of_several_connections_one_is_chosen(world: World, olivia: Client) -> None:
    other = factories.ConfigurationFactory(organization=world.organization)
    values = {"campaign_id": "CTCR123", "campaign_alias": "From TCR"}
    page = olivia.post(URL, values)
    assert page.status_code == 422
    assert "Choose the Plivo account" in words(page)
    assert olivia.post(URL, {**values, "connection": other.pk}).status_code == 302
    assert Campaign.objects.get().configuration == other


def test_viewers_may_not(world: World, vera: Client) -> None:
    assert vera.get(URL).status_code == 403
    assert vera.post(URL, {}).status_code == 403
