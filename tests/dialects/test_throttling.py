"""So many requests a window for each token, then 429 with Retry-After."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from apps.compliance.models import Profile
from tests.compliance.api.bodies import PROFILE
from tests.rest import Door, door_of, error
from tests.world import World


@pytest.fixture(autouse=True)
def _window(settings: Any) -> Iterator[None]:
    """One window of an hour, which no test outlasts, and nothing counted in it yet."""
    settings.API_RATE, settings.API_RATE_SECONDS = 3, 3600
    cache.clear()
    yield
    cache.clear()


def test_the_fourth_request_is_too_many(door: Door) -> None:
    assert [door.get("Profile/").status_code for _ in range(3)] == [200] * 3
    answer = door.get("Profile/")
    assert error(answer, 429) == "too many requests"
    assert 1 <= int(answer["Retry-After"]) <= 3600


def test_nothing_is_done_beyond_the_limit(door: Door) -> None:
    for _ in range(3):
        door.get("Number/")
    error(door.post("Profile/", PROFILE), 429)
    assert not Profile.objects.exists()


def test_each_token_has_its_own_count(world: World, door: Door) -> None:
    for _ in range(4):
        door.get("Profile/")
    assert door_of(world).get("Profile/").status_code == 200


def test_refused_credentials_are_not_counted(door: Door) -> None:
    for _ in range(9):
        error(Door(door.account, "wrong").get("Profile/"), 401)
    assert door.get("Profile/").status_code == 200


def test_errors_are_counted(door: Door) -> None:
    for _ in range(3):
        error(door.post("Profile/", "{"), 400)
    error(door.get("Profile/"), 429)


def test_the_next_window_starts_anew(door: Door, settings: Any) -> None:
    for _ in range(4):
        door.get("Profile/")
    settings.API_RATE_SECONDS = 7200
    assert door.get("Profile/").status_code == 200
