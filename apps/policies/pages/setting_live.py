"""Whether a provider's page has something to wait for, and a stamp of what it shows."""

import hashlib
from collections.abc import Iterable
from typing import Any

from apps.policies.models import PhoneDeliverySetting
from apps.sync.pages import being_read


def moving(row: PhoneDeliverySetting) -> bool:
    """Whether our own delivery, or a reading that is due, may change it without anybody acting."""
    if not row.live or row.sync.blocked or row.sync.hold:
        return False
    unsent = row.sync.state != "in_sync" or not row.remote_id
    return unsent or row.retiring or being_read(row.sync)


def stamp(row: PhoneDeliverySetting, entries: Iterable[dict[str, Any]]) -> str:
    """Equal as long as the live part of the page would look the same."""
    parts: list[Any] = [row.version, row.remote_id, row.retired_at, row.sync.state]
    parts += [(entry["id"], entry["title"], entry.get("status")) for entry in entries]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
