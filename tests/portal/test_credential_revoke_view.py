"""Revoking a token: what stops, who is asked, and that it ends."""

from datetime import timedelta

from django.test import Client

from apps.accounts import credentials
from apps.core import clock
from apps.core.clock import db_now
from tests.portal.tokens import LIST, issued, revoke_url
from tests.world import World


def test_revoking_says_what_stops_and_asks_for_the_name(world: World, olivia: Client) -> None:
    made, token = issued(world)
    credentials.note_use(made)
    page = olivia.get(revoke_url(made)).content.decode()
    assert "answered 401" in page and "last used just now" in page
    assert "only live token" in page
    assert olivia.post(revoke_url(made), {"confirm": "no"}).status_code == 422
    assert credentials.find_credential(token) == made
    answer = olivia.post(revoke_url(made), {"confirm": made.name}, follow=True)
    assert f"{made.name} is revoked." in answer.content.decode()
    assert credentials.find_credential(token) is None


def test_revoking_names_the_token_that_signs_from_then_on(world: World, olivia: Client) -> None:
    made, _ = issued(world)
    issued(world, name="New shop")
    gone, _ = issued(world, name="Newer, but revoked")
    credentials.revoke_credential(credential=gone, actor=world.actor)
    assert "signed with New shop instead" in olivia.get(revoke_url(made)).content.decode()


def test_revoking_what_expired_stops_nothing(world: World, olivia: Client) -> None:
    made, _ = issued(world, expires_at=db_now() + timedelta(hours=1))
    clock.shift(7200)
    assert "Nothing: it has expired" in olivia.get(revoke_url(made)).content.decode()


def test_a_revoked_one_leads_back_to_the_list(world: World, olivia: Client) -> None:
    made, _ = issued(world)
    credentials.revoke_credential(credential=made, actor=world.actor)
    answer = olivia.get(revoke_url(made), follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "revoked already" in answer.content.decode()
