"""The moving part of a policy's page: its timeline, its delivery, and whether it may change."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from apps.core import events
from apps.policies.models import NotificationPolicy
from apps.policies.pages.policy_names import Providers, diff_of
from apps.sync.models import Attempt, Hold
from apps.sync.pages import being_read, story_of
from apps.sync.timeline import attempt_entries, event_entry, newest

LIMIT = 60
CHANGES = 5


def entries_of(obj: NotificationPolicy, providers: Providers) -> list[dict[str, Any]]:
    """Newest first: acts of people, what PingOne said, and every write with its answer.

    "Accepted the request to ..." is left out: the request beside it says so.
    """
    happened = []
    for event in events.timeline(obj).exclude(verb__startswith="sent.")[:LIMIT]:
        entry = event_entry(event)
        rows = diff_of(event.changes, providers)
        entry["changes"] = {r.label: (r.before.text, r.after.text) for r in rows[:CHANGES]}
        if len(rows) > CHANGES:
            more = len(rows) - CHANGES
            entry["text"] = f"{more} more place{'' if more == 1 else 's'}: see its versions."
        happened.append(entry)
    writes = attempt_entries(Attempt.objects.filter(sync=obj.sync_id, write=True), LIMIT)
    return newest([*happened, *writes])[:LIMIT]


def moving(obj: NotificationPolicy) -> bool:
    """Whether our own delivery, or a reading that is due, may change it without anybody acting."""
    if not obj.live or obj.sync.blocked or obj.sync.hold:
        return False
    return obj.sync.state != "in_sync" or obj.retiring or being_read(obj.sync)


def stamp(obj: NotificationPolicy, entries: Iterable[dict[str, Any]]) -> str:
    """Equal as long as the live part of the page would look the same."""
    parts: list[Any] = [obj.version, obj.remote_id, obj.retired_at, obj.sync.state, obj.updated_at]
    parts += [(e["id"], e["title"], e.get("status")) for e in entries]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def next_of(obj: NotificationPolicy) -> dict[str, Any]:
    """What happens next, as next_action.html wants it: {text, colour, label, url}."""
    sync = obj.sync
    if not obj.live:
        return {"text": "This policy is deleted, here and at PingOne.", "colour": ""}
    if obj.retiring and not sync.blocked:
        return {"text": "PingOne is being asked to delete it.", "colour": "blue"}
    if sync.hold == Hold.DRIFT:
        gone = "deleted" if sync.detail.get("gone") else "changed"
        return {
            "text": f"Somebody {gone} this policy at PingOne. Nothing is sent until somebody says "
            "whose version counts.",
            "colour": "orange",
            "label": "Decide below",
            "url": "#drift",
        }
    story = story_of(sync)
    if sync.blocked or sync.hold:
        said = f"“{story.why}”" if story.why and story.quoted else story.why
        text = " ".join(filter(None, (story.happened, said, story.todo)))
        colour = "red" if sync.blocked else "orange"
        url = reverse("sync:detail", args=[sync.pk])
        return {"text": text, "colour": colour, "label": "Open the delivery", "url": url}
    if sync.state != "in_sync":
        text = " ".join(filter(None, (story.happened, story.why, story.todo)))
        return {"text": text, "colour": "blue"}
    return {"text": "PingOne has this policy as it stands here. Nothing to do.", "colour": "green"}
