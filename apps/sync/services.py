"""What a person decides about a delivery: try again, whose version counts, which match it is."""

from typing import Any

from django.db import IntegrityError, transaction

from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Refused
from apps.sync import outgoing
from apps.sync.mirror import Mirror
from apps.sync.mirrored import Mirrored
from apps.sync.models import Attempt, Hold, Outcome, OutgoingCallback, Sync, SyncQuerySet
from apps.sync.queue import look_soon, ring
from apps.sync.registry import mirror_for
from apps.sync.release import release_waiters
from apps.sync.rows import alone_in


def retry_sync(*, sync: Sync, actor: Actor) -> None:
    """Sends a blocked object again as it stands now, and looks again at one that waits."""
    actor.require("sync.retry")
    with transaction.atomic():
        obj, sync = _locked(sync)
        sync.blocked, sync.tries, sync.waits_for = "", 0, None
        if sync.unsure_since is None:
            sync.run_after = db_now()
        if sync.sent == sync.wanted:
            # Then it was a reading that failed, and nothing else would bring the next one.
            sync.look_at = db_now()
        sync.save()
        events.record(obj, "retried", actor=actor)
        ring(sync.configuration_id)


def retry_all(*, syncs: SyncQuerySet, actor: Actor) -> int:
    """Retries each blocked row of `syncs`; returns how many."""
    actor.require("sync.retry")
    rows = list(syncs.visible_to(actor).exclude(blocked=""))
    for sync in rows:
        retry_sync(sync=sync, actor=actor)
    return len(rows)


def refresh(*, sync: Sync, actor: Actor) -> None:
    """Reads the object at the provider again."""
    actor.require("sync.retry")
    look_soon(sync)


def take_theirs(*, sync: Sync, actor: Actor) -> None:
    """Drift: what the provider has becomes what we want. Gone there: gone here."""
    mirror = mirror_for(sync.kind)
    actor.require(mirror.decided_by)
    with transaction.atomic():
        alone_in(sync.configuration)
        mirror.before_taking(sync)
        obj, sync = _locked(sync)
        _must_hold(sync, Hold.DRIFT)
        if sync.detail.get("gone"):
            mirror.retire(obj)
            sync.sent = sync.wanted
        else:
            _take(mirror, obj)
        drift = sync.detail.get("drift") or {}
        sync.hold, sync.detail = "", {}
        sync.save()
        release_waiters(mirror, obj, sync)
        mirror.taken(obj, drift, actor)


def push_ours(*, sync: Sync, actor: Actor) -> None:
    """Drift: sends our values over theirs; Refused where the provider takes no change."""
    actor.require(mirror_for(sync.kind).decided_by)
    with transaction.atomic():
        obj, sync = _locked(sync)
        _must_hold(sync, Hold.DRIFT)
        mirror = mirror_for(sync.kind)
        if not mirror.can_push(obj):
            raise Refused(
                f"{mirror.provider} accepts no change to this {mirror.noun}. Take theirs instead."
            )
        if sync.detail.get("gone"):
            obj.remote_id, obj.remote_status, obj.remote_data = "", "", {}
            obj.save(update_fields=["remote_id", "remote_status", "remote_data"])
        sync.hold, sync.detail, sync.run_after = "", {}, db_now()
        sync.wanted += 1
        sync.save()
        events.record(obj, "pushed_ours", actor=actor)
        ring(sync.configuration_id)


def choose_match(*, sync: Sync, remote_id: str, actor: Actor) -> None:
    """Several possible matches: `remote_id` is this one; "" says none is, so it is sent again."""
    actor.require(mirror_for(sync.kind).decided_by)
    with transaction.atomic():
        obj, sync = _locked(sync)
        _must_hold(sync, Hold.SEVERAL, Hold.UNCONFIRMED, Hold.ID_CLASH)
        if remote_id and remote_id not in sync.detail.get("candidates", []):
            raise Refused("That is not one of the objects found. Choose one from the list.")
        lost = Attempt.objects.open_write(sync)
        mirror = mirror_for(sync.kind)
        if remote_id:
            rows = mirror.model._default_manager.filter(configuration=obj.configuration)
            other = rows.filter(remote_id=remote_id).exclude(pk=obj.pk).first()
            if other is not None:
                raise Refused(f"{remote_id} has become {other} since. Choose another one.")
            if lost:
                mirror.matched(obj, lost, db_now())
            obj.remote_id = remote_id
            obj.save(update_fields=["remote_id"])
            sync.sent = max(sync.sent, lost.generation if lost else sync.wanted)
            sync.look_at = db_now()
        if lost:
            lost.outcome = Outcome.ADOPTED if remote_id else Outcome.HELD
            lost.save(update_fields=["outcome"])
        sync.hold, sync.detail, sync.unsure_since = "", {}, None
        sync.run_after = db_now()
        sync.save()
        events.record(obj, "matched", actor=actor, text=remote_id or "none of those found")
        ring(sync.configuration_id)


def resend_callback(*, callback: OutgoingCallback, actor: Actor) -> None:
    """Sends it to its integrator now, with all its tries; one on its way keeps its lease."""
    actor.require("sync.retry")
    with transaction.atomic():
        row = OutgoingCallback.objects.select_for_update(no_key=True).get(pk=callback.pk)
        row.state, row.tries, row.run_after = OutgoingCallback.State.PENDING, 0, db_now()
        row.save(update_fields=["state", "tries", "run_after"])
        events.record(callback, "resent", actor=actor)
        outgoing.ring()


def _locked(sync: Sync) -> tuple[Mirrored, Sync]:
    """The object, then its Sync: the order in which everybody locks them."""
    model = mirror_for(sync.kind).model
    obj = model._default_manager.select_for_update(of=("self",), no_key=True).get(sync_id=sync.pk)
    return obj, Sync.objects.select_for_update(of=("self",), no_key=True).get(pk=sync.pk)


def _take(mirror: Mirror[Any, Any], obj: Mirrored) -> None:
    """Refused where another row here has what may be there only once."""
    try:
        with transaction.atomic():
            mirror.take_theirs(obj)
            obj.version += 1
            obj.save()
    except IntegrityError as error:
        raise Refused(
            f"Another {mirror.noun} here has the name this one has at {mirror.provider}. "
            "Rename one of them first."
        ) from error


def _must_hold(sync: Sync, *holds: Hold) -> None:
    if sync.hold not in holds:
        raise Refused("This has been decided already. Reload the page to see where it stands.")
