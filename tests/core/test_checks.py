"""Settings that would be dangerous in production are refused at start."""

import pytest

from apps.core.checks import (
    no_sandbox_in_production,
    processes_share_a_cache,
    public_url_is_https,
)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8100/plivo", "https://sandbox.example/plivo"])
def test_a_sandbox_is_refused_outside_demo_and_debug(settings, url: str) -> None:
    settings.PLIVO_BASE_URL = url
    settings.DEBUG = settings.DEMO = False
    assert [error.id for error in no_sandbox_in_production()] == ["core.E001"]
    settings.DEMO = True
    assert no_sandbox_in_production() == []


def test_plivo_itself_is_fine(settings) -> None:
    settings.PLIVO_BASE_URL = "https://api.plivo.com"
    settings.DEBUG = settings.DEMO = False
    assert no_sandbox_in_production() == []


def test_callbacks_need_https_in_production(settings) -> None:
    settings.PUBLIC_URL = "http://linecheck.example"
    assert [error.id for error in public_url_is_https()] == ["core.E002"]


def test_a_cache_of_one_process_is_warned_of(settings) -> None:
    assert [warning.id for warning in processes_share_a_cache()] == ["core.W001"]
    shared = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": shared, "LOCATION": "redis://cache.example:6379/1"}}
    assert processes_share_a_cache() == []
