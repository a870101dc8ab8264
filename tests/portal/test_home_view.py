"""What needs me now?"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.compliance.choices import DraftKind
from apps.compliance.models import Campaign
from apps.compliance.services.draft import start_draft
from apps.sync import lane as lanes
from apps.sync.models import Block, Sync
from tests.world import CAMPAIGN, World

# Session, user and membership, then at most ten of the page and its frame.
MOST_QUERIES = 13


def titles(answer: Any) -> list[str]:
    return [need.title for need in answer.context["needs"]]


def test_an_empty_organisation_is_led_through_the_first_steps(stranger: Client) -> None:
    steps = stranger.get("/").context["steps"]
    assert [step["state"] for step in steps] == ["current", "todo", "todo", "todo", "todo"]
    assert steps[0]["url"] == "/connections/new/"


def test_the_steps_follow_what_is_done(world: World, olivia: Client) -> None:
    world.brand()
    steps = olivia.get("/").context["steps"]
    assert [step["state"] for step in steps] == ["done", "done", "done", "current", "todo"]


def test_a_declined_campaign_is_listed_with_the_providers_words(
    world: World, olivia: Client
) -> None:
    world.active_campaign(description=CAMPAIGN["description"] + " DECLINE 1004")
    (need,) = olivia.get("/").context["needs"]
    assert need.title == CAMPAIGN["campaign_alias"]
    assert "message flow" in need.why
    assert need.why.endswith("(1004)")


def test_a_declined_brand_is_listed(world: World, olivia: Client) -> None:
    world.brand(world.profile(company_name="DECLINE TAX Inc"))
    world.drain()
    world.reviewed()
    (need,) = olivia.get("/").context["needs"]
    assert need.why.endswith("(TAX_ID)")


def test_what_is_refused_leads_to_its_page(world: World, olivia: Client) -> None:
    profile = world.profile()
    Sync.objects.filter(pk=profile.sync_id).update(
        blocked=Block.REJECTED, detail={"message": "ein is invalid"}
    )
    (need,) = olivia.get("/").context["needs"]
    assert need.url == profile.get_absolute_url()
    assert need.why == "ein is invalid"


def test_a_paused_connection_comes_first(world: World, olivia: Client) -> None:
    profile = world.profile()
    Sync.objects.filter(pk=profile.sync_id).update(blocked=Block.INTERNAL)
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    assert titles(olivia.get("/"))[0] == world.configuration.name


def test_what_is_under_review_says_the_usual_wait(world: World, olivia: Client) -> None:
    world.brand()
    world.drain()
    (row,) = olivia.get("/").context["reviews"]
    assert row.noun == "brand"
    assert row.usual == "minutes to a day"
    assert not row.late


def test_drafts_can_be_continued(world: World, sam: Client) -> None:
    data = {"campaign_alias": "Autumn sale"}
    start_draft(kind=DraftKind.CAMPAIGN, data=data, actor=world.filer)
    (draft,) = sam.get("/").context["drafts"]
    assert draft["name"] == "Autumn sale"


def test_nothing_of_another_organisation_is_shown(world: World, stranger: Client) -> None:
    world.brand()
    answer = stranger.get("/")
    assert not answer.context["needs"]
    assert not answer.context["reviews"]
    assert not answer.context["changes"]


@pytest.mark.parametrize("brands", [1, 5])
def test_its_queries_do_not_grow_with_the_rows(world: World, olivia: Client, brands: int) -> None:
    for n in range(brands):
        name = f"Bakery {n}"
        profile = world.profile(profile_alias=name, company_name=name)
        brand = world.brand(profile, brand_alias=name)
        world.campaign(brand, campaign_alias=name)
    Sync.objects.filter(kind="compliance.brand").update(blocked=Block.REJECTED)
    Campaign.objects.update(remote_status="FAILED")
    with CaptureQueriesContext(connection) as queries:
        answer = olivia.get("/")
    assert len(answer.context["needs"]) == 2 * brands
    assert len(queries) <= MOST_QUERIES, [query["sql"][:90] for query in queries]
