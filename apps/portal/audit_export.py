"""The audit as lines of CSV."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from apps.core.models import Event, EventQuerySet
from apps.numberpools.export import harmless
from apps.portal.audit_facts import without_secrets
from apps.portal.audit_filters import before, cursor_of, nouns
from apps.sync.timeline import provider_of, words_of

HEAD = (
    "at", "actor_kind", "actor", "actor_email", "ip", "verb", "in_words", "object_kind", "object",
    "object_id", "text", "changes", "request_id", "entry",
)  # fmt: skip
CHUNK = 1000


class _Echo:
    """A file whose write hands the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(found: EventQuerySet) -> Iterator[str]:
    """Chunk by chunk, each from where the last one ended: a million entries need no memory, and
    no cursor stays open while somebody downloads slowly."""
    writer = csv.writer(_Echo())
    names = nouns()
    yield writer.writerow(HEAD)
    rest = found
    while chunk := list(rest[:CHUNK]):
        for event in chunk:
            yield writer.writerow([harmless(value) for value in _line(event, names)])
        if len(chunk) < CHUNK:
            break
        rest = before(found, cursor_of(chunk[-1]))


def _line(event: Event, names: dict[str, str]) -> list[Any]:
    safe = without_secrets(event)
    changes = json.dumps(safe.changes, ensure_ascii=False) if safe.changes else ""
    return [
        safe.at.isoformat(),
        safe.actor_kind,
        safe.actor_label,
        safe.actor_email,
        safe.ip or "",
        safe.verb,
        words_of(safe.verb, provider_of(safe)),
        names.get(safe.subject_kind, safe.subject_kind),
        safe.subject_label,
        safe.subject_id,
        safe.text,
        changes,
        safe.request_id,
        safe.pk,
    ]
