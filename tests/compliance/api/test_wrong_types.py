"""Every field of every POST gets every wrong type: refused in words or taken, never half done."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from apps.core.clock import db_now
from apps.providers.models import Lane
from tests.compliance.api import bodies
from tests.compliance.api.test_access_table import everything
from tests.rest import Door, error
from tests.world import World

# JSON texts, since some values (a number beyond all floats) have no Python of their own. Plain
# values may pass for text and reach the rules: each field gets each. The others stop at the door.
PLAIN = [
    *("null", "0", "-1.5", "1e400", "123456789012345678901234567890"),
    *('" "', f'"{"x" * 5000}"', '"\\u202e\\ud83e\\udd50"', '"\\u0661\\u0662"', '"http://["'),
]
NESTED = ["true", "[]", "[null]", '[{"a": 1}]', '[["x", ["y"]]]', '{"a": 1}', '{"": null}']
MARK = "what goes wrong"
SDK_ONLY = dict.fromkeys(
    ("terms_and_conditions_link", "privacy_policy_link", "optin_message", "help_message"), ""
)


def profile(world: World) -> tuple[str, dict[str, Any]]:
    optional = ("doing_business_as", "stock_symbol", "stock_exchange", "alt_business_id")
    more = ("alt_business_id_type", "plivo_subaccount", "business_contact_email")
    return "Profile/", {**bodies.PROFILE, **dict.fromkeys((*optional, *more), "")}


def profile_update(world: World) -> tuple[str, dict[str, Any]]:
    row = world.profile(profile_alias="Edited")
    return f"Profile/{row.public_id}/", profile(world)[1]


def brand(world: World) -> tuple[str, dict[str, Any]]:
    sent = bodies.brand(world.profile().public_id)
    return "10dlc/Brand/", {**sent, "url": "https://acme.com/", "method": "POST"}


def campaign(world: World) -> tuple[str, dict[str, Any]]:
    more = {f"sample{n}": "" for n in (3, 4, 5)} | {f"sample_{n}": "" for n in (3, 4, 5)}
    sent = bodies.campaign(world.brand().public_id, **more, **SDK_ONLY, sub_usecase="")
    return "10dlc/Campaign/", {
        **sent,
        **bodies.CAMPAIGN,
        "reseller_id": "",
        "url": "",
        "method": "",
    }


def campaign_update(world: World) -> tuple[str, dict[str, Any]]:
    return f"10dlc/Campaign/{world.campaign().public_id}/", campaign_fields()


def campaign_fields() -> dict[str, Any]:
    return {**bodies.CAMPAIGN, **SDK_ONLY, "sample3": "", "reseller_id": "", "url": ""}


def campaign_import(world: World) -> tuple[str, dict[str, Any]]:
    sent = {"campaign_id": "CABCDEF", "campaign_alias": "Theirs", "url": "", "method": ""}
    return "10dlc/Campaign/Import/", sent


def numbers(world: World) -> tuple[str, dict[str, Any]]:
    path = f"10dlc/Campaign/{world.campaign().public_id}/Number/"
    return path, {"numbers": world.numbers(1), "url": "", "method": ""}


def verification(world: World) -> tuple[str, dict[str, Any]]:
    sent = bodies.verification(world.profile().public_id, world.tollfree_numbers(1)[0])
    return "TollfreeVerification/", {**sent, **SDK_ONLY, "callback_url": "", "callback_method": ""}


def verification_update(world: World) -> tuple[str, dict[str, Any]]:
    row = world.verification()
    path = f"TollfreeVerification/{row.public_id}/"
    fields = {**bodies.verification(row.profile.public_id, row.number), **SDK_ONLY}
    return path, {**fields, "callback_url": "", "callback_method": ""}


PLACES = [
    *(profile, profile_update, brand, campaign, campaign_update, campaign_import),
    *(numbers, verification, verification_update),
]


def variants(sent: dict[str, Any]) -> list[tuple[str, str]]:
    """(what was changed, the body as text), also one level down."""
    parts: list[dict[str, Any]] = [{key: MARK} for key in sent]
    for key, value in sent.items():
        if isinstance(value, dict):
            parts += [{key: {**value, inner: MARK}} for inner in value]
    lists = [(part, wrong) for part in parts for wrong in (*PLAIN, '[{"a": 1}]')]
    lists += [(dict.fromkeys(sent, MARK), wrong) for wrong in (*PLAIN, *NESTED)]
    return [(f"{part} = {wrong[:40]}", _with(sent, part, wrong)) for part, wrong in lists]


def _with(sent: dict[str, Any], changed: dict[str, Any], wrong: str) -> str:
    return json.dumps({**sent, **changed}).replace(json.dumps(MARK), wrong)


@pytest.mark.parametrize("place", PLACES, ids=lambda made: made.__name__)
def test_no_value_breaks_the_door(
    world: World, door: Door, place: Callable[[World], tuple[str, dict[str, Any]]]
) -> None:
    path, sent = place(world)
    # What is unknown here is asked for at Plivo; that is tried elsewhere.
    Lane.objects.update(paused_at=db_now())
    before = everything()
    for what, text in variants(sent):
        point = transaction.savepoint()
        answer = door.post(path, text)
        assert answer.status_code < 500, what
        if answer.status_code < 400:
            transaction.savepoint_rollback(point)
        else:
            assert error(answer, 400), what
    assert everything() == before


@pytest.mark.parametrize("place", PLACES, ids=lambda made: made.__name__)
def test_the_body_is_good_as_it_is(
    world: World, door: Door, place: Callable[[World], tuple[str, dict[str, Any]]]
) -> None:
    path, sent = place(world)
    answer = door.post(path, sent)
    assert answer.status_code in (200, 201, 202), answer.content
