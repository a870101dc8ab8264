"""What the answer to a round means for the object and its Sync row, in one transaction."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, transaction

from apps.core import events
from apps.core.actor import SYSTEM, provider_actor
from apps.core.clock import db_now
from apps.sync import adopt, trouble
from apps.sync.claim import Round
from apps.sync.mirror import CREATING
from apps.sync.mirrored import Mirrored
from apps.sync.models import Attempt, Block, Hold, Outcome, Sync
from apps.sync.record import record
from apps.sync.release import release_waiters
from apps.upstream.errors import (
    Changed,
    Gone,
    Misconfigured,
    OutcomeUnknown,
    Rejected,
    Unavailable,
)
from apps.upstream.http import Exchange

log = logging.getLogger(__name__)


@dataclass
class Result:
    """What a pool thread brought back: a value or the error, and every exchange it made."""

    value: Any = None
    error: BaseException | None = None
    exchanges: list[Exchange] = field(default_factory=list)


def settle_safely(visit: Round, result: Result) -> None:
    """`settle`; a bug in applying an answer blocks its object and leaves the write unresolved.

    So does an answer the database cannot hold: it would come back with each look-up, for ever.
    """
    try:
        settle(visit, result)
    except Exception as error:
        lasting = isinstance(error, (DataError, IntegrityError))
        if isinstance(error, DatabaseError) and not lasting:
            raise
        with transaction.atomic():
            sync = Sync.objects.select_for_update(no_key=True).get(pk=visit.claim.sync_id)
            if sync.claim_no == visit.claim.claim_no:
                trouble.internal(sync, visit.mirror.load(sync), error)
                sync.look_at = None
                sync.lease_until = None
                sync.save()


def settle(visit: Round, result: Result) -> None:
    """Records the exchanges; then, while the fence is still ours, acts on the outcome."""
    with transaction.atomic():
        pk = visit.claim.sync_id
        # Object before Sync: the order in which editors lock them.
        obj = visit.mirror.model._default_manager.select_for_update(of=("self",), no_key=True).get(
            sync_id=pk
        )
        sync = (
            Sync.objects.select_related("configuration__lane")
            .select_for_update(of=("self",), no_key=True)
            .get(pk=pk)
        )
        obj.sync = sync
        mine = sync.claim_no == visit.claim.claim_no
        record(visit, result.exchanges, result.error, sync)
        if not mine:
            # The successor proves the write by its key; what we learnt late is on the Attempt.
            return
        _act(visit, result, obj, sync)
        sync.lease_until = None
        sync.save()


def _act(visit: Round, result: Result, obj: Mirrored, sync: Sync) -> None:
    error = result.error
    if isinstance(error, Misconfigured):
        trouble.misconfigured(visit, sync, obj, str(error))
    elif isinstance(error, Unavailable):
        trouble.unavailable(visit, sync, obj, error)
    elif visit.purpose == "look":
        _looked(visit, result, obj, sync)
    elif visit.purpose == "prove":
        _proved(visit, result, obj, sync)
    else:
        _wrote(visit, result, obj, sync)


def _wrote(visit: Round, result: Result, obj: Mirrored, sync: Sync) -> None:
    attempt, error = visit.attempt, result.error
    assert attempt is not None
    deleting = attempt.verb in ("delete", "unlink")
    gone_already = deleting and isinstance(error, Rejected) and visit.mirror.says_gone(error)
    if error is None or gone_already:
        attempt.outcome = Outcome.DONE
        attempt.save(update_fields=["outcome"])
        if gone_already:
            visit.mirror.retire(obj)
            finish(visit, attempt, obj, sync)
        else:
            accept(visit, attempt, obj, sync, result.value)
    elif isinstance(error, OutcomeUnknown):
        sync.unsure_since = sync.run_after = db_now()
        sync.detail = {"message": str(error)}
        attempt.outcome = Outcome.UNKNOWN
        attempt.save(update_fields=["outcome"])
    elif isinstance(error, Changed):
        attempt.outcome = Outcome.HELD
        attempt.note = str(error)
        attempt.key = {**attempt.key, "unsent": True}
        attempt.save(update_fields=["outcome", "note", "key"])
        if error.body is None:
            hold_gone(visit, obj, sync)
        else:
            visit.mirror.apply(obj, error.body, visit.asked_at)
            differences = visit.mirror.drift(obj)
            if differences and visit.mirror.undone_by_us(obj, differences):
                sync.run_after = db_now()
            else:
                adopt.hold_drift(visit.mirror, obj, sync, differences)
    elif isinstance(error, Rejected):
        if adopt.was_sent_before(attempt):
            # It may be refused just because the lost one was done: prove before blaming the filer.
            attempt.outcome = Outcome.CONTESTED
            sync.unsure_since = sync.run_after = db_now()
        else:
            attempt.outcome = Outcome.REJECTED
            refuse(visit, attempt, obj, sync, error)
        attempt.save(update_fields=["outcome"])
    else:
        attempt.outcome = Outcome.UNKNOWN
        attempt.save(update_fields=["outcome"])
        sync.unsure_since = db_now()
        trouble.internal(sync, obj, error)


def accept(visit: Round, attempt: Attempt, obj: Mirrored, sync: Sync, body: dict[str, Any]) -> None:
    """A definite yes, direct or proved: take the id, reach the counter, look for the rest."""
    remote_id = visit.mirror.id_for(attempt, body)
    if attempt.verb in CREATING and not remote_id:
        # A yes that names nothing could never be found again: look for what it made.
        sync.unsure_since = sync.run_after = db_now()
        sync.detail = {"message": f"{visit.mirror.provider} answered without an id."}
        attempt.outcome = Outcome.UNKNOWN
        attempt.save(update_fields=["outcome"])
        return
    clash = adopt.clash(visit.mirror, obj, attempt, remote_id)
    if clash:
        sync.hold, sync.detail = Hold.ID_CLASH, {"message": clash}
        sync.unsure_since = None
        return
    fresh = visit.mirror.accepted(obj, attempt, body, visit.asked_at)
    finish(visit, attempt, obj, sync, fresh=fresh)


def finish(
    visit: Round, attempt: Attempt, obj: Mirrored, sync: Sync, *, fresh: bool = False
) -> None:
    """`fresh`: the answer told the whole object, so nothing has to be read to compare it."""
    now = db_now()
    sync.sent = max(sync.sent, attempt.generation)
    sync.tries, sync.unsure_since, sync.detail = 0, None, {}
    sync.run_after = now
    sync.looks = 0
    sync.look_at = visit.mirror.next_look(obj, 0, now) if fresh else now
    if not obj.live:
        sync.look_at = None
    if fresh:
        adopt.note_drift(visit.mirror, obj, sync)
    events.record(
        obj,
        f"sent.{attempt.verb}",
        actor=provider_actor(visit.mirror.provider),
        data={"attempt": attempt.pk},
    )
    release_waiters(visit.mirror, obj, sync)


def refuse(visit: Round, attempt: Attempt, obj: Mirrored, sync: Sync, error: Rejected) -> None:
    sync.blocked = Block.REJECTED
    if sync.wanted > attempt.generation and obj.retiring and attempt.verb in CREATING:
        # Deleted since, and never taken: nothing is left to do there.
        visit.mirror.retire(obj)
        sync.blocked, sync.detail, sync.sent = "", {}, sync.wanted
        release_waiters(visit.mirror, obj, sync)
        return
    if sync.wanted > attempt.generation and not attempt.key.get("submission"):
        # It was edited since: the new values are sent before anybody is told about the old ones.
        sync.blocked, sync.run_after = "", db_now()
        return
    sync.detail = {"message": str(error), "status": error.status, "attempt": attempt.pk}
    if error.fields:
        sync.detail["fields"] = error.fields
    sync.unsure_since = None
    visit.mirror.refused(obj, attempt, str(error))
    if attempt.verb in CREATING:
        visit.mirror.tell(obj, "refused", str(error))
    events.record(
        obj,
        "refused",
        actor=provider_actor(visit.mirror.provider),
        text=str(error),
        data={"attempt": attempt.pk},
    )


def _proved(visit: Round, result: Result, obj: Mirrored, sync: Sync) -> None:
    attempt = visit.attempt
    assert attempt is not None
    if result.error is not None:
        trouble.internal(sync, obj, result.error)
        return
    found: list[dict[str, Any]] = result.value
    if len(found) == 1:
        attempt.outcome = Outcome.ADOPTED
        attempt.save(update_fields=["outcome"])
        if attempt.verb in ("delete", "unlink"):
            visit.mirror.retire(obj)
            finish(visit, attempt, obj, sync)
        else:
            accept(visit, attempt, obj, sync, found[0])
    elif found:
        sync.hold = Hold.SEVERAL
        ids = [visit.mirror.id_of(body) for body in found]
        sync.detail = {
            "message": f"{len(found)} objects at {visit.mirror.provider} could be this one.",
            "candidates": ids,
        }
        events.record(obj, "held", actor=SYSTEM, text=sync.detail["message"])
    elif attempt.outcome == Outcome.CONTESTED:
        attempt.outcome = Outcome.REJECTED
        attempt.save(update_fields=["outcome"])
        said = Rejected(attempt.note or "Refused.", status=attempt.status)
        refuse(visit, attempt, obj, sync, said)
    else:
        _absent(visit, attempt, sync)


def _absent(visit: Round, attempt: Attempt, sync: Sync) -> None:
    """Not there: proof only once the provider had GRACE to accept the lost request late."""
    since = sync.unsure_since or visit.asked_at
    proven = since + timedelta(seconds=settings.SYNC_GRACE_SECONDS)
    if visit.asked_at < proven:
        sync.run_after = proven
        return
    attempt.outcome = Outcome.ABSENT
    attempt.save(update_fields=["outcome"])
    sync.unsure_since, sync.run_after, sync.detail = None, db_now(), {}


def _looked(visit: Round, result: Result, obj: Mirrored, sync: Sync) -> None:
    now, error = db_now(), result.error
    if error is None:
        waiting = sync.sent < sync.wanted or sync.unsure_since is not None
        seen = visit.mirror.seen(obj) if waiting else {}
        fresh = visit.mirror.apply(obj, result.value, visit.asked_at)
        sync.looks, sync.tries = sync.looks + 1, 0
        if sync.look_at and sync.look_at <= visit.asked_at:
            sync.look_at = visit.mirror.next_look(obj, sync.looks, now)
        if waiting and fresh:
            adopt.note_change(visit.mirror, obj, sync, seen)
        adopt.note_drift(visit.mirror, obj, sync)
        release_waiters(visit.mirror, obj, sync)
    elif isinstance(error, Gone):
        sync.look_at = None
        drifted = sync.hold == Hold.DRIFT and not sync.detail.get("gone")
        if not obj.live:
            return
        if obj.retiring:
            visit.mirror.retire(obj)
            release_waiters(visit.mirror, obj, sync)
        elif drifted or not sync.hold:
            hold_gone(visit, obj, sync)
    elif isinstance(error, Rejected):
        sync.look_at = now + timedelta(seconds=trouble.MAX_BACKOFF)
    else:
        sync.look_at = now + timedelta(seconds=trouble.MAX_BACKOFF)
        log.error("reading %s failed", sync, exc_info=error)


def hold_gone(visit: Round, obj: Mirrored, sync: Sync) -> None:
    """Somebody deleted it there: whether it goes here too is for a person to say."""
    sync.hold = Hold.DRIFT
    message = f"{visit.mirror.provider} no longer has it."
    sync.detail = {"message": message, "gone": True}
    events.record(obj, "held", actor=provider_actor(visit.mirror.provider), text=message)
