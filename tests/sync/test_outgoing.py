"""Callbacks to integrators: signed, tried again, given up, sent anew, removed when old."""

from datetime import timedelta

import pytest
from django.db import transaction
from plivo.utils import validate_signature, validate_v3_signature

from apps.accounts.credentials import revoke_credential
from apps.core import clock
from apps.core.clock import db_now
from apps.core.errors import NotAllowed
from apps.core.models import Event
from apps.sync.models import OutgoingCallback
from apps.sync.outgoing import RETRIES, deliver_due, notify
from apps.sync.services import resend_callback
from apps.sync.tasks import deliver_callbacks, prune, sweep
from tests.sandbox.receiver import Receiver
from tests.sync.outgoing import SAID, brand_of, credential, tries
from tests.world import World

State = OutgoingCallback.State


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


def test_what_is_told_of_one_object_arrives_in_its_order(world: World, receiver: Receiver) -> None:
    brand = brand_of(world, receiver.url("hook"))
    for n in range(8):
        notify(brand, {**SAID, "status": str(n)})
    assert deliver_due() == 8
    assert [got.params["status"] for got in receiver.callbacks] == list("01234567")


def test_a_repeat_does_not_hold_up_what_is_told_later(world: World, receiver: Receiver) -> None:
    brand = brand_of(world, receiver.url("hook"))
    receiver.statuses = [500]
    first = notify(brand, SAID)
    deliver_due()
    second = notify(brand, {**SAID, "status": "second"})
    deliver_due()
    assert (tries(first), tries(second)) == ([500], [200])
