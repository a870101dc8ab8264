"""Requests in a window of time: Plivo's 300 in 5 seconds per account (account limits page),
PingOne's per minute and environment (rate limits page).

Kept in memory and in real time: a restart or a moved clock gives nobody more or less.
"""

import math
import time
from collections import defaultdict, deque

_seen: defaultdict[str, deque[float]] = defaultdict(deque)


def take(account: str, *, rate: int, window: float) -> int:
    """Count one request: 0 if it may pass, else the seconds to wait. `rate` 0 is no limit.

    Called inside a turn.
    """
    if not rate:
        return 0
    now, seen = time.monotonic(), _seen[account]
    while seen and seen[0] <= now - window:
        seen.popleft()
    if len(seen) >= rate:
        return max(1, math.ceil(seen[0] + window - now))
    seen.append(now)
    return 0


def forget(account: str = "") -> None:
    if account:
        _seen.pop(account, None)
    else:
        _seen.clear()
