"""A configuration's lane: its drain lease, its rate allowance, its pause."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from apps.core import events
from apps.core.actor import SYSTEM, Actor
from apps.core.clock import db_now
from apps.providers.models import Lane, ProviderConfiguration
from apps.sync.models import Block, Sync
from apps.upstream.http import Exchange

# A drain that would have to wait longer than this for its turn ends; the sweep rings again.
PATIENCE = timedelta(seconds=2)
CLOCK_MARGIN = timedelta(seconds=15)
# Seconds; the Date header has whole ones only.
CLOCK_STEP = 2.0


def lease() -> timedelta:
    return timedelta(seconds=settings.SYNC_LEASE_SECONDS)


def take(configuration_id: int) -> Lane | None:
    """The lane with its drain lease, `pending` cleared before anything is read; None if taken."""
    now = db_now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    # No condition on a joined table: PostgreSQL does not check it again after a lock wait.
    lanes = Lane.objects.filter(free, paused_at__isnull=True, configuration_id=configuration_id)
    fenced = lanes.update(claim_no=F("claim_no") + 1, lease_until=now + lease(), pending=False)
    if not fenced:
        Lane.objects.filter(configuration_id=configuration_id).update(pending=False)
        return None
    lane = Lane.objects.select_related("configuration").get(configuration_id=configuration_id)
    if lane.configuration.active:
        return lane
    release(lane)
    return None


def renew(lane: Lane) -> bool:
    """Keeps the lease; False when another drain took over or the lane was paused."""
    mine = Lane.objects.filter(pk=lane.pk, claim_no=lane.claim_no, paused_at__isnull=True)
    return bool(mine.update(lease_until=db_now() + lease()))


def release(lane: Lane) -> None:
    Lane.objects.filter(pk=lane.pk, claim_no=lane.claim_no).update(lease_until=None)


def reserve(lane_id: int, count: int) -> list[datetime]:
    """`count` send times under the shared rate limit (GCRA), or [] when the next is too far off.

    Plivo: 300 requests / 5 s / account. PingOne: 600 / minute / licence, of which one address gets
    35 %. The rates per second and the bursts stay just below.
    """
    with transaction.atomic():
        lanes = Lane.objects.select_for_update(of=("self",)).select_related("configuration")
        lane = lanes.get(pk=lane_id)
        rate, burst = settings.UPSTREAM_RATES[lane.configuration.provider]
        step = timedelta(seconds=1 / rate)
        now = db_now()
        first = max(lane.next_slot or now, now - step * burst)
        if first > now + PATIENCE:
            return []
        Lane.objects.filter(pk=lane_id).update(next_slot=first + step * count)
    return [max(now, first + step * i) for i in range(count)]


def hold_back(lane_id: int, seconds: float) -> None:
    """429 with Retry-After: nobody sends on this lane before then."""
    until = db_now() + timedelta(seconds=seconds)
    early = Q(next_slot__isnull=True) | Q(next_slot__lt=until)
    Lane.objects.filter(early, pk=lane_id).update(next_slot=until)


def note_clock(configuration: ProviderConfiguration, done: Exchange, now: datetime) -> None:
    """Keeps how far the provider's clock (its Date header, whole seconds) is from ours."""
    try:
        theirs = parsedate_to_datetime(done.headers.get("date", ""))
        offset = (theirs - now).total_seconds() + done.seconds / 2
    except (ValueError, TypeError, OverflowError):
        return
    lane: Lane = configuration.lane
    if abs(lane.clock_offset - offset) > CLOCK_STEP:
        Lane.objects.filter(pk=lane.pk).update(clock_offset=offset)


def not_before(configuration: ProviderConfiguration) -> datetime:
    """The earliest time the provider may have stamped on what we send now, with a margin."""
    offset = timedelta(seconds=configuration.lane.clock_offset)
    return db_now() + offset - CLOCK_MARGIN


def pause(configuration: ProviderConfiguration, reason: str, *, actor: Actor = SYSTEM) -> None:
    """Stops the lane: one banner instead of a refusal for each object.

    Only our own pauses are probed; what a person paused stays paused until a person resumes it.
    """
    now = db_now()
    ours = actor.kind == "system"
    probe_at = now + timedelta(seconds=settings.SYNC_PROBE_SECONDS) if ours else None
    lanes = Lane.objects.filter(configuration=configuration, paused_at__isnull=True)
    if lanes.update(paused_at=now, pause_reason=reason, probe_at=probe_at):
        events.record(configuration, "paused", actor=actor, text=reason)


def resume(configuration: ProviderConfiguration, *, actor: Actor) -> None:
    """Lets the lane run again and frees what the bad credentials had blocked."""
    from apps.sync.queue import ring

    with transaction.atomic():
        lanes = Lane.objects.filter(configuration=configuration, paused_at__isnull=False)
        if lanes.update(paused_at=None, pause_reason="", probe_at=None):
            events.record(configuration, "resumed", actor=actor)
        Sync.objects.filter(configuration=configuration, blocked=Block.MISCONFIGURED).update(
            blocked="", run_after=db_now(), tries=0
        )
        ring(configuration.pk)
