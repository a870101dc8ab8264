"""What needs me now?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.compliance.choices import DraftKind
from apps.compliance.models import Campaign, TollfreeVerification
from apps.compliance.services.draft import start_draft
from apps.compliance.services.tollfree import correct_verification
from apps.core import clock
from apps.sync import lane as lanes
from apps.sync.models import Block, Sync
from tests.world import CAMPAIGN, TOLLFREE, World

# Session, user and membership, then at most thirteen of the page and its frame.
MOST_QUERIES = 16


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


def test_data_asked_for_comes_first_the_soonest_on_top(world: World, olivia: Client) -> None:
    world.brand(world.profile(company_name="DECLINE TAX Inc"))
    asked = {"usecase_summary": f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}"}
    profile = world.profile(profile_alias="Other")
    late, soon = (world.verification(profile, number=n, **asked) for n in world.tollfree_numbers(2))
    world.drain()
    world.reviewed()
    for row, days in ((late, 4), (soon, 1)):
        until = clock.db_now() + timedelta(days=days, hours=1)
        TollfreeVerification.objects.filter(pk=row.pk).update(update_by=until)
    first, second, third = olivia.get("/").context["needs"]
    assert first.url == soon.get_absolute_url()
    assert first.word == "Update required, 1 day left"
    assert first.label == "Supply the data"
    assert second.word == "Update required, 4 days left"
    assert second.why == "Opt-in information failed validation"
    assert third.noun == "brand"


def test_a_correction_on_its_way_needs_nobody(world: World, olivia: Client) -> None:
    row = world.decided(usecase_summary=f"UPDATE REQUIRED. {TOLLFREE['usecase_summary']}")
    values = {"usecase_summary": TOLLFREE["usecase_summary"]}
    correct_verification(verification=row, values=values, version=None, actor=world.actor)
    page = olivia.get("/").context
    assert not page["needs"]
    assert [review.url for review in page["reviews"]] == [row.get_absolute_url()]


def test_a_rejection_is_listed_with_its_reason_until_its_number_is_filed_again(
    world: World, olivia: Client
) -> None:
    row = world.decided(usecase_summary=f"REJECT SHAFT. {TOLLFREE['usecase_summary']}")
    (need,) = olivia.get("/").context["needs"]
    assert need.word == "Rejected"
    assert need.why == "SHAFT content is not supported"
    world.verification(row.profile, number=row.number, usecase=["FRAUD_ALERT"])
    page = olivia.get("/").context
    assert not page["needs"]
    assert [review.usual for review in page["reviews"]] == ["1 to 2 weeks, at times up to 6"]


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
