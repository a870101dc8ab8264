"""Words of the interface that belong to no domain app: our own sync state, and times."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Word(NamedTuple):
    """What a badge shows."""

    label: str
    colour: str
    icon: str


# Whether the provider has heard us. The engine's states; "in_sync" is not shown.
SYNC_WORDS = {
    "waiting": Word("Waiting to send", "secondary", "clock-pause"),
    "sending": Word("Sending", "blue", "cloud-up"),
    "checking": Word("Checking", "blue", "refresh"),
    "held": Word("Held for review", "orange", "player-pause"),
    "blocked": Word("Blocked", "red", "alert-triangle"),
}

_STEPS = ((60, 60, "min"), (3600, 24, "h"), (86400, 14, "day"))


def relative(moment: datetime, now: datetime) -> str:
    """Reads "5 min ago", "in 3 days"; after two weeks the date. As in static/js/when.js."""
    seconds = (now - moment).total_seconds()
    past, size = seconds >= 0, abs(seconds)
    if size < 45:
        return "just now" if past else "in a moment"
    for unit, limit, word in _STEPS:
        count = max(1, int(size / unit + 0.5))
        if count < limit:
            plural = "s" if word == "day" and count != 1 else ""
            return f"{count} {word}{plural} ago" if past else f"in {count} {word}{plural}"
    day = f"{moment.day} {moment:%b}"
    return day if moment.year == now.year else f"{day} {moment.year}"


def left(time: timedelta) -> str:
    """Reads "4 days left", below a day "23 hours left": rounded down, so that nobody is late."""
    hours = int(time.total_seconds()) // 3600
    if hours < 1:
        return "less than an hour left" if time.total_seconds() > 0 else "the time is over"
    count, unit = (hours, "hour") if hours < 24 else (hours // 24, "day")
    return f"{count} {unit}{'' if count == 1 else 's'} left"


def exact(moment: datetime) -> str:
    """Reads "21 Nov 2026, 03:16 UTC"; the browser adds its own zone."""
    utc = moment.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y, %H:%M} UTC"
