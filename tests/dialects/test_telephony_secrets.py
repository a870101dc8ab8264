"""A secret is seen once, in the answer to the request that set it."""

import logging
from typing import Any

import pytest
from django.db import connection

from apps.core.models import Event
from apps.sync.models import Attempt
from tests.telephony_rest import TelephonyDoor, data, said, token_of, vonage, wrong
from tests.world import World

CANARY = "canary-7f3a91c2e5d8"
OTHER = "another-canary-55aa10"


@pytest.fixture
def pk(telephony: TelephonyDoor) -> int:
    return int(data(telephony.post(vonage(api_secret=CANARY)))["id"])


def shown(answer: Any) -> str:
    return str(data(answer)["api_secret"])


def test_it_is_in_clear_in_the_answer_that_set_it_and_masked_in_all_others(
    telephony: TelephonyDoor, pk: int
) -> None:
    assert shown(telephony.read(pk)) == "••••e5d8"
    (one,) = [each for each in data(telephony.get()) if each["id"] == pk]
    assert one["api_secret"] == "••••e5d8"
    assert shown(telephony.patch(pk, {"name": "New"})) == "••••e5d8"
    assert shown(telephony.patch(pk, {"api_secret": OTHER})) == OTHER
    assert shown(telephony.post(vonage(name="New", api_secret="••••aa10"))) == "••••aa10"
    assert shown(telephony.read(pk)) == "••••aa10"


def test_of_a_short_one_not_even_its_end_is_shown(telephony: TelephonyDoor, pk: int) -> None:
    telephony.patch(pk, {"api_secret": "elevenchars"})
    assert shown(telephony.read(pk)) == "••••"


def test_a_key_that_opens_something_is_masked_and_one_that_names_is_not(
    telephony: TelephonyDoor, pk: int
) -> None:
    assert data(telephony.read(pk))["api_key"] == "abcd1234"
    asked = {"name": "Telnyx", "provider": 4, "api_key": "KEY0123456789abcdef"}
    telnyx = data(telephony.post(asked))
    assert telnyx["api_key"] == "KEY0123456789abcdef"
    assert data(telephony.read(telnyx["id"]))["api_key"] == "••••cdef"
    telephony.patch(telnyx["id"], {"api_key": "••••cdef"})
    assert data(telephony.read(telnyx["id"]))["api_key"] == "••••cdef"


def test_an_organisation_may_have_the_documented_behaviour(
    world: World, telephony: TelephonyDoor, pk: int, settings: Any
) -> None:
    settings.TELEPHONY_SHOW_SECRETS = ["somebody-else"]
    assert shown(telephony.read(pk)) == "••••e5d8"
    settings.TELEPHONY_SHOW_SECRETS = ["somebody-else", world.organization.handle]
    assert shown(telephony.read(pk)) == CANARY
    assert CANARY in [each["api_secret"] for each in data(telephony.get())]
    assert shown(telephony.patch(pk, {"api_secret": CANARY})) == CANARY


def test_it_is_written_down_nowhere_else(
    world: World, telephony: TelephonyDoor, pk: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telephony.patch(pk, {"api_secret": OTHER})
    telephony.patch(pk, {"api_secret": OTHER, "base_url": "nonsense"})
    plivo = {"name": "P", "provider": 1, "api_key": world.account, "api_secret": f"bad-{CANARY}"}
    wrong(telephony.post(plivo | {"base_url": world.sandbox.plivo_url}), "api_secret")
    said(telephony.patch(world.configuration.pk, {"api_secret": f"bad-{CANARY}"}), 400)
    telephony.call("POST", f"{telephony.token}", vonage(api_secret=CANARY))
    with connection.cursor() as cursor:
        cursor.execute("SELECT api_key, api_secret, meta FROM providers_providerconfiguration")
        kept = str(cursor.fetchall())
    places = [
        kept,
        str(list(Event.objects.values())),
        str(list(Attempt.objects.values())),
        caplog.text,
    ]
    for canary in (CANARY, OTHER, world.configuration.api_secret):
        assert [canary in place for place in places] == [False] * len(places)


def test_who_may_only_read_sees_none(world: World, telephony: TelephonyDoor, pk: int) -> None:
    reader = TelephonyDoor(token_of(world.actor, rights="read"), telephony.handle)
    assert CANARY.encode() not in reader.get().content
    assert shown(reader.read(pk)) == "••••e5d8"
