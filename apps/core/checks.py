"""Settings that would be dangerous in production."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Warning, register


@register()
def no_sandbox_in_production(**kwargs: object) -> list[Error]:
    """core.E001: a sandbox answers like the provider; real filings must never go there."""
    host = urlsplit(settings.PLIVO_BASE_URL).hostname or ""
    if settings.DEBUG or settings.DEMO or host == "api.plivo.com":
        return []
    if host in ("localhost", "127.0.0.1", "::1") or "sandbox" in host:
        return [
            Error(
                f"PLIVO_BASE_URL names a sandbox ({host}) while DEBUG and LINECHECK_DEMO are off.",
                hint="Unset PLIVO_BASE_URL to file with Plivo itself.",
                id="core.E001",
            )
        ]
    return []


@register(deploy=True)
def public_url_is_https(**kwargs: object) -> list[Error]:
    """core.E002: providers post callbacks to PUBLIC_URL; its path holds an unguessable token."""
    if settings.PUBLIC_URL.startswith("https://"):
        return []
    return [Error("PUBLIC_URL must be an https:// address.", id="core.E002")]


@register(deploy=True)
def processes_share_a_cache(**kwargs: object) -> list[Warning]:
    """core.W001: API_RATE is counted in the cache; in a process's own memory each counts alone."""
    if not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return []
    return [
        Warning(
            "The cache is in each process's own memory, so API_RATE holds for each process, not "
            "for all of them together.",
            hint="Set CACHE_URL to a cache they share, such as redis://host:6379/1.",
            id="core.W001",
        )
    ]
