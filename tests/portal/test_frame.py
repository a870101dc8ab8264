"""Navigation, organisation switch and counts: at most three queries, none for who is nobody."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from apps.portal.context import portal
from apps.sync.models import Block, Sync
from tests import factories
from tests.world import World


def test_it_costs_an_anonymous_visitor_no_query(db: Any) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with CaptureQueriesContext(connection) as queries:
        assert not any(portal(request).values())
    assert not queries


def test_it_costs_a_page_three_queries_at_most(world: World, vera: Client) -> None:
    request = vera.get("/organization/members/").wsgi_request
    assert request.actor.organization_id
    with CaptureQueriesContext(connection) as queries:
        for value in portal(request).values():
            bool(value)
    assert len(queries) <= 3


def test_the_open_page_is_marked(world: World, vera: Client) -> None:
    groups = vera.get("/sync/").context["nav"]
    active = [item["label"] for group in groups for item in group["items"] if item["active"]]
    assert active == ["Sync"]


def test_sync_counts_what_needs_a_person(world: World, vera: Client) -> None:
    world.brand()
    Sync.objects.filter(kind="compliance.brand").update(blocked=Block.REJECTED)
    items = {i["label"]: i for group in vera.get("/sync/").context["nav"] for i in group["items"]}
    assert items["Sync"]["count"] == 1


def test_the_switch_lists_my_organisations_only(world: World, vera: Client) -> None:
    factories.OrganizationFactory()
    second = factories.MembershipFactory(user=world.vera).organization
    names = {one.name for one in vera.get("/sync/").context["organizations"]}
    assert names == {world.organization.name, second.name}
