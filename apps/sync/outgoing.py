"""Callbacks to integrators: written down with what they tell, sent until they arrive.

At least once: a worker that dies after sending and before noting it leaves it to the next one.
"""

import logging
import queue
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F

from apps.accounts.credentials import signing_credential
from apps.accounts.models import ApiCredential
from apps.core.clock import db_now
from apps.core.ssrf import ForbiddenAddressError
from apps.sync.lane import lease
from apps.sync.mirrored import Mirrored
from apps.sync.models import OutgoingCallback
from apps.upstream import callout
from apps.upstream.http import Exchange

log = logging.getLogger(__name__)
State = OutgoingCallback.State
# Seconds to the second, third and fourth try (Plivo docs, 10DLC callbacks).
RETRIES = (60, 120, 240)
THREADS = 20
# Of them for one receiver: a slow one must not take the place of the others.
SHARE = 4


def notify(obj: Mirrored, params: dict[str, str]) -> OutgoingCallback:
    """Tells whoever asked for `obj`; call it in the transaction of what it tells."""
    now = db_now()
    row = OutgoingCallback.objects.create(
        configuration_id=obj.configuration_id,
        sync_id=obj.sync_id,
        credential_id=obj.callback_credential_id,
        about=str(obj)[:200],
        url=obj.callback_url,
        method=obj.callback_method,
        params=params,
        run_after=now,
        created_at=now,
    )
    ring()
    return row


def ring() -> None:
    """Wakes a sender after commit; should that fail, the sweep does."""
    transaction.on_commit(wake, robust=True)


def wake() -> bool:
    """Sends the Celery message; False when the broker is down, which costs a sweep's time only."""
    from apps.sync.tasks import deliver_callbacks

    try:
        deliver_callbacks.delay()
    except Exception as error:  # kombu's transports raise what they like
        log.warning("broker unreachable, the sweep will ring: %s", type(error).__name__)
        return False
    return True


def deliver_due() -> int:
    """Sends what is due for at most SYNC_DRAIN_SECONDS; returns how many tries were made."""
    return _Sender().run()


@dataclass
class _Try:
    row: OutgoingCallback
    started: datetime
    receiver: str
    # Whose token signs it, by name; "" for nobody's.
    signer: str = ""


class _Sender:
    """Pool threads do HTTP only, the database stays in this thread."""

    def __init__(self) -> None:
        self.done: queue.SimpleQueue[tuple[_Try, Exchange | Exception]] = queue.SimpleQueue()
        self.flying: Counter[str] = Counter()
        self.made = 0

    def run(self) -> int:
        stop_at = time.monotonic() + settings.SYNC_DRAIN_SECONDS
        with ThreadPoolExecutor(THREADS, thread_name_prefix="callbacks") as pool:
            while True:
                if time.monotonic() < stop_at:
                    while self._fill(pool):
                        pass
                if not self.flying.total():
                    return self.made
                try:
                    # What falls due meanwhile must not wait for the slowest.
                    one, result = self.done.get(timeout=1)
                except queue.Empty:
                    continue
                self.flying[one.receiver] -= 1
                self.made += 1
                settle(one.row, one.started, result, signer=one.signer)

    def _fill(self, pool: ThreadPoolExecutor) -> int:
        """Claims and starts what fits; returns how many."""
        free = THREADS - self.flying.total()
        if not free:
            return 0
        now = db_now()
        rows = OutgoingCallback.objects.due(now).select_related("configuration")
        rows = rows.defer("configuration__api_secret")
        for receiver, count in self.flying.items():
            if count >= SHARE:
                rows = rows.exclude(url__startswith=receiver)
        started = 0
        for row in rows.order_by("run_after", "pk")[:free]:
            receiver = receiver_of(row.url)
            if self.flying[receiver] < SHARE and claim(row, now):
                self.flying[receiver] += 1
                started += 1
                self._start(pool, _Try(row, now, receiver))
        return started

    def _start(self, pool: ThreadPoolExecutor, one: _Try) -> None:
        try:
            signer = _signer(one.row)
            one.signer = signer.name if signer else ""
            pool.submit(self._work, one, signer.secret if signer else "")
        except Exception as error:  # a secret nobody can read stops its own callback only
            self.done.put((one, error))

    def _work(self, one: _Try, token: str) -> None:
        """In a pool thread."""
        result: Exchange | Exception
        row = one.row
        try:
            result = callout.send(row.method, row.url, row.params, token=token)
        except Exception as error:
            result = error
        self.done.put((one, result))


def claim(row: OutgoingCallback, now: datetime) -> bool:
    """Reserves it: the fence grows, the lease runs; False when somebody else was first."""
    mine = OutgoingCallback.objects.due(now).filter(pk=row.pk, claim_no=row.claim_no)
    if not mine.update(claim_no=F("claim_no") + 1, lease_until=now + lease()):
        return False
    row.claim_no += 1
    return True


def settle(
    row: OutgoingCallback, started: datetime, result: Exchange | Exception, *, signer: str = ""
) -> None:
    """Notes the try and what follows from it, while the fence is still ours."""
    with transaction.atomic():
        rows = OutgoingCallback.objects.select_for_update()
        current = rows.filter(pk=row.pk, claim_no=row.claim_no).first()
        if current is None:
            return
        status, words, seconds = _outcome(current, result)
        made = {"at": started.isoformat(), "status": status, "error": words, "seconds": seconds}
        sent = isinstance(result, Exchange)
        current.attempts = [*current.attempts, {**made, "signer": signer if sent else ""}]
        current.lease_until = None
        if isinstance(result, ForbiddenAddressError):
            current.state = State.REFUSED
        elif status is not None and 200 <= status < 300:
            current.state = State.DELIVERED
        elif current.tries < len(RETRIES):
            current.run_after = db_now() + timedelta(seconds=RETRIES[current.tries])
        else:
            current.state = State.GIVEN_UP
        current.tries += 1
        current.save(update_fields=["attempts", "lease_until", "state", "run_after", "tries"])


def receiver_of(url: str) -> str:
    """Scheme and host of an address, as far as it has them: whom a slow answer slows down."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc}"


def _signer(row: OutgoingCallback) -> ApiCredential | None:
    configuration = row.configuration
    return signing_credential(
        row.credential_id,
        organization_id=configuration.organization_id,
        account=configuration.account_id,
    )


def _outcome(row: OutgoingCallback, result: Exchange | Exception) -> tuple[Any, str, float | None]:
    """(status or None, words, seconds)."""
    if isinstance(result, Exchange):
        redirect = result.status is not None and 300 <= result.status < 400
        words = "It redirects; redirects are not followed." if redirect else result.error
        return result.status, words, result.seconds
    if isinstance(result, ForbiddenAddressError):
        return None, str(result), None
    log.error("sending %s failed", row, exc_info=result)
    return None, "Linecheck made an error.", None
