"""API credentials: issued once, kept as a digest, limited, expired and revoked."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from apps.accounts import credentials
from apps.accounts.families import FAMILIES, LABELS, OF_DOOR
from apps.accounts.models import ApiCredential
from apps.accounts.permissions import RIGHTS
from apps.core import clock, events
from apps.core.clock import db_now
from apps.core.errors import Invalid, NotAllowed, Refused
from apps.core.models import Event
from tests.world import World

DAY = 24 * 3600


def issue(world: World, **over: Any) -> tuple[ApiCredential, str]:
    asked = {
        "door": "plivo",
        "account": world.account,
        "name": "Order service",
        "rights": "write",
        "actor": world.actor,
    }
    return credentials.issue_credential(**{**asked, **over})


def test_a_token_finds_its_credential_and_no_other_text_does(world: World) -> None:
    made, token = issue(world)
    assert credentials.find_credential(token) == made
    wrong = ["", token[:-1], token + "x", token.upper(), made.digest, "\x00", "\ud800"]
    assert [credentials.find_credential(text) for text in wrong] == [None] * len(wrong)


def test_a_token_has_as_many_characters_as_plivos_own(world: World) -> None:
    tokens = {issue(world)[1] for _ in range(3)}
    assert {len(token) for token in tokens} == {40}
    assert len(tokens) == 3


def test_the_token_is_kept_as_a_digest_and_encrypted_only_where_it_signs(world: World) -> None:
    made, token = issue(world)
    row = ApiCredential.objects.filter(pk=made.pk)
    assert row.get().digest == credentials.digest(token) != token
    assert row.get().secret == token
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_apicredential WHERE id = %s", [made.pk])
        assert token not in cursor.fetchone()[0]
    for door in ("api", "pingone"):
        assert issue(world, door=door, account="")[0].secret == ""


def test_issuing_is_on_record_without_the_token(world: World) -> None:
    made, token = issue(world, families=["brand"])
    entry = events.timeline(made).get()
    assert entry.verb == "issued"
    assert entry.data["families"] == ["brand"]
    assert token not in f"{Event.objects.values_list().get(pk=entry.pk)}"


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("name", {"name": "   "}),
        ("families", {"families": ["brand", "message"]}),
        ("families", {"families": ["policy"]}),
        ("families", {"door": "pingone", "families": ["policy", "brand"]}),
        ("expires_at", {"expires_at": timedelta(seconds=-1)}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, field: str, over: dict[str, Any]) -> None:
    if isinstance(over.get("expires_at"), timedelta):
        over = {"expires_at": db_now() + over["expires_at"]}
    with pytest.raises(Invalid) as refused:
        issue(world, **over)
    assert list(refused.value.errors) == [field]
    assert not ApiCredential.objects.exists()


def test_an_id_chosen_beforehand_issues_once(world: World) -> None:
    key = uuid.uuid4()
    made, token = issue(world, public_id=key)
    with pytest.raises(Refused, match="revoke it and issue another"):
        issue(world, public_id=key, name="Another name")
    assert ApiCredential.objects.get() == made
    assert credentials.find_credential(token) == made
    assert events.timeline(made).count() == 1


@pytest.mark.parametrize("role", ["filer", "viewer"])
def test_only_those_with_the_right_issue_and_revoke(world: World, role: str) -> None:
    made, token = issue(world)
    actor = {"filer": world.filer, "viewer": world.viewer}[role]
    with pytest.raises(NotAllowed):
        issue(world, actor=actor)
    with pytest.raises(NotAllowed):
        credentials.revoke_credential(credential=made, actor=actor)
    assert credentials.find_credential(token) == made


def test_a_token_cannot_issue_tokens(world: World) -> None:
    made, _ = issue(world)
    with pytest.raises(NotAllowed):
        issue(world, actor=credentials.actor_of(made))


def test_it_ends_when_it_expires(world: World) -> None:
    made, token = issue(world, expires_at=db_now() + timedelta(days=30))
    clock.shift(30 * DAY - 60)
    assert credentials.find_credential(token) == made
    clock.shift(61)
    assert credentials.find_credential(token) is None


def test_revoking_ends_it_for_good_and_is_recorded_once(world: World) -> None:
    made, token = issue(world)
    credentials.revoke_credential(credential=made, actor=world.actor)
    assert credentials.find_credential(token) is None
    made.refresh_from_db()
    first = made.revoked_at
    clock.shift(60)
    credentials.revoke_credential(credential=made, actor=world.actor)
    made.refresh_from_db()
    assert made.revoked_at == first
    assert [entry.verb for entry in events.timeline(made)] == ["revoked", "issued"]


def test_its_use_is_noted_to_the_minute(world: World) -> None:
    made, _ = issue(world)

    def used() -> Any:
        credentials.note_use(made)
        made.refresh_from_db()
        return made.last_used_at

    first = used()
    assert first is not None
    clock.shift(50)
    assert used() == first
    clock.shift(20)
    assert used() > first


def test_reading_gives_no_verb_and_writing_those_of_its_families(world: World) -> None:
    assert issue(world, rights="read")[0].verbs == frozenset()
    assert issue(world, families=["brand"])[0].verbs == FAMILIES["brand"]
    assert issue(world, families=["brand", "number"])[0].verbs == (
        FAMILIES["brand"] | FAMILIES["number"]
    )
    for door, names in OF_DOOR.items():
        all_of_them = frozenset().union(*(FAMILIES[name] for name in names))
        assert issue(world, door=door)[0].verbs == all_of_them


def test_no_token_may_more_than_those_who_do_that_work(world: World) -> None:
    for door, role in (("plivo", "filer"), ("pingone", "admin"), ("api", "admin")):
        assert issue(world, door=door)[0].verbs < RIGHTS[role]


def test_every_family_has_its_word() -> None:
    assert LABELS.keys() == FAMILIES.keys()


def test_it_opens_its_families_and_what_belongs_to_all(world: World) -> None:
    limited, _ = issue(world, families=["brand"])
    assert [limited.opens(family) for family in ("brand", "campaign", "")] == [True, False, True]
    for door, names in OF_DOOR.items():
        made, _ = issue(world, door=door)
        assert {family for family in FAMILIES if made.opens(family)} == names


def test_the_actor_of_a_token_says_who_it_is(world: World) -> None:
    made, _ = issue(world, families=["brand"])
    actor = credentials.actor_of(made, request_id="r1", ip="192.0.2.1")
    assert (actor.kind, actor.label, actor.id) == ("token", "Order service (API)", made.pk)
    assert actor.organization_id == world.organization.pk
    assert actor.can("brand.submit") and not actor.can("campaign.submit")


def test_callbacks_are_signed_by_the_token_that_asked_else_by_the_newest(world: World) -> None:
    def signs(credential: ApiCredential | None) -> str:
        found = credentials.signing_credential(
            credential.pk if credential else None,
            organization_id=world.organization.pk,
            account=world.account,
        )
        return found.secret if found else ""

    assert signs(None) == ""
    first, first_token = issue(world)
    issue(world, door="api", account="")
    second, second_token = issue(world)
    assert signs(first) == first_token
    assert signs(None) == second_token
    credentials.revoke_credential(credential=first, actor=world.actor)
    assert signs(first) == second_token
    credentials.revoke_credential(credential=second, actor=world.actor)
    assert signs(first) == ""


def test_a_client_of_the_pingone_door_is_found_by_its_id_while_it_lives(world: World) -> None:
    made, _ = issue(world, door="pingone", expires_at=db_now() + timedelta(days=2))
    assert credentials.find_client(made.public_id) == made
    for other in (issue(world)[0], issue(world, door="api")[0]):
        assert credentials.find_client(other.public_id) is None
    assert credentials.find_client(uuid.uuid4()) is None
    gone, _ = issue(world, door="pingone")
    credentials.revoke_credential(credential=gone, actor=world.actor)
    assert credentials.find_client(gone.public_id) is None
    clock.shift(2 * DAY + 1)
    assert credentials.find_client(made.public_id) is None
