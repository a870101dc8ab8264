"""A look-up reads pages while others create and delete: it must miss nothing and count once."""

import pytest

from apps.providers.connect import client_for
from apps.sync.models import Attempt, Sync
from apps.upstream.errors import Unavailable
from tests.world import World

ROWS = 45


@pytest.fixture
def there(world: World) -> list[str]:
    """Profiles at Plivo, newest first, as its list gives them; the PRIMARY is the last."""
    for n in range(ROWS - 1):
        change = {"profile_alias": f"Twin {n}", "company_name": "Twin LLC"}
        world.sandbox.drift(world.account, "profile", action="create", changes=change)
    return [body["profile_uuid"] for body in reversed(world.objects("profiles"))]


def read(world: World, *, after_each_page) -> list[str]:
    """The ids `pages` yields; `after_each_page(ids so far)` is called as each new page is due."""
    found: list[str] = []
    for body in client_for(world.configuration).pages("Profile/", "profiles"):
        found.append(body["profile_uuid"])
        if len(found) % 20 == 0:
            after_each_page(found)
    return found


def test_a_list_at_rest_is_read_whole(world: World, there: list[str]) -> None:
    assert read(world, after_each_page=lambda found: None) == there


def test_one_created_meanwhile_shows_none_twice(world: World, there: list[str]) -> None:
    def create(found: list[str]) -> None:
        world.sandbox.drift(world.account, "profile", action="create")

    assert read(world, after_each_page=create) == there


def test_one_deleted_meanwhile_hides_none(world: World, there: list[str]) -> None:
    def delete(found: list[str]) -> None:
        if len(found) == 20:
            world.sandbox.drift(world.account, "profile", found[3], action="delete")

    assert sorted(read(world, after_each_page=delete)) == sorted(there)


def test_a_list_that_never_rests_proves_nothing(world: World, there: list[str]) -> None:
    """Deleted faster than it is read: no answer is better than a wrong one."""
    pages = client_for(world.configuration).pages("Profile/", "profiles")
    with pytest.raises(Unavailable):
        for n, _ in enumerate(pages):
            # Whatever the next page is, one before it is gone and another one has come.
            if n >= 19:
                newest = world.objects("profiles")[-1]["profile_uuid"]
                world.sandbox.drift(world.account, "profile", newest, action="delete")


def test_a_lost_create_on_the_border_of_two_pages_is_adopted_once(world: World) -> None:
    """As the broker campaign found it: creates go on while the answer of one is looked for."""
    profiles = [world.profile(profile_alias=f"Company {n}", ein="") for n in range(30)]
    world.fault(method="POST", path="Profile", kind="reset_after", times=10)
    world.drain()
    world.later(3.1)
    syncs = Sync.objects.filter(pk__in=[profile.sync_id for profile in profiles])
    assert [sync.state for sync in syncs] == ["in_sync"] * 30
    assert len(world.objects("profiles")) == 31
    assert Attempt.objects.filter(sync__in=syncs, outcome="adopted").count() == 10
