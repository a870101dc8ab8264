"""API credentials in the portal: the list, and a token that is shown once."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core import clock
from apps.core.clock import db_now
from apps.core.models import Event
from apps.providers.models import ProviderConfiguration
from tests import factories
from tests.portal.tokens import LIST, NEW, issued, revoke_url, typed
from tests.world import World

DAY = 24 * 3600


def test_the_token_is_shown_by_the_answer_to_the_form(world: World, olivia: Client) -> None:
    answer = olivia.post(NEW, typed(world, families=["brand"]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    token = answer.context["token"]
    found = credentials.find_credential(token)
    assert found is not None and (found.account, found.families) == (world.account, ["brand"])
    assert found.expires_at is None
    page = answer.content.decode()
    assert page.count(token) >= 2
    assert f"{settings.PUBLIC_URL}/v1/Account/{world.account}/" in page


def test_the_examples_fit_what_the_token_opens(world: World, olivia: Client) -> None:
    answer = olivia.post(NEW, typed(world, families=["brand"]))
    first, *others = answer.context["examples"]
    assert answer.context["token"] in first.code
    assert not any(answer.context["token"] in example.code for example in others)
    url = f"{settings.PUBLIC_URL}/v1/Account/{world.account}"
    curl, python, node = (example.code for example in others)
    assert f"'{url}/10dlc/Brand/?limit=1'" in curl
    assert f'PLIVO_API_BASE_URI = "{settings.PUBLIC_URL}/v1/Account"' in python
    assert "client.brand.list(limit=1)" in python
    compile(python, "example", "exec")
    assert f'url: "{url}",' in node


def test_a_token_for_the_sync_alone_is_shown_its_own_address(world: World, olivia: Client) -> None:
    for door, field, sign_in in (
        ("plivo", "families", "$PLIVO_AUTH_ID:"),
        ("api", "api_families", "Authorization: Token "),
    ):
        answer = olivia.post(NEW, typed(world, door=door, **{field: ["sync"]}))
        _, only = answer.context["examples"]
        assert f"'{settings.PUBLIC_URL}/api/v1/sync/?state=blocked'" in only.code
        assert sign_in in only.code


def test_the_token_is_kept_nowhere_that_can_be_read(
    world: World, olivia: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = olivia.post(NEW, typed(world))
    token = answer.context["token"]
    assert token not in caplog.text
    assert token not in olivia.get(LIST).content.decode()
    assert token not in olivia.get(NEW).content.decode()
    sessions = [session.get_decoded() for session in Session.objects.all()]
    events = list(Event.objects.values_list("text", "data", "changes", "subject_label"))
    assert token not in json.dumps([sessions, events], default=str)
    assert not any(token in value for value in answer.headers.values())
    assert not any(token in cookie.value for cookie in olivia.cookies.values())


def test_loading_that_page_again_issues_nothing_and_shows_nothing(
    world: World, olivia: Client
) -> None:
    same = typed(world)
    token = olivia.post(NEW, same).context["token"]
    again = olivia.post(NEW, same, follow=True)
    assert again.redirect_chain == [(LIST, 302)]
    page = again.content.decode()
    assert "issued its token already" in page
    assert token not in page
    assert ApiCredential.objects.count() == 1


def test_each_opening_of_the_form_issues_one_of_its_own(world: World, olivia: Client) -> None:
    keys = [olivia.get(NEW).context["form"]["key"].value() for _ in range(2)]
    answers = [olivia.post(NEW, typed(world, key=key)) for key in keys]
    assert len({answer.context["token"] for answer in answers}) == 2


def test_an_error_keeps_the_form_and_what_was_typed(world: World, olivia: Client) -> None:
    same = typed(world, name="")
    answer = olivia.post(NEW, same)
    assert answer.status_code == 422
    assert answer.context["form"]["key"].value() == same["key"]
    assert olivia.post(NEW, {**same, "name": "Order service"}).status_code == 200


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("name", {"name": "  "}),
        ("name", {"name": "x" * 101}),
        ("name", {"name": "Order\x00service"}),
        ("key", {"key": "once"}),
        ("key", {"key": ""}),
        ("door", {"door": "back"}),
        ("account", {"account": ""}),
        ("account", {"account": "MA00000000000000000X"}),
        ("rights", {"rights": "all"}),
        ("families", {"families": ["message"]}),
        ("lifetime", {"lifetime": "31"}),
        ("expires_at", {"lifetime": "date"}),
        ("expires_at", {"lifetime": "date", "expires_at": "soon"}),
        ("expires_at", {"lifetime": "date", "expires_at": "2020-01-31"}),
        ("expires_at", {"lifetime": "date", "expires_at": "0001-01-01"}),
        ("expires_at", {"lifetime": "date", "expires_at": "9999-12-31"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    world: World, olivia: Client, field: str, over: dict[str, Any]
) -> None:
    answer = olivia.post(NEW, typed(world, **over))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ApiCredential.objects.exists()


def test_fields_that_are_not_shown_do_not_count(world: World, olivia: Client) -> None:
    asked = typed(world, door="api", account="gone", expires_at="soon")
    answer = olivia.post(NEW, asked)
    found = credentials.find_credential(answer.context["token"])
    assert found is not None
    assert (found.door, found.account, found.expires_at) == ("api", "", None)
    assert f"{settings.PUBLIC_URL}/api/v1/" in answer.content.decode()


def test_only_active_accounts_of_this_organisation_are_offered(
    world: World, olivia: Client
) -> None:
    others = factories.ConfigurationFactory()
    off = factories.ConfigurationFactory(organization=world.organization, active=False)
    form = olivia.get(NEW).context["form"]
    assert [value for value, _ in form.fields["account"].choices] == ["", world.account]
    for foreign in (others, off):
        assert olivia.post(NEW, typed(world, account=foreign.account_id)).status_code == 422


def test_without_an_account_the_form_says_where_to_connect_one(
    world: World, olivia: Client
) -> None:
    ProviderConfiguration.objects.update(active=False)
    page = olivia.get(NEW)
    assert page.context["form"]["door"].value() == "api"
    assert 'href="/connections/new/"' in page.content.decode()


def test_a_lifetime_ends_that_many_days_later(world: World, olivia: Client) -> None:
    token = olivia.post(NEW, typed(world, lifetime="30")).context["token"]
    clock.shift(30 * DAY - 60)
    assert credentials.find_credential(token)
    clock.shift(120)
    assert credentials.find_credential(token) is None


def test_a_last_day_is_wholly_included(world: World, olivia: Client) -> None:
    day = (db_now() + timedelta(days=12)).date()
    asked = typed(world, lifetime="date", expires_at=day.isoformat())
    found = credentials.find_credential(olivia.post(NEW, asked).context["token"])
    assert found is not None and found.expires_at is not None
    assert found.expires_at.date() == day
    assert found.expires_at.hour == 23


def test_the_list_says_what_each_opens_and_how_it_stands(world: World, vera: Client) -> None:
    assert "No token is in use" in vera.get(LIST).content.decode()
    issued(world, name="Shop", rights="write")
    issued(
        world,
        name="Report",
        families=["brand", "campaign"],
        expires_at=db_now() + timedelta(days=12, hours=1),
    )
    issued(world, name="Brief", expires_at=db_now() + timedelta(hours=1))
    gone, _ = issued(world, name="Before the move")
    credentials.revoke_credential(credential=gone, actor=world.actor)
    clock.shift(7200)
    answer = vera.get(LIST)
    rows = {row["credential"].name: row for row in answer.context["rows"]}
    assert {name: row["state"].label for name, row in rows.items()} == {
        "Shop": "Live",
        "Report": "Live",
        "Brief": "Expired",
    }
    assert list(rows)[-1] == "Brief"
    assert [row["credential"] for row in answer.context["revoked"]] == [gone]
    assert rows["Report"]["resources"] == ["Brands", "Campaigns"]
    page = answer.content.decode()
    for words in ("All resources", "in 12 days", world.configuration.name, world.account):
        assert words in page
    assert f"Issued by {world.olivia}" in page


def test_an_account_that_was_disconnected_is_said_to_be(world: World, vera: Client) -> None:
    issued(world, account="MA00000000000000000X")
    assert "No longer connected" in vera.get(LIST).content.decode()


def test_a_viewer_sees_the_list_and_no_button(world: World, vera: Client) -> None:
    made, _ = issued(world)
    page = vera.get(LIST).content.decode()
    assert made.name in page
    assert NEW not in page and revoke_url(made) not in page


def test_the_navigation_marks_one_page(world: World, olivia: Client) -> None:
    for url, label in ((LIST, "API credentials"), ("/connections/", "Provider configurations")):
        items = [item for group in olivia.get(url).context["nav"] for item in group["items"]]
        assert [item["label"] for item in items if item["active"]] == [label]


@pytest.mark.parametrize("person", ["sam", "vera"])
def test_others_than_owner_and_admin_issue_and_revoke_none(
    world: World, person: str, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(person)
    made, token = issued(world)
    assert client.post(NEW, typed(world)).status_code == 403
    assert client.post(revoke_url(made), {"confirm": made.name}).status_code == 403
    assert credentials.find_credential(token) == made
    assert ApiCredential.objects.count() == 1


def test_a_stranger_finds_nothing(world: World, stranger: Client) -> None:
    made, token = issued(world)
    assert made.name not in stranger.get(LIST).content.decode()
    assert stranger.post(revoke_url(made), {"confirm": made.name}).status_code == 404
    assert stranger.post(NEW, typed(world)).status_code == 422
    assert credentials.find_credential(token) == made


def test_a_key_of_another_organisation_issues_nothing(world: World, stranger: Client) -> None:
    made, token = issued(world)
    asked = typed(world, key=str(made.public_id), door="api")
    assert stranger.post(NEW, asked).status_code == 302
    assert ApiCredential.objects.get() == made
    assert credentials.find_credential(token) == made
