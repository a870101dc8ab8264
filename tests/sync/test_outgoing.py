"""Callbacks to integrators: signed, tried again, given up, sent by one sender at a time."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from plivo.utils import validate_signature, validate_v3_signature

from apps.accounts.credentials import issue_credential, revoke_credential
from apps.accounts.models import ApiCredential
from apps.compliance.models import Brand
from apps.core import clock
from apps.core.clock import db_now
from apps.core.errors import NotAllowed
from apps.core.models import Event
from apps.sync.models import OutgoingCallback
from apps.sync.outgoing import RETRIES, claim, deliver_due, notify, settle
from apps.sync.services import resend_callback
from apps.sync.tasks import deliver_callbacks, prune, sweep
from apps.upstream.http import Exchange
from tests.sandbox.receiver import Receiver
from tests.sandbox_process import SandboxProcess
from tests.world import World

SAID = {"event": "brand", "status": "registered", "brand_id": "B123456", "error_reason": "a & ü"}
State = OutgoingCallback.State


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def brand_of(world: World, url: str, method: str = "POST") -> Brand:
    brand = world.brand()
    brand.callback_url, brand.callback_method = url, method
    brand.save()
    return brand


def credential(world: World, name: str) -> tuple[ApiCredential, str]:
    return issue_credential(
        door="plivo", account=world.account, name=name, rights="write", actor=world.actor
    )


def tries(row: OutgoingCallback) -> list[Any]:
    row.refresh_from_db()
    return [one["status"] for one in row.attempts]


def verified(receiver: Receiver, token: str, params: dict[str, str]) -> bool:
    got, head = receiver.callbacks[-1], "X-Plivo-Signature-"
    nonce2, nonce3 = got.headers[f"{head}V2-Nonce"], got.headers[f"{head}V3-Nonce"]
    return validate_signature(got.url, nonce2, got.headers[f"{head}V2"], token) and (
        validate_v3_signature(
            got.method, got.url, nonce3, token, got.headers[f"{head}V3"], dict(params)
        )
    )


def test_it_arrives_once_signed_with_the_token_that_asked(world: World, receiver: Receiver) -> None:
    asked, token = credential(world, "CRM")
    credential(world, "newer")
    brand = brand_of(world, receiver.url("hook?a=1"))
    brand.callback_credential = asked
    row = notify(brand, SAID)
    assert deliver_due() == 1
    assert deliver_due() == 0
    (got,) = receiver.callbacks
    assert (got.method, got.params) == ("POST", SAID)
    assert verified(receiver, token, SAID)
    row.refresh_from_db()
    assert (row.state, row.lease_until, row.about) == (State.DELIVERED, None, str(brand))
    assert row.attempts[0]["error"] == "" and row.attempts[0]["seconds"] is not None
    assert token not in str(row.attempts)


def test_a_get_has_it_in_the_query(world: World, receiver: Receiver) -> None:
    _, token = credential(world, "CRM")
    said = {"event": "brand", "status": "created"}
    notify(brand_of(world, receiver.url("hook?a=1"), "GET"), said)
    deliver_due()
    (got,) = receiver.callbacks
    assert (got.method, got.params) == ("GET", {"a": "1", **said})
    assert verified(receiver, token, {})


def test_a_revoked_token_gives_way_to_the_accounts_newest(world: World, receiver: Receiver) -> None:
    asked, _ = credential(world, "old")
    _, token = credential(world, "new")
    revoke_credential(credential=asked, actor=world.actor)
    brand = brand_of(world, receiver.url())
    brand.callback_credential = asked
    notify(brand, SAID)
    deliver_due()
    assert verified(receiver, token, SAID)


def test_without_a_token_it_goes_unsigned(world: World, receiver: Receiver) -> None:
    notify(brand_of(world, receiver.url()), SAID)
    deliver_due()
    assert not [name for name in receiver.callbacks[0].headers if "Signature" in name]


def test_what_is_rolled_back_is_not_told(world: World, receiver: Receiver) -> None:
    brand = brand_of(world, receiver.url())
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        notify(brand, SAID)
        raise ZeroDivisionError
    assert deliver_due() == 0
    assert receiver.callbacks == []


def test_any_2xx_is_enough(world: World, receiver: Receiver) -> None:
    receiver.statuses.append(204)
    row = notify(brand_of(world, receiver.url()), SAID)
    deliver_due()
    assert tries(row) == [204]
    assert row.state == State.DELIVERED


def test_it_is_tried_again_after_60_120_and_240_seconds_then_given_up(
    world: World, receiver: Receiver
) -> None:
    receiver.statuses += [500, 302, 404, 503, 200]
    row = notify(brand_of(world, receiver.url()), SAID)
    assert deliver_due() == 1
    for pause in RETRIES:
        row.refresh_from_db()
        assert row.state == State.PENDING
        clock.shift(pause - 5)
        assert deliver_due() == 0
        clock.shift(6)
        assert deliver_due() == 1
    assert tries(row) == [500, 302, 404, 503]
    assert "redirects" in row.attempts[1]["error"]
    assert row.state == State.GIVEN_UP
    clock.shift(10_000)
    assert deliver_due() == 0
    assert len(receiver.callbacks) == 4


def test_it_arrives_late_when_the_receiver_was_away(world: World, receiver: Receiver) -> None:
    url = receiver.url()
    receiver.close()
    row = notify(brand_of(world, url), SAID)
    deliver_due()
    row.refresh_from_db()
    assert row.attempts[0]["status"] is None
    assert row.attempts[0]["error"] == "no connection"
    assert row.state == State.PENDING


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/hook", "http://localhost:8000/", "ftp://example.com/", "https://a b/", "?"],
)
def test_a_forbidden_address_is_refused_once(settings, world: World, url: str) -> None:
    settings.CALLBACK_PRIVATE_HOSTS = []
    row = notify(brand_of(world, url), SAID)
    deliver_due()
    assert tries(row) == [None]
    assert row.state == State.REFUSED
    assert row.attempts[0]["error"]
    clock.shift(1000)
    assert deliver_due() == 0


def test_a_killed_sender_leaves_it_to_the_next(world: World, receiver: Receiver) -> None:
    """Its lease ends by itself; should it come back, its note no longer counts."""
    row = notify(brand_of(world, receiver.url()), SAID)
    killed = OutgoingCallback.objects.get(pk=row.pk)
    assert claim(killed, db_now())
    assert deliver_due() == 0
    clock.shift(46)
    assert deliver_due() == 1
    settle(killed, db_now(), Exchange("POST", row.url, status=500))
    assert tries(row) == [200]
    assert row.state == State.DELIVERED


def test_one_sender_claims_it(world: World) -> None:
    row = notify(brand_of(world, "https://example.com/"), SAID)
    first, second = (OutgoingCallback.objects.get(pk=row.pk) for _ in range(2))
    assert claim(first, db_now())
    assert not claim(second, db_now())


def test_a_receiver_that_hangs_does_not_hold_up_the_others(world: World) -> None:
    """More for it than there are threads, and all before the other one's."""
    arrived, waited = threading.Event(), []
    slow, fast = Receiver(), Receiver()

    class Hanging(list[Any]):
        def append(self, callback: Any) -> None:
            waited.append(arrived.wait(8))

    class Telling(list[Any]):
        def append(self, callback: Any) -> None:
            arrived.set()

    slow.callbacks, fast.callbacks = Hanging(), Telling()
    try:
        brand = brand_of(world, slow.url("a"))
        for _ in range(30):
            notify(brand, SAID)
        brand.callback_url = fast.url("b")
        notify(brand, SAID)
        assert deliver_due() == 31
    finally:
        slow.close()
        fast.close()
    assert waited == [True] * 30


def test_a_secret_nobody_can_read_stops_its_own_callbacks_only(
    settings, world: World, receiver: Receiver
) -> None:
    own, _ = credential(world, "CRM")
    other, _ = credential(world, "ERP")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_apicredential SET secret = %s WHERE id = %s", ["not ours", own.pk]
        )
    brand = brand_of(world, receiver.url())
    brand.callback_credential = own
    broken = notify(brand, SAID)
    brand.callback_credential = other
    fine = notify(brand, SAID)
    assert deliver_due() == 2
    assert (tries(broken), broken.state) == ([None], State.PENDING)
    assert broken.attempts[0]["error"] == "Linecheck made an error."
    assert (tries(fine), fine.state) == ([200], State.DELIVERED)


def test_sent_again_by_a_person_it_has_all_its_tries(world: World, receiver: Receiver) -> None:
    row = notify(brand_of(world, receiver.url()), SAID)
    deliver_due()
    resend_callback(callback=row, actor=world.filer)
    receiver.statuses.append(500)
    deliver_due()
    assert tries(row) == [200, 500]
    assert (row.state, row.tries) == (State.PENDING, 1)
    said = Event.objects.get(verb="resent")
    assert (said.actor_label, said.organization_id) == (world.filer.label, world.organization.pk)


def test_sent_again_on_its_way_it_is_not_sent_twice_at_once(world: World) -> None:
    row = notify(brand_of(world, "https://example.com/"), SAID)
    claim(row, db_now())
    resend_callback(callback=row, actor=world.filer)
    assert deliver_due() == 0


def test_a_viewer_cannot_send_again(world: World) -> None:
    row = notify(brand_of(world, "https://example.com/"), SAID)
    with pytest.raises(NotAllowed):
        resend_callback(callback=row, actor=world.viewer)


def test_the_task_sends_and_the_sweep_rings_without_a_broker(
    world: World, receiver: Receiver
) -> None:
    notify(brand_of(world, receiver.url()), SAID)
    sweep()
    deliver_callbacks()
    assert len(receiver.callbacks) == 1


def test_old_ones_are_removed_unless_still_to_go(settings, world: World) -> None:
    brand = brand_of(world, "https://example.com/")
    old = db_now() - timedelta(days=settings.ATTEMPT_DAYS + 1)
    kept = {}
    for state in State.values:
        row = notify(brand, SAID)
        kept[state] = row.pk
        OutgoingCallback.objects.filter(pk=row.pk).update(state=state, created_at=old)
    fresh = notify(brand, SAID)
    OutgoingCallback.objects.filter(pk=fresh.pk).update(state=State.DELIVERED)
    prune()
    left = set(OutgoingCallback.objects.values_list("pk", flat=True))
    assert left == {kept[State.PENDING], fresh.pk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer")
def test_of_8_senders_at_once_each_callback_is_sent_by_one(
    transactional_db: None, plivo_sandbox: SandboxProcess, receiver: Receiver
) -> None:
    world = World(plivo_sandbox)
    brand = brand_of(world, receiver.url())
    for n in range(25):
        notify(brand, {**SAID, "n": str(n)})
    errors: list[BaseException] = []

    def run() -> None:
        try:
            deliver_due()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    got = sorted(int(callback.params["n"]) for callback in receiver.callbacks)
    assert got == list(range(25))
    assert not OutgoingCallback.objects.exclude(state=State.DELIVERED).exists()
