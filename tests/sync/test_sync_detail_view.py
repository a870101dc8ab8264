"""One delivery: where it stands, what was sent, what a person can decide."""

from typing import Any

import pytest
from django.test import Client

from apps.core.clock import db_now
from apps.sync.models import Callback, Hold, Sync
from tests.world import World


def url(obj: Any, act: str = "") -> str:
    return f"/sync/{obj.sync_id}/{act + '/' if act else ''}"


def live(client: Client, obj: Any) -> Any:
    return client.get(url(obj), headers={"HX-Request": "true", "HX-Target": "sync-live"})


@pytest.fixture
def drifted(world: World) -> Any:
    """A company whose website somebody changed in Plivo's console."""
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(
        world.account, "profile", profile.remote_id, {"website": "https://changed.example"}
    )
    Sync.objects.filter(pk=profile.sync_id).update(look_at=db_now())
    world.drain()
    return profile


def test_what_was_sent_and_answered_is_shown_without_secrets(world: World, vera: Client) -> None:
    brand = world.brand()
    world.drain()
    page = vera.get(url(brand)).content.decode()
    assert "10dlc/Brand/" in page
    assert brand.brand_alias in page
    assert str(brand.sync.token) not in page
    assert world.configuration.api_secret not in page


def test_it_polls_while_something_moves_and_stops_when_settled(world: World, vera: Client) -> None:
    profile = world.profile()
    assert live(vera, profile).status_code == 200
    assert "every 3s" in live(vera, profile).content.decode()
    world.drain()
    settled = live(vera, profile)
    assert settled.status_code == 286
    assert "every 3s" not in settled.content.decode()
    assert "<html" not in settled.content.decode()


def test_what_waits_for_another_does_not_poll(world: World, vera: Client) -> None:
    brand = world.brand()
    other = world.profile(profile_alias="Other")
    Sync.objects.filter(pk=other.sync_id).update(waits_for=brand.sync)
    assert live(vera, other).status_code == 286


def test_drift_shows_both_versions(world: World, sam: Client, drifted: Any) -> None:
    (row,) = sam.get(url(drifted)).context["drift"]
    assert (row["label"], row["place"]) == ("Website", "")
    assert row["ours"].text == "https://acmebakery.com"
    assert row["theirs"].text == "https://changed.example"


def test_taking_theirs_changes_ours(world: World, sam: Client, drifted: Any) -> None:
    sam.post(url(drifted, "decide"), {"choice": "theirs"})
    drifted.refresh_from_db()
    assert drifted.website == "https://changed.example"
    assert Sync.objects.get(pk=drifted.sync_id).state == "in_sync"


def test_pushing_ours_changes_theirs(world: World, sam: Client, drifted: Any) -> None:
    sam.post(url(drifted, "decide"), {"choice": "ours"})
    world.drain()
    theirs = next(o for o in world.objects("profiles") if o["profile_uuid"] == drifted.remote_id)
    assert theirs["website"] == "https://acmebakery.com"


def test_deciding_twice_is_said(world: World, sam: Client, drifted: Any) -> None:
    sam.post(url(drifted, "decide"), {"choice": "theirs"})
    answer = sam.post(
        url(drifted, "decide"),
        {"choice": "theirs"},
        headers={"Referer": "http://testserver" + url(drifted)},
        follow=True,
    )
    assert "decided already" in answer.content.decode()


def test_no_choice_decides_nothing(world: World, sam: Client, drifted: Any) -> None:
    for typed in ({}, {"choice": "match"}, {"choice": "nonsense"}):
        sam.post(url(drifted, "decide"), typed)
    assert Sync.objects.get(pk=drifted.sync_id).hold == Hold.DRIFT


def test_several_matches_are_chosen_from(world: World, sam: Client) -> None:
    brand = world.brand()
    Sync.objects.filter(pk=brand.sync_id).update(
        hold=Hold.SEVERAL,
        detail={"message": "2 could be it.", "candidates": ["BAAA111", "BBBB222"]},
    )
    assert "BBBB222" in sam.get(url(brand)).content.decode()
    sam.post(url(brand, "decide"), {"choice": "match", "remote_id": "BBBB222"})
    brand.refresh_from_db()
    assert brand.remote_id == "BBBB222"
    assert not Sync.objects.get(pk=brand.sync_id).hold


def test_reading_it_again_asks_the_provider(world: World, sam: Client) -> None:
    profile = world.profile()
    world.drain()
    before = len(world.attempts(verb="look"))
    sam.post(url(profile, "refresh"))
    world.drain()
    assert len(world.attempts(verb="look")) == before + 1


def test_callbacks_are_shown_as_fields(world: World, vera: Client) -> None:
    brand = world.brand()
    Callback.objects.create(
        configuration=world.configuration,
        sync=brand.sync,
        method="POST",
        content_type="application/x-www-form-urlencoded",
        body="event=REGISTERED&auth_token=opensesame",
        signed=True,
        received_at=db_now(),
    )
    page = vera.get(url(brand)).content.decode()
    assert "REGISTERED" in page
    assert "opensesame" not in page


@pytest.mark.parametrize("act", ["retry", "refresh", "decide"])
def test_a_viewer_only_looks(world: World, vera: Client, drifted: Any, act: str) -> None:
    page = vera.get(url(drifted)).content.decode()
    assert url(drifted, act) not in page
    assert vera.post(url(drifted, act), {"choice": "theirs"}).status_code == 403


@pytest.mark.parametrize("act", ["", "retry", "refresh", "decide"])
def test_a_stranger_finds_nothing(world: World, stranger: Client, act: str) -> None:
    profile = world.profile()
    target = url(profile, act)
    answer = stranger.post(target) if act else stranger.get(target)
    assert answer.status_code == 404
