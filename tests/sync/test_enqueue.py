"""Raising the counter: ten edits are one push, and an edit never jumps a queue."""

from datetime import timedelta

import pytest
from django.test import TestCase

from apps.compliance.services.profile import edit_profile
from apps.core.clock import db_now
from apps.providers.models import Lane
from apps.sync.models import Hold, Sync
from tests.world import World


def edit(world: World, profile, **values):
    profile.refresh_from_db()
    return edit_profile(profile=profile, values=values, version=profile.version, actor=world.actor)


def test_ten_edits_are_one_push(world: World) -> None:
    profile = world.profile()
    for n in range(10):
        edit(world, profile, company_name=f"Acme Bakery {n} LLC")
    world.drain()
    assert [r["method"] for r in world.writes()] == ["POST"]
    assert world.objects("profiles")[-1]["company_name"] == "Acme Bakery 9 LLC"
    assert Sync.objects.get(pk=profile.sync_id).state == "in_sync"


def test_an_edit_does_not_shorten_the_wait_for_a_lost_answer(world: World) -> None:
    profile = world.profile()
    later = db_now() + timedelta(seconds=90)
    Sync.objects.filter(pk=profile.sync_id).update(unsure_since=db_now(), run_after=later)
    edit(world, profile, city="Albany")
    sync = Sync.objects.get(pk=profile.sync_id)
    assert sync.run_after == later
    assert sync.unsure_since is not None
    assert sync.wanted == 2


def test_an_edit_does_not_release_what_a_person_must_decide(world: World) -> None:
    profile = world.profile()
    world.drain()
    Sync.objects.filter(pk=profile.sync_id).update(hold=Hold.DRIFT, claim_no=7)
    edit(world, profile, city="Albany")
    world.drain()
    sync = Sync.objects.get(pk=profile.sync_id)
    assert (sync.hold, sync.claim_no, sync.state) == (Hold.DRIFT, 7, "held")
    assert len(world.writes()) == 1


def test_an_edit_frees_a_blocked_row(world: World) -> None:
    profile = world.profile()
    Sync.objects.filter(pk=profile.sync_id).update(blocked="rejected", tries=5)
    edit(world, profile, city="Albany")
    sync = Sync.objects.get(pk=profile.sync_id)
    assert (sync.blocked, sync.tries) == ("", 0)


@pytest.mark.django_db
def test_a_dead_broker_does_not_fail_the_save(world: World, settings) -> None:
    from celery import current_app

    with current_app.connection_or_acquire():
        pass
    with TestCase.captureOnCommitCallbacks(execute=True) as callbacks:
        profile = world.profile()
    assert callbacks
    assert profile.pk
    world.drain()
    assert len(world.objects("profiles")) == 2


def test_one_wake_serves_many_changes(world: World) -> None:
    profile = world.profile()
    Lane.objects.filter(configuration=world.configuration).update(pending=True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit(world, profile, city="Albany")
    assert Lane.objects.get(configuration=world.configuration).pending
    world.drain()
    assert not Lane.objects.get(configuration=world.configuration).pending
