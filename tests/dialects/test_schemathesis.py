"""The Plivo door against its own document: generated requests find no failure and no undocumented
answer.

Each is sent to the real application, with the sandbox as Plivo and nothing delivered, and undone.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis

from apps.numberpools.models import PhoneNumber
from tests.dialects.fuzzing import alive, ask, many, schema_at, undone
from tests.rest import Door, door_of
from tests.world import World

pytestmark = pytest.mark.django_db
schema = schema_at("/v1/docs/plivo.json")


@pytest.fixture(scope="module")
def world(django_db_setup: Any, django_db_blocker: Any, plivo_sandbox: Any) -> Iterator[World]:
    with undone(django_db_blocker):
        yield World(plivo_sandbox)


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


@schema.parametrize()
@many
def test_generated_requests_are_answered_as_documented(
    case: schemathesis.Case, ids: dict[str, str], door: Door
) -> None:
    case.path_parameters = alive(case.path_parameters, ids, frozenset({"auth_id"}))
    numbers = {"number": ids["tollfree"]} if "Tollfree" in case.path else {}
    case.body = alive(case.body, ids | numbers)
    ask(case, f"Basic {door.basic}")
