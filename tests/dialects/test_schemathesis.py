"""The door against its own document: generated requests find no failure and no undocumented answer.

Each is sent to the real application, with the sandbox as Plivo and nothing delivered, and undone.
THOROUGH=1 asks for ten times as many and for every boundary of the schema (some minutes).
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from apps.numberpools.models import PhoneNumber
from config.wsgi import application
from tests.rest import Door, door_of
from tests.world import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
pytestmark = pytest.mark.django_db
THOROUGH = bool(os.environ.get("THOROUGH"))
EXAMPLES = 200 if THOROUGH else 12

schema = schemathesis.openapi.from_wsgi("/v1/docs/plivo.json", application)
schema.config.phases.coverage.enabled = THOROUGH


@pytest.fixture(scope="module")
def world(django_db_setup: Any, django_db_blocker: Any, plivo_sandbox: Any) -> Iterator[World]:
    """One for all operations: what a request changes is undone after it.

    As in Django's own test client, a request does not close the connection that can undo it.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(plivo_sandbox)
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def door(world: World) -> Door:
    return door_of(world)


@pytest.fixture(scope="module")
def ids(world: World) -> dict[str, str]:
    """Live objects of each kind, and a company that is still free."""
    campaign = world.campaign()
    assert campaign.brand is not None
    link = world.link(campaign, world.numbers(1))[0]
    verification = world.verification(campaign.brand.profile)
    rented = PhoneNumber.objects.filter(configuration=world.configuration, type="tollfree")
    free = rented.exclude(number=verification.number).values_list("number", flat=True)[0]
    return {
        "auth_id": world.account,
        "profile_uuid": world.profile(profile_alias="Free").public_id,
        "brand_id": campaign.brand.public_id,
        "campaign_id": campaign.public_id,
        "number": link.number,
        "uuid": verification.public_id,
        "tollfree": free,
    }


def alive(given: Any, ids: Mapping[str, str], always: frozenset[str] = frozenset()) -> Any:
    """Three of four generated ids give way to live ones, so that more than 404 is seen."""
    if not isinstance(given, dict):
        return given
    return {
        name: ids[name]
        if name in ids and (name in always or sum(map(ord, str(value))) % 4)
        else value
        for name, value in given.items()
    }


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_generated_requests_are_answered_as_documented(
    case: schemathesis.Case, ids: dict[str, str], door: Door
) -> None:
    case.path_parameters = alive(case.path_parameters, ids, frozenset({"auth_id"}))
    numbers = {"number": ids["tollfree"]} if "Tollfree" in case.path else {}
    case.body = alive(case.body, ids | numbers)
    case.headers = {**(case.headers or {}), "Authorization": f"Basic {door.basic}"}
    with transaction.atomic(), override_settings(API_RATE=10**9):
        answer = case.call()
        transaction.set_rollback(True)
    case.validate_response(answer, checks=CHECKS)
