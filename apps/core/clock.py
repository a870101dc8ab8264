"""One clock for both sides of every comparison in the engine (leases, retries, rate limit)."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

_shift = timedelta(0)


def db_now() -> datetime:
    """The database server's time, aware, in microseconds; SQLite has only this machine's clock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0] + _shift
    return timezone.now() + _shift


def shift(seconds: float) -> None:
    """Moves this process's reading of the clock; tests travel with it instead of sleeping."""
    global _shift
    _shift += timedelta(seconds=seconds)


def reset() -> None:
    global _shift
    _shift = timedelta(0)
