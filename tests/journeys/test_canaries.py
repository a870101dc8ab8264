"""A whole walk with known secrets: afterwards none of them stands anywhere in clear."""

import base64
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from apps.providers.models import AccessToken
from tests.conftest import SandboxProcess
from tests.journeys.canaries import canary, crawl, found, kept
from tests.journeys.walk import Walk
from tests.upstream.peer import Peer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walk(transactional_db: None, plivo_sandbox: SandboxProcess, settings: Any) -> Iterator[Walk]:
    settings.UPSTREAM_RATES = {1: (1000.0, 100), 2: (1000.0, 100)}
    gateway = Peer()
    yield Walk(plivo_sandbox, gateway)
    gateway.close()


def test_no_secret_of_a_whole_walk_stands_anywhere_in_clear(
    walk: Walk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    # A page's missing variables, with a traceback each.
    caplog.set_level(logging.INFO, "django.template")
    walk.sign_in()
    walk.connect()
    walk.issue()
    walk.file()
    walk.notify()
    walk.fail(walk.configure())
    crawl(walk.browser, "/connections/", "/providers/", each=1)
    tokens = AccessToken.objects.exclude(expires_at=None).values_list("token", flat=True)
    canaries = walk.canaries | {f"granted {n}": token for n, token in enumerate(tokens)}
    canaries |= {"secret key": django_settings.SECRET_KEY}
    canaries |= {"field key": django_settings.FIELD_ENCRYPTION_KEYS[0]}
    leaks = {
        each.what: more
        for each in walk.heard
        if (more := found(each.text, canaries) - each.allowed)
    }
    places = kept(Path(django_settings.DATA_DIR)) | {"log": caplog.text}
    leaks |= {place: shown for place, text in places.items() if (shown := found(text, canaries))}
    assert leaks == {}


@pytest.mark.parametrize("before", ["", "a", "ab", "acme:"])
def test_a_secret_is_found_in_base64_in_other_case_and_cut_short(before: str) -> None:
    one = {"it": canary("it")}
    packed = base64.b64encode(f"{before}{one['it']}, and more".encode()).decode()
    for text in (packed, one["it"].upper(), one["it"][:14]):
        assert found(f"x{text}", one) == {"it"}
    assert found(base64.b64encode(canary("other").encode()).decode(), one) == set()
