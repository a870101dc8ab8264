"""Whose is an id at the provider, and does what it names still agree with us."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from apps.core import events
from apps.core.actor import provider_actor
from apps.core.clock import db_now
from apps.sync.mirror import CREATING, Mirror
from apps.sync.mirrored import Mirrored
from apps.sync.models import Attempt, Hold, Outcome, Sync


def was_sent_before(attempt: Attempt) -> bool:
    """Whether an earlier send of the same create ended without an answer of its own."""
    earlier = Attempt.objects.filter(
        sync=attempt.sync_id,
        verb=attempt.verb,
        pk__lt=attempt.pk,
        outcome__in=[Outcome.UNKNOWN, Outcome.ABSENT],
    )
    return attempt.verb in CREATING and earlier.exists()


def clash(mirror: Mirror[Any, Any], obj: Mirrored, attempt: Attempt, remote_id: str) -> str:
    """Why `remote_id` cannot become this row's, or "".

    A direct answer beats an adoption by look-up: the row that had adopted it goes back to checking.
    """
    if not remote_id or attempt.verb not in CREATING or obj.remote_id:
        return ""
    rows = mirror.model._default_manager.filter(~Q(pk=obj.pk))
    other = rows.filter(configuration=obj.configuration, remote_id=remote_id).first()
    if other is None:
        if rows.filter(public_id=remote_id).exists():
            return f"{mirror.provider} gave it the id {remote_id}, which names another one here."
        return ""
    adopted = Attempt.objects.filter(
        sync=other.sync_id, verb__in=CREATING, outcome=Outcome.ADOPTED
    ).order_by("-pk")
    theirs = adopted.first()
    if attempt.outcome != Outcome.DONE or theirs is None:
        return f"{mirror.provider} says it is {remote_id}, which belongs to {other}."
    theirs.outcome = Outcome.UNKNOWN
    theirs.save(update_fields=["outcome"])
    other.remote_id, other.remote_status, other.remote_data = "", "", {}
    other.save(update_fields=["remote_id", "remote_status", "remote_data"])
    Sync.objects.filter(pk=other.sync_id).update(
        unsure_since=db_now(), sent=0, look_at=None, run_after=db_now()
    )
    events.record(other, "evicted", actor=provider_actor(mirror.provider), text=remote_id)
    return ""


def note_drift(mirror: Mirror[Any, Any], obj: Mirrored, sync: Sync) -> None:
    """Sent and yet different: held for a person, nothing overwritten. Agreed again: released."""
    if sync.sent != sync.wanted or sync.unsure_since or obj.retiring or not obj.live:
        return
    differences = mirror.drift(obj)
    if differences and not sync.hold and mirror.undone_by_us(obj, differences):
        sync.wanted += 1
        sync.run_after = db_now()
    elif differences and sync.hold in ("", Hold.DRIFT):
        hold_drift(mirror, obj, sync, differences)
    elif not differences and sync.hold == Hold.DRIFT:
        sync.hold, sync.detail = "", {}


def note_change(
    mirror: Mirror[Any, Any], obj: Mirrored, sync: Sync, seen: Mapping[str, Any]
) -> None:
    """A change there while one of ours waits: held too. The push would find nothing unknown."""
    if obj.retiring or not obj.live or sync.hold not in ("", Hold.DRIFT):
        return
    if sync.hold or mirror.changed_there(obj, seen):
        hold_drift(mirror, obj, sync)


def hold_drift(
    mirror: Mirror[Any, Any],
    obj: Mirrored,
    sync: Sync,
    differences: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    """Until a person has said whose version counts, nothing is sent."""
    differences = mirror.drift(obj) if differences is None else differences
    held, sync.hold = sync.hold == Hold.DRIFT, Hold.DRIFT
    # As last read: what is decided is what the page shows.
    sync.detail = {
        "message": f"Changed at {mirror.provider}.",
        "drift": {name: list(pair) for name, pair in differences.items()},
    }
    if held:
        return
    text = f"Changed at {mirror.provider}: {', '.join(differences)}."
    events.record(obj, "held", actor=provider_actor(mirror.provider), text=text)
