"""Who sends a callback: one sender at a time, whatever dies, hangs or cannot be read."""

import threading
from typing import Any

import pytest
from django.db import connection, connections

from apps.core import clock
from apps.core.clock import db_now
from apps.sync.models import OutgoingCallback
from apps.sync.outgoing import claim, deliver_due, notify, settle
from apps.sync.services import resend_callback
from apps.upstream.http import Exchange
from tests.sandbox.receiver import Receiver
from tests.sandbox_process import SandboxProcess
from tests.sync.outgoing import SAID, brand_of, credential, tries
from tests.world import World

State = OutgoingCallback.State


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


def unrelated() -> None:
    """As if each were about an object of its own: those of one go out one after the other."""
    OutgoingCallback.objects.update(sync=None)


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
        unrelated()
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


def test_sent_again_on_its_way_it_is_not_sent_twice_at_once(world: World) -> None:
    row = notify(brand_of(world, "https://example.com/"), SAID)
    claim(row, db_now())
    resend_callback(callback=row, actor=world.filer)
    assert deliver_due() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer")
def test_of_8_senders_at_once_each_callback_is_sent_by_one(
    transactional_db: None, plivo_sandbox: SandboxProcess, receiver: Receiver
) -> None:
    world = World(plivo_sandbox)
    brand = brand_of(world, receiver.url())
    for n in range(25):
        notify(brand, {**SAID, "n": str(n)})
    unrelated()
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
