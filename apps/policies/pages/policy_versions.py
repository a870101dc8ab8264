"""The versions of a policy: its events that carry a whole body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.core import events
from apps.core.models import Event
from apps.policies.differences import differences
from apps.policies.models import NotificationPolicy
from apps.policies.pages.diff import Row, rows_of
from apps.policies.pages.policy_names import Providers, diff_of
from apps.sync.timeline import words_of

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Version:
    """`number` counts from 1; `places` are some of what it changed, `more` how many others."""

    event: Event
    number: int
    said: str
    places: list[str]
    more: int
    now: bool

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = self.event.data["body"]
        return body


def versions_of(row: NotificationPolicy) -> list[Version]:
    """Newest first."""
    found = []
    for event in _with_body(events.timeline(row)):
        number = event.data.get("version")
        labels = list(dict.fromkeys(r.label for r in rows_of(event.changes)))
        found.append(
            Version(
                event,
                number if isinstance(number, int) else 0,
                words_of(event.verb, "PingOne"),
                labels[:SHOWN],
                max(0, len(labels) - SHOWN),
                event.data["body"] == row.wanted and number == row.version,
            )
        )
    return found


def since(row: NotificationPolicy, version: int) -> list[Event]:
    """Who moved it past `version`, oldest first: edits, and what was taken from PingOne."""
    found: list[Event] = []
    for event in events.timeline(row):
        number = event.data.get("version") if isinstance(event.data, dict) else None
        if isinstance(number, int) and number <= version:
            break
        if isinstance(number, int) or event.verb in ("took_theirs", "deleting"):
            found.append(event)
    return found[::-1]


def to_now(version: Version, row: NotificationPolicy, providers: Providers) -> list[Row]:
    """What going back to it would change."""
    return diff_of(changed(row.wanted, restored(version.body, row)), providers)


def restored(body: Mapping[str, Any], row: NotificationPolicy) -> dict[str, Any]:
    """The body a restore makes: which policy is the default is not this policy's past."""
    return {**body, "default": row.default}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`differences`, but for a default that is merely written out."""
    pairs = differences(before, after)
    default = pairs.get("default")
    if default is not None and not default[0] and not default[1]:
        del pairs["default"]
    return pairs


def _with_body(found: Iterable[Event]) -> Iterable[Event]:
    return (e for e in found if isinstance(e.data, dict) and isinstance(e.data.get("body"), dict))
