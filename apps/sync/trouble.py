"""A round that brought no answer about its object: later, not with these credentials, or a bug."""

import logging
import random
import traceback
from datetime import timedelta

from apps.core import events
from apps.core.actor import SYSTEM
from apps.core.clock import db_now
from apps.sync import lane
from apps.sync.claim import Round
from apps.sync.mirrored import Mirrored
from apps.sync.models import Block, Outcome, Sync
from apps.upstream.errors import Unavailable

log = logging.getLogger(__name__)
MAX_BACKOFF = 600.0


def unavailable(visit: Round, sync: Sync, obj: Mirrored, error: Unavailable) -> None:
    """Surely not done: later. 429 is the provider's pace and does not count as a failure."""
    if visit.attempt and visit.purpose == "write":
        visit.attempt.outcome = Outcome.UNAVAILABLE
        visit.attempt.save(update_fields=["outcome"])
    if error.tries and sync.tries >= error.tries and visit.purpose == "write":
        sync.blocked = Block.REJECTED
        sync.detail = {"message": str(error), "status": error.status}
        events.record(obj, "blocked", actor=SYSTEM, text=str(error))
        return
    if error.status == 429:
        lane.hold_back(sync.configuration.lane.pk, error.retry_after or 1.0)
        pause = error.retry_after or 1.0
    else:
        sync.tries += 1
        pause = error.retry_after or min(2.0 ** min(sync.tries, 10), MAX_BACKOFF)
        pause *= random.uniform(0.75, 1.0)
    later = db_now() + timedelta(seconds=pause)
    if visit.purpose == "look":
        sync.look_at = later
    else:
        sync.run_after = later
        sync.detail = {"message": str(error), "status": error.status}


def misconfigured(visit: Round, sync: Sync, obj: Mirrored, message: str) -> None:
    if visit.attempt and visit.purpose == "write":
        visit.attempt.outcome = Outcome.MISCONFIGURED
        visit.attempt.save(update_fields=["outcome"])
    if visit.credentials != sync.configuration.verified_at:
        # They were replaced while this was on its way: the new ones have not been refused.
        sync.run_after = db_now()
        return
    if visit.purpose != "look":
        sync.blocked = Block.MISCONFIGURED
        sync.detail = {"message": message}
        events.record(obj, "blocked", actor=SYSTEM, text=message)
    lane.pause(sync.configuration, message)


def internal(sync: Sync, obj: Mirrored, error: BaseException) -> None:
    """A bug must not loop: it stops here with its traceback."""
    trace = "".join(traceback.format_exception(error))
    log.error("pushing %s failed", sync, exc_info=error)
    sync.blocked = Block.INTERNAL
    sync.detail = {"message": "Linecheck made an error.", "traceback": trace}
    events.record(obj, "blocked", actor=SYSTEM, text="Linecheck made an error.")
