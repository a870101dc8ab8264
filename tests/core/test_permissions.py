"""Every URL, every role and a stranger: made from the URL conf, so a new URL needs a row."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from apps.accounts.permissions import RIGHTS
from tests import factories
from tests.conftest import _browser
from tests.core.pages import TABLE
from tests.world import World

# The REST doors have tables of their own: test_access_table.py, test_own_access.py,
# tests/policies/api/test_access.py, test_telephony_access.py.
DOORS = {"plivo", "api", "pingone", "pingone_token", "telephony"}
REFUSED = {401, 403, 404, 405, 500}


def names(patterns: Any = None, namespace: str = "") -> Iterator[str]:
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name not in ("admin", *DOORS):
                yield from names(pattern.url_patterns, f"{pattern.namespace or ''}")
        else:
            yield f"{namespace}:{pattern.name}" if namespace else str(pattern.name)


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
