"""Why has the provider not got my change? The list, and retrying."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.sync.models import Block, Hold, Sync
from tests.world import World

URL = "/sync/"


def shown(answer: Any) -> list[Sync]:
    return list(answer.context["page"].object_list)


def block(obj: Any, reason: str = Block.REJECTED, message: str = "ein is invalid") -> Sync:
    Sync.objects.filter(pk=obj.sync_id).update(blocked=reason, detail={"message": message})
    return Sync.objects.get(pk=obj.sync_id)


def hold(obj: Any, reason: str = Hold.DRIFT, **detail: Any) -> Sync:
    Sync.objects.filter(pk=obj.sync_id).update(hold=reason, detail=detail, sent=1)
    return Sync.objects.get(pk=obj.sync_id)


def test_all_is_well_when_everything_is_in_sync(world: World, vera: Client) -> None:
    world.profile()
    world.drain()
    answer = vera.get(URL)
    assert not shown(answer)
    assert "Everything is in sync" in answer.content.decode()


def test_blocked_comes_first_then_held_then_waiting(world: World, vera: Client) -> None:
    waiting, held, blocked = (world.profile(profile_alias=name) for name in ("W", "H", "B"))
    hold(held)
    block(blocked)
    rows = shown(vera.get(URL))
    assert [row.state for row in rows] == ["blocked", "held", "waiting"]
    assert [row.obj for row in rows] == [blocked, held, waiting]  # type: ignore[attr-defined]


def test_a_refusal_is_told_in_the_providers_words_with_what_to_do(
    world: World, vera: Client
) -> None:
    block(world.profile())
    page = vera.get(URL).content.decode()
    assert "ein is invalid" in page
    assert "A filer can fix this" in page


@pytest.mark.parametrize("reason", Block.values)
def test_every_reason_for_a_block_has_its_words(world: World, vera: Client, reason: str) -> None:
    block(world.profile(), reason)
    (row,) = shown(vera.get(URL))
    assert row.story.happened  # type: ignore[attr-defined]
    assert row.story.todo  # type: ignore[attr-defined]


def test_a_traceback_is_shown_to_nobody(world: World, olivia: Client) -> None:
    profile = world.profile()
    Sync.objects.filter(pk=profile.sync_id).update(
        blocked=Block.INTERNAL, detail={"message": "x", "traceback": "Traceback: secret"}
    )
    assert "Traceback" not in olivia.get(URL).content.decode()
    assert "Traceback" not in olivia.get(f"/sync/{profile.sync_id}/").content.decode()


def test_chips_filter_by_state_and_kind(world: World, vera: Client) -> None:
    profile = world.profile()
    brand = world.brand(profile)
    block(brand)
    assert [row.kind for row in shown(vera.get(URL, {"state": "blocked"}))] == ["compliance.brand"]
    rows = shown(vera.get(URL, {"kind": "compliance.profile"}))
    assert [row.obj for row in rows] == [profile]  # type: ignore[attr-defined]
    assert vera.get(URL, {"state": "nonsense"}).status_code == 200


def test_retrying_one_sends_it_again(world: World, sam: Client) -> None:
    sync = block(world.profile())
    answer = sam.post(f"/sync/{sync.pk}/retry/")
    assert answer.headers["Location"] == f"/sync/{sync.pk}/"
    sync.refresh_from_db()
    assert not sync.blocked
    world.drain()
    assert len(world.objects("profiles")) == 2


def test_retrying_all_of_a_kind_leaves_the_others(world: World, sam: Client) -> None:
    profiles = [world.profile(profile_alias=name) for name in ("A", "B")]
    brand = world.brand(profiles[0])
    for obj in (*profiles, brand):
        block(obj)
    sam.post("/sync/retry/", {"kind": "compliance.profile"})
    still = Sync.objects.exclude(blocked="").values_list("kind", flat=True)
    assert list(still) == ["compliance.brand"]


def test_a_viewer_sees_no_button_and_may_not_retry(world: World, vera: Client) -> None:
    sync = block(world.profile())
    assert f"/sync/{sync.pk}/retry/" not in vera.get(URL).content.decode()
    assert vera.post(f"/sync/{sync.pk}/retry/").status_code == 403
    assert vera.post("/sync/retry/").status_code == 403
    sync.refresh_from_db()
    assert sync.blocked


def test_a_stranger_sees_and_retries_nothing(world: World, stranger: Client) -> None:
    sync = block(world.profile())
    assert not shown(stranger.get(URL))
    assert stranger.post(f"/sync/{sync.pk}/retry/").status_code == 404
    stranger.post("/sync/retry/")
    sync.refresh_from_db()
    assert sync.blocked


def test_its_queries_do_not_grow_with_the_rows(world: World, vera: Client) -> None:
    counts = []
    for name in ("A", "B", "C"):
        world.brand(world.profile(profile_alias=name), brand_alias=name)
        with CaptureQueriesContext(connection) as queries:
            vera.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[-1]
