"""The timeline of a registration: acts, states, and every write with the provider's words."""

from typing import Any

from apps.core import events
from apps.sync.mirrored import Mirrored
from apps.sync.models import Attempt
from apps.sync.timeline import attempt_entries, event_entry, newest

LIMIT = 60


def entries_of(obj: Mirrored, *, limit: int = LIMIT) -> list[dict[str, Any]]:
    """Newest first. Readings of the state are left out: what they found is an entry of its own.

    So is "accepted the request to ...", which the request beside it says with its answer.
    """
    happened = events.timeline(obj).exclude(verb__startswith="sent.")[:limit]
    writes = attempt_entries(Attempt.objects.filter(sync=obj.sync_id, write=True), limit)
    return newest([*map(event_entry, happened), *writes])[:limit]
