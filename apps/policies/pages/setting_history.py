"""The versions of a provider, and its timeline: acts, and every write with PingOne's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apps.core import events
from apps.core.models import Event
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.diff import Row, rows_of, words_of
from apps.sync.models import Attempt
from apps.sync.timeline import attempt_entries, event_entry, newest
from apps.sync.timeline import words_of as verb_in_words

LIMIT = 60


@dataclass(frozen=True, slots=True)
class Version:
    event: Event
    number: int
    verb: str
    diff: list[Row]
    current: bool


def versions_of(row: PhoneDeliverySetting, *, limit: int = LIMIT) -> list[Version]:
    """Newest first: every version whose body was kept."""
    kept = [event for event in events.timeline(row)[: 2 * limit] if body_of(event) is not None]
    return [
        Version(
            event,
            int(event.data.get("version") or 0),
            verb_in_words(event.verb),
            rows_of(event.changes),
            event.data.get("version") == row.version,
        )
        for event in kept[:limit]
    ]


def since(row: PhoneDeliverySetting, version: int) -> list[Version]:
    """The versions somebody else saved after `version`, newest first."""
    return [one for one in versions_of(row) if one.number > version]


def body_of(event: Event) -> dict[str, Any] | None:
    body = event.data.get("body") if isinstance(event.data, dict) else None
    return body if isinstance(body, dict) else None


def entries_of(row: PhoneDeliverySetting, *, limit: int = LIMIT) -> list[dict[str, Any]]:
    """Newest first, readings and "accepted the request to ..." left out: others say the same."""
    happened = events.timeline(row).exclude(verb__startswith="sent.")[:limit]
    writes = attempt_entries(Attempt.objects.filter(sync=row.sync_id, write=True), limit)
    return newest([*map(_entry, happened), *writes])[:limit]


def _entry(event: Event) -> dict[str, Any]:
    """Its changes in words; long ones are read in the history."""
    return event_entry(event) | {"changes": dict(_changes(rows_of(event.changes)))}


def _changes(rows: Iterable[Row]) -> Iterable[tuple[str, tuple[str, str]]]:
    for row in rows:
        sides = ["changed" if side.block else side.text for side in (row.before, row.after)]
        yield words_of(row.place), (sides[0], sides[1])
