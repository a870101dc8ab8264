"""Every URL, every role and a stranger: made from the URL conf, so a new URL needs a row."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from apps.accounts.permissions import RIGHTS
from apps.compliance.choices import DraftKind
from apps.compliance.services.draft import start_draft
from tests import factories
from tests.conftest import _browser
from tests.world import World

# name: (method, right). "" = any member; None = anybody at all.
TABLE: dict[str, tuple[str, str | None]] = {
    "accounts:sign_in": ("GET", None),
    "accounts:sign_out": ("POST", None),
    "accounts:switch_organization": ("POST", ""),
    "portal:home": ("GET", ""),
    "portal:search": ("GET", ""),
    "portal:members": ("GET", ""),
    "portal:sandbox": ("GET", ""),
    "portal:connections": ("GET", ""),
    "portal:connect": ("GET", "connection.edit"),
    "portal:connection": ("GET", ""),
    "portal:connection_verify": ("POST", "connection.resume"),
    "portal:connection_pull": ("POST", "connection.edit"),
    "portal:connection_pause": ("POST", "connection.edit"),
    "portal:connection_resume": ("POST", "connection.resume"),
    "portal:connection_token": ("GET", "connection.edit"),
    "portal:connection_rename": ("GET", "connection.edit"),
    "portal:connection_disconnect": ("GET", "connection.edit"),
    "numberpools:number_list": ("GET", ""),
    "numberpools:refresh": ("POST", "number.refresh"),
    "numberpools:export": ("GET", ""),
    "sync:list": ("GET", ""),
    "sync:detail": ("GET", ""),
    "sync:retry_many": ("POST", "sync.retry"),
    "sync:retry": ("POST", "sync.retry"),
    "sync:refresh": ("POST", "sync.retry"),
    "sync:decide": ("POST", "sync.decide"),
    "sync:plivo_callback": ("POST", None),
    "compliance:profile_list": ("GET", ""),
    "compliance:profile_new": ("GET", "profile.edit"),
    "compliance:profile": ("GET", ""),
    "compliance:profile_edit": ("GET", "profile.edit"),
    "compliance:profile_delete": ("GET", "profile.delete"),
    "compliance:brand_list": ("GET", ""),
    "compliance:brand_new": ("GET", "brand.submit"),
    "compliance:brand": ("GET", ""),
    "compliance:brand_correct": ("POST", "brand.submit"),
    "compliance:brand_delete": ("GET", "brand.delete"),
    "compliance:campaign_list": ("GET", ""),
    "compliance:campaign_new": ("GET", "campaign.submit"),
    "compliance:campaign_import": ("GET", "campaign.import"),
    "compliance:campaign": ("GET", ""),
    "compliance:campaign_correct": ("POST", "campaign.submit"),
    "compliance:campaign_delete": ("GET", "campaign.delete"),
    "compliance:number_link": ("GET", "number.link"),
    "compliance:number_unlink": ("GET", "number.unlink"),
    "compliance:number_relink": ("POST", "number.link"),
    "compliance:start": ("POST", "draft.edit"),
    "compliance:draft": ("GET", ""),
    "compliance:step": ("GET", "draft.edit"),
    "compliance:save": ("POST", "draft.edit"),
    "compliance:review": ("GET", "draft.edit"),
    "compliance:discard": ("GET", "draft.edit"),
}
REFUSED = {401, 403, 404, 405, 500}


def names(patterns: Any = None, namespace: str = "") -> Iterator[str]:
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from names(pattern.url_patterns, f"{pattern.namespace or ''}")
        else:
            yield f"{namespace}:{pattern.name}" if namespace else str(pattern.name)


@pytest.fixture
def urls(world: World) -> dict[str, str]:
    """The URL of each row, for objects of `world`'s organisation."""
    campaign = world.campaign()
    link = world.link(campaign, world.numbers(1))[0]
    draft = start_draft(kind=DraftKind.CAMPAIGN, data={}, actor=world.actor)
    arguments: dict[str, tuple[Any, ...]] = {
        "compliance:start": ("campaign",),
        "compliance:step": (draft.pk, "content"),
        "compliance:save": (draft.pk, "content"),
        "compliance:number_relink": (campaign.public_id, link.number),
        "sync:plivo_callback": (campaign.sync.token,),
    }
    assert campaign.brand is not None
    for name in TABLE:
        room, _, page = name.partition(":")
        if name in arguments:
            continue
        if page in ("draft", "review", "discard"):
            arguments[name] = (draft.pk,)
        elif room == "sync" and page not in ("list", "retry_many"):
            arguments[name] = (campaign.sync_id,)
        elif room == "portal" and page.startswith("connection") and page != "connections":
            arguments[name] = (world.configuration.pk,)
        elif room == "compliance" and not page.endswith(("_list", "_new", "_import")):
            kind = page.partition("_")[0]
            of = {"profile": campaign.brand.profile, "brand": campaign.brand}.get(kind, campaign)
            arguments[name] = (of.public_id,)
    return {name: reverse(name, args=arguments.get(name, ())) for name in TABLE}


def test_every_url_has_its_row() -> None:
    mine = {name for name in names() if name not in ("style_page", "core:style_page")}
    assert mine == set(TABLE)


def ask(client: Client, method: str, url: str) -> int:
    return client.get(url).status_code if method == "GET" else client.post(url, {}).status_code


@pytest.mark.parametrize("role", ["owner", "admin", "filer", "viewer"])
def test_members_may_what_their_role_may(world: World, urls: dict[str, str], role: str) -> None:
    member = factories.MembershipFactory(organization=world.organization, role=role)
    wrong = {}
    for name, (method, right) in TABLE.items():
        if name == "accounts:sign_out":
            continue
        allowed = not right or right in RIGHTS[role]
        status = ask(_browser(member.user), method, urls[name])
        empty_switch = name == "accounts:switch_organization" and status == 404
        if (status in REFUSED and not empty_switch) is allowed or (not allowed and status != 403):
            wrong[name] = status
    assert wrong == {}


def test_a_stranger_finds_nothing(urls: dict[str, str], stranger: Client) -> None:
    found = {
        name: status
        for name, (method, right) in TABLE.items()
        if right is not None
        and any(c.isdigit() for c in urls[name])
        and (status := ask(stranger, method, urls[name])) != 404
    }
    assert found == {}


def test_who_is_not_signed_in_is_asked_to(urls: dict[str, str], client: Client) -> None:
    for name, (method, right) in TABLE.items():
        if right is None:
            continue
        answer = client.get(urls[name]) if method == "GET" else client.post(urls[name])
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/sign-in/"), name


def test_what_changes_something_is_not_done_by_get(urls: dict[str, str], olivia: Client) -> None:
    wrong = {
        name: status
        for name, (method, right) in TABLE.items()
        if method == "POST" and right and (status := olivia.get(urls[name]).status_code) != 405
    }
    assert wrong == {}


def test_no_organisation_is_said_in_words(client: Client, db: None) -> None:
    client.force_login(factories.UserFactory())
    answer = client.get("/")
    assert answer.status_code == 403
    assert b"organisation" in answer.content
