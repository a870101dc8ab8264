"""So many requests a minute for each client (PingOne: 600 a minute, Configuration group)."""

from apps.dialects.throttling import TokenThrottle


class ClientThrottle(TokenThrottle):
    setting = "PINGONE_API_RATE"
