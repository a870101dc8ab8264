"""What Celery runs when the bell rings. No retry, no ETA: waiting is a column, not a message."""

import threading
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import Q, QuerySet

from apps.core.clock import db_now
from apps.providers.models import Lane
from apps.sync import outgoing, probe
from apps.sync.drain import drain as drain_lane
from apps.sync.models import Attempt, Callback, OutgoingCallback, Sync
from apps.sync.queue import wake

_sending = threading.Lock()


@shared_task
def drain(configuration_id: int) -> None:
    """Works one lane off; rings again when time ran out before the work did."""
    if (
        drain_lane(configuration_id)
        and due_lanes().filter(configuration_id=configuration_id).exists()
    ):
        wake(configuration_id)


@shared_task
def deliver_callbacks() -> None:
    """Sends what is due to integrators; one at a time in a process, so that slow receivers cannot
    keep all its threads from the lanes."""
    if not _sending.acquire(blocking=False):
        return
    try:
        outgoing.deliver_due()
    finally:
        _sending.release()
    if OutgoingCallback.objects.due(db_now()).exists():
        outgoing.wake()


@shared_task
def sweep() -> None:
    """Every few seconds: rings for everything due, so that a lost wake costs seconds only."""
    now = db_now()
    # A waiter whose release was missed asks again.
    asleep = Sync.objects.filter(blocked="", waits_for__isnull=False, run_after__lt=now)
    asleep.update(waits_for=None)
    for configuration_id in due_lanes().values_list("configuration_id", flat=True):
        wake(configuration_id)
    if OutgoingCallback.objects.due(now).exists():
        outgoing.wake()
    for lane in Lane.objects.filter(paused_at__isnull=False, probe_at__lt=now):
        probe.probe(lane)


@shared_task
def prune() -> None:
    """Attempts and callbacks are kept ATTEMPT_DAYS; what is unresolved, or still to go, stays."""
    before = db_now() - timedelta(days=settings.ATTEMPT_DAYS)
    settled = ~Q(write=True, outcome__in=["", "unknown", "contested"])
    Attempt.objects.filter(settled, started_at__lt=before).delete()
    Callback.objects.filter(received_at__lt=before).delete()
    told = OutgoingCallback.objects.exclude(state=OutgoingCallback.State.PENDING)
    told.filter(created_at__lt=before).delete()


def due_lanes() -> QuerySet[Lane]:
    """Lanes nobody drains now, that may run and have something to do."""
    now = db_now()
    idle = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    busy = Sync.objects.due(now).values("configuration_id")
    return Lane.objects.filter(
        idle,
        Q(next_slot__isnull=True) | Q(next_slot__lt=now + timedelta(seconds=2)),
        paused_at__isnull=True,
        configuration__active=True,
        configuration_id__in=busy,
    )
