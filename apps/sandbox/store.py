"""Atomic turns. One turn at a time, so that SQLite never has to answer "database is locked"."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import transaction

_turn = threading.RLock()


@contextmanager
def turn() -> Iterator[None]:
    """Hold the database for one atomic change.

    The lock is fair and cheap where SQLite's own busy wait polls; BEGIN IMMEDIATE underneath
    still guards against a second process on the same file.
    """
    with _turn, transaction.atomic():
        yield


def real_now() -> float:
    return time.time()


def iso(at: float | None) -> str | None:
    """RFC 3339 in UTC with microseconds, as Plivo prints `created_at`."""
    if at is None:
        return None
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
