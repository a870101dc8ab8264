"""The thread that lets time pass: due changes, late requests and callbacks, each 0.2 s."""

import logging
import threading
from itertools import groupby

from django.db import connection

from apps.sandbox import callbacks, gate, lifecycle
from apps.sandbox.models import Delivery
from apps.sandbox.store import turn

logger = logging.getLogger(__name__)

EVERY = 0.2
SENDERS = 32

_Subject = tuple[str, str, str]


class Background(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="sandbox-background", daemon=True)
        self.stopping = threading.Event()
        self._sending: set[_Subject] = set()
        self._slots = threading.Semaphore(SENDERS)

    def run(self) -> None:
        while not self.stopping.wait(EVERY):
            try:
                self.tick()
            # Whatever one turn meets, time must go on for all the others.
            except Exception:
                logger.exception("a background turn failed")

    def tick(self) -> None:
        gate.apply_late()
        if lifecycle.is_due():
            with turn():
                lifecycle.advance()
        deliveries = sorted(callbacks.due(), key=lambda row: (*_subject(row), row.pk))
        for subject, group in groupby(deliveries, key=_subject):
            # One object's callbacks go out in order, and a slow receiver holds up only its own.
            if subject not in self._sending and self._slots.acquire(blocking=False):
                self._sending.add(subject)
                threading.Thread(
                    target=self._send, args=(subject, list(group)), daemon=True
                ).start()

    def _send(self, subject: _Subject, deliveries: list[Delivery]) -> None:
        try:
            for delivery in deliveries:
                callbacks.deliver(delivery)
        except Exception:
            logger.exception("a delivery failed")
        finally:
            self._sending.discard(subject)
            self._slots.release()
            connection.close()


def _subject(delivery: Delivery) -> _Subject:
    return delivery.account_id, delivery.kind, delivery.remote_id
