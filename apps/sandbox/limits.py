"""Plivo's 300 requests in 5 seconds per account (account limits page).

Kept in memory and in real time: a restart or a moved clock gives no account more or less.
"""

import math
import time
from collections import defaultdict, deque

from django.conf import settings

WINDOW = 5.0

_seen: defaultdict[str, deque[float]] = defaultdict(deque)


def take(auth_id: str) -> int:
    """Count one request: 0 if it may pass, else the seconds to wait. Called inside a turn."""
    if not settings.RATE:
        return 0
    now, seen = time.monotonic(), _seen[auth_id]
    while seen and seen[0] <= now - WINDOW:
        seen.popleft()
    if len(seen) >= settings.RATE:
        return max(1, math.ceil(seen[0] + WINDOW - now))
    seen.append(now)
    return 0


def forget(auth_id: str = "") -> None:
    if auth_id:
        _seen.pop(auth_id, None)
    else:
        _seen.clear()
