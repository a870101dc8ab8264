"""The audit as a file: whole, as filtered, and nothing in it that a spreadsheet would run."""

import csv
from copy import deepcopy
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from apps.core import events
from apps.core.actor import SYSTEM, Actor
from apps.core.models import Event
from apps.portal.audit_export import CHUNK
from tests.world import World

URL = "/organization/audit/export/"


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    answer: Any = client.get(f"{URL}{query}")
    assert answer.status_code == 200
    assert isinstance(answer, StreamingHttpResponse)
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_it_holds_every_entry_newest_first(world: World, olivia: Client) -> None:
    entry = events.record(world.profile(), "edited", actor=SYSTEM)
    entry.pk = None
    # Three chunks; entries of one moment are told apart by their ids.
    Event.objects.bulk_create([deepcopy(entry) for _ in range(2 * CHUNK + 1)])
    mine = Event.objects.filter(organization_id=world.organization.pk).order_by("-at", "-pk")
    assert [int(one["entry"]) for one in lines(olivia)] == [event.pk for event in mine]


def test_a_line_says_who_what_and_from_where(world: World, olivia: Client) -> None:
    profile = world.profile()
    person = Actor(
        "user", "Dana Reyes", 5, world.organization.pk, request_id="req-12345", ip="192.0.2.1",
        email="dana@acme.example",
    )  # fmt: skip
    entry = events.record(profile, "edited", actor=person, changes={"city": ("Rome", "Oslo")})
    (line,) = lines(olivia, "?q=dana@acme.example")
    assert line == {
        "at": entry.at.isoformat(),
        "actor_kind": "user",
        "actor": "Dana Reyes",
        "actor_email": "dana@acme.example",
        "ip": "192.0.2.1",
        "verb": "edited",
        "in_words": "changed it",
        "object_kind": "company profile",
        "object": str(profile),
        "object_id": str(profile.pk),
        "text": "",
        "changes": '{"city": ["Rome", "Oslo"]}',
        "request_id": "req-12345",
        "entry": str(entry.pk),
    }


def test_it_is_filtered_as_the_page_is(world: World, olivia: Client) -> None:
    events.record(world.profile(), "edited", actor=SYSTEM)
    found = lines(olivia, "?verb=edited&who=system")
    assert [(one["verb"], one["actor"]) for one in found] == [("edited", "Linecheck")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(world: World, olivia: Client, sign: str) -> None:
    attack = f"{sign}HYPERLINK(0)"
    person = Actor("user", attack, 5, world.organization.pk, email=attack, request_id=attack)
    entry = events.record(world.profile(), "edited", actor=person, text=attack)
    Event.objects.filter(pk=entry.pk).update(subject_label=attack)
    line = next(one for one in lines(olivia) if one["entry"] == str(entry.pk))
    for column in ("actor", "actor_email", "object", "text", "request_id"):
        assert line[column] == f"'{attack}", column
    assert not [cell for cell in line.values() if cell[:1] in tuple("=+-@\t\r\n")]


def test_a_stranger_gets_nothing_of_it(world: World, stranger: Client) -> None:
    world.profile()
    assert lines(stranger) == []


def test_who_only_files_may_not(sam: Client, vera: Client) -> None:
    assert sam.get(URL).status_code == vera.get(URL).status_code == 403


def test_secrets_are_masked_once_more(world: World, olivia: Client) -> None:
    canary = "canary-audit-72"
    events.record(
        world.profile(),
        "edited",
        actor=world.actor,
        text=f"https://user:{canary}@sms.example.com/",
        changes={"auth_token": ("", canary), "authentication": (None, {"password": canary})},
        data={"body": canary},
    )
    text = repr(lines(olivia))
    assert "••••@sms.example.com" in text
    assert canary not in text
