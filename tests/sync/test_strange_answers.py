"""Answers no documentation promises: they stop one object at most, and never the lane."""

import logging

import pytest
from django.test import Client

from apps.compliance.models import Profile
from apps.compliance.services.profile import edit_profile
from apps.core import clock
from apps.providers.models import Lane
from apps.providers.services import replace_credentials
from apps.sync.claim import claim, start
from apps.sync.models import Attempt, Outcome, Sync
from apps.sync.services import refresh, retry_sync
from apps.sync.settle import Result, settle, settle_safely
from apps.upstream.client import parse, retry_after
from apps.upstream.errors import Misconfigured
from apps.upstream.http import Exchange
from tests.world import World


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


@pytest.mark.parametrize(
    "change",
    [
        {"company_name": "NUL \x00 LLC"},
        {"company_name": "half a \ud83d pair"},
        {"registration_status": "A_STATE_OF_MORE_THAN_THE_FORTY_CHARACTERS_OF_ITS_COLUMN"},
    ],
    ids=["nul", "surrogate", "long"],
)
def test_a_text_the_database_cannot_hold_stops_nothing(world: World, change: dict) -> None:
    brand = world.brand()
    world.drain()
    brand.refresh_from_db()
    world.sandbox.drift(world.account, "brand", brand.remote_id, change)
    other = world.profile(profile_alias="Second", company_name="Second LLC", ein="")
    refresh(sync=sync_of(brand), actor=world.actor)
    world.drain()
    brand.refresh_from_db()
    assert sync_of(other).state == "in_sync"
    assert sync_of(brand).state == "in_sync"
    assert brand.remote_seen_at


def test_a_yes_without_an_id_is_no_answer(world: World) -> None:
    """Taken for done, the object would have no id for ever and nobody would ask again."""
    profile = world.profile()
    visit = start(claim(world.configuration.pk, 1)[0])
    settle(visit, Result(value={}))
    assert sync_of(profile).state == "checking"
    assert Attempt.objects.get(pk=visit.attempt.pk).outcome == Outcome.UNKNOWN
    world.later(3.1)
    world.later(3.1)
    profile.refresh_from_db()
    assert profile.remote_id
    assert len(world.writes()) == 1


@pytest.mark.parametrize("said", ["inf", "1e400", "nan", "soon", "-5"])
def test_an_odd_retry_after_is_none(said: str) -> None:
    done = Exchange(method="GET", url="", status=429, headers={"retry-after": said})
    assert retry_after(done) in (None, 0.0)


def test_a_retry_after_of_years_does_not_stop_the_lane_for_years(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", kind="status", status=429, retry_after=900_000, times=1)
    world.drain()
    world.later(3601)
    assert sync_of(profile).state == "in_sync"


@pytest.mark.parametrize("date", ["Tue, 01 Jan 2030 00:00:00 -0000", "soon", "", "99999999"])
def test_an_odd_date_header_is_ignored(world: World, date: str) -> None:
    profile = world.profile()
    visit = start(claim(world.configuration.pk, 1)[0])
    done = Exchange(method="POST", url="x", status=200, headers={"date": date})
    settle_safely(visit, Result(value={"profile_uuid": "x-1"}, exchanges=[done]))
    assert sync_of(profile).blocked == ""


def test_the_provider_s_clock_is_known_before_the_first_write(world: World) -> None:
    """Any answer tells it; without it the first lost create would seem too old to be ours."""
    from apps.compliance.services.profile import pull_profiles

    world.sandbox.advance(-600, world.account)
    pull_profiles(configuration=world.configuration, actor=world.actor)
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="reset_after", times=1)
    world.drain()
    world.later(3.1)
    profile.refresh_from_db()
    assert profile.remote_id
    assert len(world.writes()) == 1


def test_a_refusal_of_credentials_that_were_replaced_meanwhile_pauses_nothing(
    world: World,
) -> None:
    profile = world.profile()
    visit = start(claim(world.configuration.pk, 1)[0])
    replace_credentials(
        configuration=world.configuration,
        api_secret=world.configuration.api_secret,
        base_url=world.configuration.base_url,
        actor=world.actor,
    )
    settle(visit, Result(error=Misconfigured("Plivo does not accept the Auth ID and token.")))
    assert Lane.objects.get(configuration=world.configuration).paused_at is None
    world.drain()
    assert sync_of(profile).state == "in_sync"


@pytest.mark.parametrize("path", ["", "x/"])
def test_callback_tokens_are_not_logged(
    world: World, client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    token = str(sync_of(world.profile()).token)
    caplog.set_level(logging.DEBUG)
    headers = {"X-Plivo-Signature-V2": "wrong", "X-Plivo-Signature-V2-Nonce": "1"}
    answer = client.post(f"/callbacks/plivo/{token}/{path}", headers=headers)
    assert answer.status_code in (403, 404)
    assert caplog.records
    from apps.core.logs import RequestIdFilter

    kept = [record for record in caplog.records if RequestIdFilter().filter(record)]
    assert not any(token in record.getMessage() for record in kept)


def test_a_callback_with_odd_headers_is_kept(world: World, client: Client) -> None:
    token = sync_of(world.profile()).token
    answer = client.post(f"/callbacks/plivo/{token}/", data=b"x", content_type="text/" + "x" * 300)
    assert answer.status_code == 200


def test_a_change_of_case_only_is_sent(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    edit_profile(
        profile=profile, values={"company_name": "ACME BAKERY LLC"}, version=None, actor=world.actor
    )
    world.drain()
    assert world.objects("profiles")[-1]["company_name"] == "ACME BAKERY LLC"


def test_those_who_wait_go_when_nothing_has_to_be_sent(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.fault(method="POST", path="Profile", kind="status", status=429, retry_after=5, times=1)
    edit_profile(profile=profile, values={"city": "Albany"}, version=None, actor=world.actor)
    brand = world.brand(profile)
    world.drain()
    assert sync_of(brand).waits_for_id == profile.sync_id
    edit_profile(profile=profile, values={"city": "New York"}, version=None, actor=world.actor)
    clock.shift(6)
    world.sandbox.advance(6, world.account)
    world.drain()
    assert sync_of(profile).sent == sync_of(profile).wanted
    assert sync_of(brand).waits_for_id is None
    assert Profile.objects.get(pk=profile.pk).city == "New York"


def test_parse_keeps_what_a_database_can_hold() -> None:
    assert parse(b'{"a": ["x\\u0000y", {"b\\u0000": "\\ud83d"}]}') == {"a": ["xy", {"b": "?"}]}


def test_a_reading_that_could_not_be_applied_is_read_again_on_retry(world: World) -> None:
    brand = world.brand()
    world.drain()
    refresh(sync=sync_of(brand), actor=world.actor)
    visit = start(claim(world.configuration.pk, 1)[0])
    settle_safely(visit, Result(value="no object at all"))
    assert sync_of(brand).blocked == "internal"
    retry_sync(sync=sync_of(brand), actor=world.actor)
    world.drain()
    assert sync_of(brand).state == "in_sync"
    assert sync_of(brand).look_at is not None
