"""From a due row to a request: claim reserves a batch, start commits what is about to be sent."""

import logging
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from apps.core import events
from apps.core.actor import SYSTEM
from apps.core.clock import db_now
from apps.sync.errors import Blocked, Waiting
from apps.sync.lane import lease
from apps.sync.mirror import Act, Mirror
from apps.sync.mirrored import Mirrored
from apps.sync.models import Attempt, Block, Outcome, Sync
from apps.sync.registry import mirror_for
from apps.sync.release import release_waiters
from apps.upstream.redact import redact

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    sync_id: int
    claim_no: int
    kind: str


@dataclass(frozen=True)
class Round:
    """One visit to the provider for one object: a write, a proof of a lost write, or a look."""

    claim: Claim
    purpose: str
    mirror: Mirror[Any, Any]
    asked_at: datetime
    attempt: Attempt | None = None
    act: Act | None = None
    remote_id: str = ""
    look_key: dict[str, Any] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    # Which credentials are in use: those verified then.
    credentials: datetime | None = None


def claim(configuration_id: int, limit: int) -> list[Claim]:
    """Reserves up to `limit` due rows: the fence grows, the lease runs. Nothing else changes."""
    now = db_now()
    with transaction.atomic():
        # Two ordered index scans: one query for both would have to sort the whole backlog.
        rows = Sync.objects.filter(configuration_id=configuration_id).select_for_update(
            skip_locked=True, of=("self",), no_key=True
        )
        shape = ("pk", "claim_no", "kind")
        found = list(rows.push_due(now).order_by("run_after").values_list(*shape)[:limit])
        # However long the backlog, some are read again.
        left = max(limit - len(found), limit // 4)
        if left:
            seen = [pk for pk, *_ in found]
            looks = rows.look_due(now).exclude(pk__in=seen).order_by("look_at")
            found += looks.values_list(*shape)[:left]
        if not found:
            return []
        Sync.objects.filter(pk__in=[pk for pk, *_ in found]).update(
            claim_no=F("claim_no") + 1, lease_until=now + lease()
        )
        return [Claim(pk, claim_no + 1, kind) for pk, claim_no, kind in found]


def unclaim(claims: list[Claim]) -> None:
    """Gives back what was reserved and not started."""
    for item in claims:
        Sync.objects.filter(pk=item.sync_id, claim_no=item.claim_no).update(lease_until=None)


def start(item: Claim) -> Round | None:
    """Decides what this visit is for and commits the Attempt before anything leaves.

    None when the fence moved or there is nothing to ask the provider.
    """
    mirror = mirror_for(item.kind)
    with transaction.atomic():
        sync = _locked(mirror, item.sync_id)
        if sync.claim_no != item.claim_no:
            return None
        now = db_now()
        sync.lease_until = now + lease()
        try:
            return _decide(sync, mirror, item, now)
        except Waiting as waiting:
            _wait(sync, waiting)
        except Blocked as blocked:
            _block(sync, mirror, Block.DEPENDENCY, str(blocked))
            sync.waits_for_id = blocked.on.sync_id if blocked.on else None
        except Exception:
            log.exception("planning %s failed", sync)
            _block(sync, mirror, Block.INTERNAL, "Linecheck made an error.", traceback.format_exc())
        sync.lease_until = None
        sync.save()
    if sync.waits_for_id and not sync.blocked:
        _wake_if_ready(mirror, sync.pk, sync.waits_for_id)
    return None


def _locked(mirror: Mirror[Any, Any], sync_id: int) -> Sync:
    """The object's row, then its Sync: the order in which editors lock them."""
    mirror.model._default_manager.select_for_update(of=("self",), no_key=True).get(sync_id=sync_id)
    return Sync.objects.select_for_update(of=("self",), no_key=True).get(pk=sync_id)


def _decide(sync: Sync, mirror: Mirror[Any, Any], item: Claim, now: datetime) -> Round | None:
    obj = mirror.load(sync)
    if not obj.live:
        # Its parent took it along, or a person let go of it: nothing is left to say or to ask.
        sync.sent, sync.look_at, sync.unsure_since = sync.wanted, None, None
    lost = Attempt.objects.open_write(sync) if obj.live else None
    pushing = not (sync.blocked or sync.hold or sync.waits_for_id)
    common: dict[str, Any] = {
        "claim": item,
        "mirror": mirror,
        "asked_at": now,
        "credentials": obj.configuration.verified_at,
    }
    if lost and sync.unsure_since is None:
        # A worker died, or was overtaken, between sending and settling.
        lost.outcome = Outcome.UNKNOWN
        lost.ended_at = now
        lost.note = "The worker that sent this did not report back."
        lost.save(update_fields=["outcome", "ended_at", "note"])
        sync.unsure_since = now
    if lost and pushing and sync.run_after <= now:
        sync.save()
        return Round(purpose="prove", attempt=lost, taken=mirror.taken_ids(obj), **common)
    if not lost and sync.unsure_since:
        sync.unsure_since = None
    if pushing and not lost and sync.sent < sync.wanted and sync.run_after <= now:
        act = mirror.plan(obj, sync)
        if act is None:
            sync.sent = sync.wanted
            sync.detail = {}
            if obj.retiring:
                mirror.retire(obj)
            release_waiters(mirror, obj, sync)
        else:
            attempt = _attempt(sync, act, now)
            mirror.starting(obj, act, now)
            sync.save()
            return Round(purpose="write", attempt=attempt, act=act, **common)
    if sync.look_at and sync.look_at <= now and obj.remote_id:
        sync.save()
        look = {"remote_id": obj.remote_id, "look_key": mirror.look_key(obj)}
        return Round(purpose="look", **look, **common)
    if not obj.remote_id:
        sync.look_at = None
    sync.lease_until = None
    sync.save()
    return None


def _attempt(sync: Sync, act: Act, now: datetime) -> Attempt:
    return Attempt.objects.create(
        configuration_id=sync.configuration_id,
        sync=sync,
        claim_no=sync.claim_no,
        generation=sync.wanted,
        verb=act.verb,
        write=True,
        method=act.method,
        path=act.path,
        key={**act.key, "submission": act.submission} if act.submission else act.key,
        body=redact(act.body),
        started_at=now,
    )


def _wait(sync: Sync, waiting: Waiting) -> None:
    on: Mirrored = waiting.on
    sync.waits_for_id = on.sync_id
    sync.detail = {"message": f"Waiting for {on}."}
    # The sweep asks again then, should a release ever be missed.
    sync.run_after = db_now() + timedelta(seconds=settings.SYNC_LEASE_SECONDS)


def _wake_if_ready(mirror: Mirror[Any, Any], sync_id: int, on_id: int) -> None:
    """Asks once more, with the other's Sync locked, whether there is anything to wait for.

    The other's `apply` releases its waiters under that lock: it sees us waiting, or we see it
    ready. Its lock comes first, as there: parents before those who wait for them.
    """
    with transaction.atomic():
        Sync.objects.select_for_update(no_key=True).get(pk=on_id)
        sync = _locked(mirror, sync_id)
        if sync.waits_for_id != on_id:
            return
        try:
            mirror.plan(mirror.load(sync), sync)
        except Waiting:
            return
        except Exception as error:
            # The next visit says it where it is recorded.
            log.info("%s no longer waits: %s", sync, type(error).__name__)
        sync.waits_for, sync.run_after = None, db_now()
        sync.save(update_fields=["waits_for", "run_after"])


def _block(
    sync: Sync, mirror: Mirror[Any, Any], reason: str, message: str, trace: str = ""
) -> None:
    sync.blocked = reason
    sync.detail = {"message": message, "traceback": trace} if trace else {"message": message}
    events.record(mirror.load(sync), "blocked", actor=SYSTEM, text=message)
