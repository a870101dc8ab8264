"""A client for a configuration: credentials, address and allowance brought together."""

from collections.abc import Callable

from django.conf import settings

from apps.providers.models import ProviderConfiguration
from apps.upstream.plivo import PlivoClient


def client_for(
    configuration: ProviderConfiguration,
    *,
    allowance: Callable[[], None] | None = None,
    seconds: float | None = None,
    budget: float | None = None,
) -> PlivoClient:
    """A Plivo client of this account. `seconds` caps one request, `budget` all of them."""
    cap = min(settings.SYNC_HTTP_SECONDS, settings.SYNC_LEASE_SECONDS * 0.8)
    return PlivoClient(
        auth_id=configuration.account_id,
        auth_token=configuration.api_secret,
        base_url=configuration.base_url or settings.PLIVO_BASE_URL,
        seconds=seconds or cap,
        budget=budget,
        **({"allowance": allowance} if allowance else {}),
    )
