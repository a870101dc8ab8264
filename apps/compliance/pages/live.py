"""Whether a page still has something to wait for, and a stamp of what it shows."""

import hashlib
from collections.abc import Iterable
from typing import Any

from apps.sync.mirrored import Mirrored
from apps.sync.registry import mirror_for


def moving(obj: Any) -> bool:
    """Whether the provider or our own delivery may still change it without anybody acting."""
    if not obj.live:
        return False
    sync = obj.sync
    if sync.blocked or sync.hold:
        return False
    if sync.state != "in_sync" or obj.retiring:
        return True
    return obj.remote_status.upper() not in mirror_for(sync.kind).final


def stamp(
    obj: Mirrored,
    entries: Iterable[dict[str, Any]],
    numbers: Iterable[Any] = (),
    *,
    ticking: str = "",
) -> str:
    """Equal as long as the live part of the page would look the same; `ticking` is a countdown."""
    parts: list[Any] = [ticking, _of(obj), *(_of(number) for number in numbers)]
    parts += [(e["id"], e["title"], e.get("status")) for e in entries]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _of(obj: Mirrored) -> tuple[Any, ...]:
    return (obj.pk, obj.version, obj.remote_status, obj.remote_id, obj.retired_at, obj.sync.state)
