"""Somebody changed it in Plivo's console: shown, held, never overwritten by itself."""

import pytest

from apps.compliance.models import Profile
from apps.core.errors import Refused
from apps.sync.models import Hold, Sync
from apps.sync.services import push_ours, refresh, take_theirs
from tests.world import World


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


@pytest.fixture
def drifted(world: World) -> Profile:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(
        world.account, "profile", profile.remote_id, {"company_name": "Somebody Else LLC"}
    )
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    return profile


def test_it_is_noticed_and_held(world: World, drifted: Profile) -> None:
    sync = sync_of(drifted)
    assert sync.hold == Hold.DRIFT
    assert sync.detail["drift"] == {"company_name": ["Acme Bakery LLC", "Somebody Else LLC"]}
    assert len(world.writes()) == 1


def test_theirs_can_be_taken(world: World, drifted: Profile) -> None:
    take_theirs(sync=sync_of(drifted), actor=world.actor)
    drifted.refresh_from_db()
    assert drifted.company_name == "Somebody Else LLC"
    world.drain()
    assert sync_of(drifted).state == "in_sync"
    assert len(world.writes()) == 1


def test_ours_can_be_pushed(world: World, drifted: Profile) -> None:
    push_ours(sync=sync_of(drifted), actor=world.actor)
    world.drain()
    assert sync_of(drifted).state == "in_sync"
    assert world.objects("profiles")[-1]["company_name"] == "Acme Bakery LLC"


def test_it_is_decided_once(world: World, drifted: Profile) -> None:
    take_theirs(sync=sync_of(drifted), actor=world.actor)
    with pytest.raises(Refused):
        push_ours(sync=sync_of(drifted), actor=world.actor)


def test_what_is_gone_there_can_go_here(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(world.account, "profile", profile.remote_id, action="delete")
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    assert sync_of(profile).detail["gone"]
    take_theirs(sync=sync_of(profile), actor=world.actor)
    profile.refresh_from_db()
    assert profile.retired_at


def test_what_is_gone_there_can_be_made_again(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    world.sandbox.drift(world.account, "profile", profile.remote_id, action="delete")
    refresh(sync=sync_of(profile), actor=world.actor)
    world.drain()
    push_ours(sync=sync_of(profile), actor=world.actor)
    world.drain()
    assert sync_of(profile).state == "in_sync"
    assert len(world.objects("profiles")) == 2


def test_a_brand_cannot_be_pushed_over(world: World) -> None:
    brand = world.brand()
    world.drain()
    world.reviewed()
    brand.refresh_from_db()
    world.sandbox.drift(world.account, "brand", brand.remote_id, {"brand_alias": "Renamed"})
    refresh(sync=sync_of(brand), actor=world.actor)
    world.drain()
    with pytest.raises(Refused, match="no change"):
        push_ours(sync=sync_of(brand), actor=world.actor)
    take_theirs(sync=sync_of(brand), actor=world.actor)
    brand.refresh_from_db()
    assert brand.brand_alias == "Renamed"
