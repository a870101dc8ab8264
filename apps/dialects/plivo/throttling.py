"""So many requests a window for each token (Plivo: 300 in 5 s for an account)."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle


class TokenThrottle(BaseThrottle):
    """Counts in the cache, so that all processes of a deployment share one count (CACHE_URL)."""

    def allow_request(self, request: Request, view: Any) -> bool:
        window = int(time.time() // settings.API_RATE_SECONDS)
        key = f"api-rate:{request.auth.pk}:{window}"
        cache.add(key, 0, timeout=settings.API_RATE_SECONDS * 2)
        try:
            return bool(cache.incr(key) <= settings.API_RATE)
        except ValueError:
            # Evicted between the two calls: the count starts anew.
            return True

    def wait(self) -> float:
        return settings.API_RATE_SECONDS - time.time() % settings.API_RATE_SECONDS
