"""One connection: its page and everything that can be done to it."""

import pytest
from django.test import Client

from apps.compliance.models import TollfreeVerification
from apps.core.clock import db_now
from apps.providers.models import Lane, ProviderConfiguration
from apps.sync import lane as lanes
from apps.sync.models import Block, Sync
from tests.world import World

ACTS = ["verify", "pull", "pause", "resume", "token", "rename", "disconnect"]


def url(world: World, act: str = "") -> str:
    return f"/connections/{world.configuration.pk}/{act + '/' if act else ''}"


def lane(world: World) -> Lane:
    return Lane.objects.get(configuration=world.configuration)


def test_the_list_says_what_state_each_is_in(world: World, vera: Client) -> None:
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    page = vera.get("/connections/").content.decode()
    assert world.configuration.name in page
    assert world.account in page
    assert "Plivo does not accept the token." in page


def test_the_list_offers_no_button_to_a_viewer(world: World, vera: Client) -> None:
    assert "/connections/new/" not in vera.get("/connections/").content.decode()


def test_the_page_never_shows_the_token(world: World, olivia: Client) -> None:
    olivia.post(url(world, "verify"))
    page = olivia.get(url(world)).content.decode()
    assert world.account in page
    assert world.configuration.api_secret not in page


def test_verifying_says_that_it_works(world: World, olivia: Client) -> None:
    answer = olivia.post(url(world, "verify"), follow=True)
    world.configuration.refresh_from_db()
    assert world.configuration.verified_at is not None
    assert "Plivo accepts" in answer.content.decode()


def test_verifying_keeps_why_it_does_not_work(world: World, olivia: Client) -> None:
    olivia.post(url(world, "verify"))
    ProviderConfiguration.objects.filter(pk=world.configuration.pk).update(api_secret="bad one")
    answer = olivia.post(url(world, "verify"), follow=True)
    world.configuration.refresh_from_db()
    assert "does not accept" in world.configuration.verify_error
    assert "Copy both again" in answer.content.decode()


def test_verifying_ends_a_pause_of_the_engine_but_not_of_a_person(
    world: World, olivia: Client
) -> None:
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    olivia.post(url(world, "verify"))
    assert lane(world).paused_at is None
    olivia.post(url(world, "pause"))
    olivia.post(url(world, "verify"))
    assert lane(world).paused_at is not None


def test_pulling_again_says_what_was_read(world: World, olivia: Client) -> None:
    answer = olivia.post(url(world, "pull"), follow=True)
    said = "Read from Plivo: 1 new company, 14 numbers, no new toll-free verifications."
    assert said in answer.content.decode()


def test_pulling_adopts_verifications_filed_elsewhere(world: World, olivia: Client) -> None:
    number = world.tollfree_numbers(1)[0]
    company = world.objects("profiles")[0]["profile_uuid"]
    theirs = {"number": number, "profile_uuid": company, "usecase": "2FA, MARKETING"}
    world.sandbox.drift(world.account, "tollfree", action="create", changes=theirs)
    answer = olivia.post(url(world, "pull"), follow=True)
    assert "1 new toll-free verification." in answer.content.decode()
    row = TollfreeVerification.objects.get()
    assert (row.imported, row.status, row.usecase) == (True, "APPROVED", ["2FA", "MARKETING"])
    assert olivia.get(row.get_absolute_url()).status_code == 200
    again = olivia.post(url(world, "pull"), follow=True)
    assert "no new toll-free verifications" in again.content.decode()


def test_what_cannot_be_read_is_said_and_the_rest_is_kept(world: World, olivia: Client) -> None:
    world.fault(method="GET", path="TollfreeVerification", kind="status", status=500)
    page = olivia.post(url(world, "pull"), follow=True).content.decode()
    assert "1 new company, 14 numbers." in page
    assert "The verifications could not be read from Plivo." in page


def test_a_pause_by_a_person_lasts_until_a_person_ends_it(world: World, olivia: Client) -> None:
    olivia.post(url(world, "pause"))
    assert lane(world).paused_at is not None
    assert lane(world).probe_at is None
    olivia.post(url(world, "resume"))
    assert lane(world).paused_at is None


def test_every_page_has_the_banner_while_paused(world: World, vera: Client) -> None:
    lanes.pause(world.configuration, "Out of credit.")
    page = vera.get("/organization/members/").content.decode()
    assert f"{world.configuration.name} is paused." in page
    assert "Out of credit." in page


def test_a_new_token_frees_what_the_old_one_had_blocked(world: World, olivia: Client) -> None:
    profile = world.profile()
    Sync.objects.filter(pk=profile.sync_id).update(blocked=Block.MISCONFIGURED)
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    world.sandbox.reset(world.account)
    typed = {"api_secret": "a new token", "base_url": world.sandbox.plivo_url}
    answer = olivia.post(url(world, "token"), typed)
    assert answer.status_code == 302
    world.configuration.refresh_from_db()
    assert world.configuration.api_secret == "a new token"
    assert lane(world).paused_at is None
    assert Sync.objects.get(pk=profile.sync_id).blocked == ""


def test_a_new_token_does_not_end_a_pause_by_a_person(world: World, olivia: Client) -> None:
    olivia.post(url(world, "pause"))
    world.sandbox.reset(world.account)
    typed = {"api_secret": "a new token", "base_url": world.sandbox.plivo_url}
    assert olivia.post(url(world, "token"), typed).status_code == 302
    assert lane(world).paused_at is not None


def test_a_token_that_plivo_refuses_replaces_nothing(world: World, olivia: Client) -> None:
    before = world.configuration.api_secret
    typed = {"api_secret": "wrong", "base_url": world.sandbox.plivo_url}
    answer = olivia.post(url(world, "token"), typed)
    assert answer.status_code == 422
    assert "api_secret" in answer.context["form"].errors
    world.configuration.refresh_from_db()
    assert world.configuration.api_secret == before


def test_renaming_refuses_a_name_in_use(world: World, olivia: Client) -> None:
    assert olivia.post(url(world, "rename"), {"name": "Plivo US"}).status_code == 302
    world.configuration.refresh_from_db()
    assert world.configuration.name == "Plivo US"
    assert olivia.post(url(world, "rename"), {"name": ""}).status_code == 422


def test_disconnecting_asks_for_the_name(world: World, olivia: Client) -> None:
    assert olivia.post(url(world, "disconnect"), {"confirm": "no"}).status_code == 422
    answer = olivia.post(url(world, "disconnect"), {"confirm": world.configuration.name})
    assert answer.headers["Location"] == "/connections/"
    assert not ProviderConfiguration.objects.filter(pk=world.configuration.pk).exists()


def test_disconnecting_what_is_in_use_says_by_what(world: World, olivia: Client) -> None:
    world.profile()
    answer = olivia.post(url(world, "disconnect"), {"confirm": world.configuration.name})
    assert answer.status_code == 422
    assert "still used by" in answer.content.decode()


@pytest.mark.parametrize("act", ACTS)
def test_a_viewer_may_do_none_of_it(world: World, vera: Client, act: str) -> None:
    assert vera.post(url(world, act)).status_code == 403


@pytest.mark.parametrize("act", ["", *ACTS])
def test_a_stranger_finds_nothing(world: World, stranger: Client, act: str) -> None:
    answer = stranger.post(url(world, act)) if act else stranger.get(url(world))
    assert answer.status_code == 404


@pytest.mark.parametrize("act", ["verify", "pull", "pause", "resume"])
def test_acts_are_posts(world: World, olivia: Client, act: str) -> None:
    assert olivia.get(url(world, act)).status_code == 405


def test_a_pause_of_the_engine_says_when_it_tries_again(world: World, vera: Client) -> None:
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    assert lane(world).probe_at > db_now()
    assert "tries the account again" in vera.get(url(world)).content.decode()
