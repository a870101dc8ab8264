"""What the audit keeps of people coming, going and failing to come in."""

from datetime import timedelta
from typing import Any

from django.test import Client

from apps.accounts.signing import FAILED, FAILURES_KEPT, FAILURES_WITHIN
from apps.core import clock
from apps.core.models import Event
from tests import factories
from tests.world import World

SECRET = "canary-guess-19"


def of(world: World, **filters: Any) -> list[Event]:
    mine = Event.objects.filter(
        organization_id=world.organization.pk,
        subject_kind="accounts.user",
        subject_id=world.olivia.pk,
        **filters,
    )
    return list(mine.order_by("pk"))


def try_in(client: Client, email: str, password: str = factories.PASSWORD) -> None:
    client.post("/sign-in/", {"username": email, "password": password}, REMOTE_ADDR="192.0.2.7")


def test_coming_and_going_are_kept_with_address_and_request(world: World, client: Client) -> None:
    try_in(client, world.olivia.email.upper())
    client.post("/sign-out/", REMOTE_ADDR="192.0.2.8")
    entries = of(world)
    assert [(e.verb, e.ip) for e in entries] == [
        ("signed_in", "192.0.2.7"),
        ("signed_out", "192.0.2.8"),
    ]
    for entry in entries:
        assert entry.actor_id == world.olivia.pk
        assert entry.actor_email == world.olivia.email
        assert entry.request_id


def test_signing_out_twice_is_one_entry(world: World, olivia: Client) -> None:
    olivia.post("/sign-out/")
    olivia.post("/sign-out/")
    assert len(of(world, verb="signed_out")) == 1


def test_a_failure_is_nobodys_act_and_keeps_no_password(world: World, client: Client) -> None:
    try_in(client, world.olivia.email, SECRET)
    (entry,) = of(world, verb=FAILED)
    assert entry.actor_id is None
    assert entry.actor_label == "Somebody"
    assert entry.actor_email == world.olivia.email
    assert entry.ip == "192.0.2.7"
    assert SECRET not in repr(vars(entry))


def test_a_failure_is_told_to_each_organisation_of_the_person(world: World, client: Client) -> None:
    factories.MembershipFactory(user=world.olivia)
    factories.MembershipFactory()
    try_in(client, world.olivia.email, SECRET)
    told = Event.objects.filter(verb=FAILED).values_list("organization_id", flat=True)
    assert set(told) == set(world.olivia.memberships.values_list("organization_id", flat=True))


def test_guessing_does_not_fill_the_audit(world: World, client: Client) -> None:
    for n in range(FAILURES_KEPT + 3):
        try_in(client, world.olivia.email, f"guess {n}")
    kept = of(world, verb=FAILED)
    assert len(kept) == FAILURES_KEPT
    assert [bool(entry.text) for entry in kept] == [False] * (FAILURES_KEPT - 1) + [True]
    clock.shift((FAILURES_WITHIN + timedelta(seconds=1)).total_seconds())
    try_in(client, world.olivia.email, SECRET)
    assert len(of(world, verb=FAILED)) == FAILURES_KEPT + 1


def test_an_address_nobody_has_is_not_kept(world: World, client: Client) -> None:
    before = Event.objects.count()
    try_in(client, "my-password@nobody.example", SECRET)
    try_in(client, world.olivia.email, "")
    assert Event.objects.count() == before


def test_a_switch_tells_neither_organisation_of_the_other(world: World, olivia: Client) -> None:
    other = factories.MembershipFactory(user=world.olivia).organization
    olivia.post("/organization/", {"organization": world.organization.handle})
    before = Event.objects.count()
    olivia.post("/organization/", {"organization": other.handle})
    left, came = Event.objects.order_by("pk")[before:]
    assert (left.verb, left.organization_id) == ("switched_away", world.organization.pk)
    assert (came.verb, came.organization_id) == ("switched_here", other.pk)
    assert other.name not in repr(vars(left))
    assert world.organization.name not in repr(vars(came))


def test_switching_to_where_one_is_says_nothing(world: World, olivia: Client) -> None:
    olivia.post("/organization/", {"organization": world.organization.handle})
    assert of(world) == []


def test_the_home_page_does_not_show_who_signs_in(world: World, client: Client) -> None:
    try_in(client, world.olivia.email)
    assert of(world, verb="signed_in")
    assert "signed in" not in client.get("/").content.decode()
