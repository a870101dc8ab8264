"""Raising the counter, and ringing the bell."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Case, DateTimeField, F, Value, When

from apps.core.clock import db_now
from apps.providers.models import Lane, ProviderConfiguration
from apps.sync.mirrored import Mirrored
from apps.sync.models import Hold, Sync

log = logging.getLogger(__name__)


def new_sync(kind: str, configuration: ProviderConfiguration) -> Sync:
    """The Sync row a new mirrored row hangs on; insert both in one transaction, then `enqueue`."""
    Lane.objects.get_or_create(configuration=configuration)
    return Sync.objects.create(kind=kind, configuration=configuration, run_after=db_now())


def enqueue(obj: Mirrored) -> None:
    """Says that `obj` changed. Call it in the transaction of the change, with the row locked.

    It never touches hold, unsure_since, the lease or the fence: an edit must not shorten the wait
    for a lost write nor release what a person has to decide. Only whose version counts is decided
    once the object is being deleted.
    """
    now = db_now()
    if obj.retiring:
        Sync.objects.filter(pk=obj.sync_id, hold=Hold.DRIFT).update(hold="", detail={})
    Sync.objects.filter(pk=obj.sync_id).update(
        wanted=F("wanted") + 1,
        tries=0,
        blocked="",
        # What it waited for may no longer matter (it is being deleted); the plan decides anew.
        waits_for=None,
        run_after=Case(
            When(unsure_since__isnull=True, then=Value(now)),
            default=F("run_after"),
            output_field=DateTimeField(),
        ),
    )
    ring(obj.configuration_id)


def look_soon(sync: Sync, at: datetime | None = None) -> None:
    """Asks for a fresh reading of the object (a callback came, a person pressed refresh)."""
    Sync.objects.filter(pk=sync.pk).update(look_at=at or db_now(), looks=0)
    ring(sync.configuration_id)


def ring(configuration_id: int) -> None:
    """Wakes the configuration's drain after commit, unless a wake is already on its way."""
    transaction.on_commit(partial(_ring, configuration_id), robust=True)


def _ring(configuration_id: int) -> None:
    if Lane.objects.filter(configuration_id=configuration_id, pending=False).update(pending=True):
        wake(configuration_id)


def wake(configuration_id: int) -> bool:
    """Sends the Celery message; False when the broker is down, which costs a sweep's time only."""
    from apps.sync.tasks import drain

    try:
        drain.delay(configuration_id)
    except Exception as error:  # kombu's transports raise what they like
        log.warning("broker unreachable, the sweep will ring: %s", type(error).__name__)
        Lane.objects.filter(configuration_id=configuration_id).update(pending=False)
        return False
    return True
