"""The `created` filters of a list (Plivo docs, List all toll-free verification requests)."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from apps.sandbox.validation.reader import Invalid

LOWER = ("created", "created__gt", "created__gte")
UPPER = ("created", "created__lt", "created__lte")
FILTERS = (*LOWER, *UPPER[1:])
# Without a lower bound this much is shown, and never more than the widest.
DEFAULT, WIDEST = timedelta(days=7), timedelta(days=30)
DAY = timedelta(days=1)


def between(query: Mapping[str, str], now: float) -> tuple[float, float]:
    """(from, until) in seconds since the epoch, until not included.

    A date means its whole day in UTC: `gt` begins with the day after it, `lte` includes it.
    """
    given = {name: day for name in FILTERS if (day := _day(query, name))}
    lower = max((given[name] for name in LOWER if name in given), default=None)
    upper = min((given[name] for name in UPPER if name in given), default=None)
    today = datetime.fromtimestamp(now, UTC).date()
    last = upper or max(today, lower or today)
    first = lower or last - DEFAULT
    if last - first > WIDEST:
        raise Invalid(f"created: a range can be {WIDEST.days} days wide at most.")
    start = first + DAY if given.get("created__gt") == first else first
    end = last if given.get("created__lt") == last else last + DAY
    return _seconds(start), _seconds(end)


def _day(query: Mapping[str, str], name: str) -> date | None:
    value = query.get(name, "").strip()
    if not value:
        return None
    try:
        # fromisoformat reads week dates too, and other centuries would overflow.
        if re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Invalid(f"{name} must be a date, YYYY-MM-DD.")


def _seconds(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
