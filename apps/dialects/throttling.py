"""So many requests a window for each token (Plivo: 300 in 5 s for an account)."""

import time
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle


class TokenThrottle(BaseThrottle):
    """Counts in the cache, so that all processes of a deployment share one count (CACHE_URL).

    ``setting`` names how many; with ``_SECONDS`` after it, in which time.
    """

    setting: ClassVar[str] = "API_RATE"

    @property
    def seconds(self) -> int:
        return int(getattr(settings, f"{self.setting}_SECONDS"))

    def allow_request(self, request: Request, view: Any) -> bool:
        window = int(time.time() // self.seconds)
        key = f"api-rate:{request.auth.pk}:{window}"
        cache.add(key, 0, timeout=self.seconds * 2)
        try:
            return bool(cache.incr(key) <= getattr(settings, self.setting))
        except ValueError:
            # Evicted between the two calls: the count starts anew.
            return True

    def wait(self) -> float:
        return self.seconds - time.time() % self.seconds
