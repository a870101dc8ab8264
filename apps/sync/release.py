"""Letting those go, or telling them, who wait for an object."""

from typing import Any

from apps.core import events
from apps.core.actor import SYSTEM
from apps.core.clock import db_now
from apps.sync.mirror import Mirror
from apps.sync.mirrored import Mirrored
from apps.sync.models import Block, Sync
from apps.sync.registry import mirror_for


def release_waiters(mirror: Mirror[Any, Any], obj: Mirrored, sync: Sync) -> None:
    """Call it with the locks of `obj` and its `sync` held, after anything about it changed."""
    verdict = mirror.verdict(obj, sync)
    if obj.live and verdict is None:
        return
    waiters = Sync.objects.filter(waits_for_id=sync.pk)
    if verdict == "" if obj.live else mirror.gone_frees:
        # Those told that it failed as well: it was corrected since.
        waiters.filter(blocked__in=["", Block.DEPENDENCY]).update(
            waits_for=None, blocked="", run_after=db_now(), detail={}
        )
        return
    reason = verdict or f"{mirror.noun.capitalize()} {obj} was deleted."
    for waiter in waiters.filter(blocked="").select_for_update(no_key=True).order_by("pk"):
        # What failed may be corrected, so they stay its waiters; what is deleted never comes back.
        waiter.waits_for_id = sync.pk if obj.live else None
        waiter.blocked = Block.DEPENDENCY
        waiter.detail = {"message": reason}
        waiter.save(update_fields=["waits_for", "blocked", "detail"])
        events.record(mirror_for(waiter.kind).load(waiter), "blocked", actor=SYSTEM, text=reason)
