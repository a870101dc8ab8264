"""A client for a configuration: credentials, address and allowance brought together."""

from collections.abc import Callable

from django.conf import settings

from apps.core.ssrf import ForbiddenAddressError, check_url
from apps.providers.models import ProviderConfiguration
from apps.upstream.errors import Misconfigured
from apps.upstream.plivo import PlivoClient


def client_for(
    configuration: ProviderConfiguration,
    *,
    allowance: Callable[[], None] | None = None,
    seconds: float | None = None,
    budget: float | None = None,
) -> PlivoClient:
    """A Plivo client of this account. `seconds` caps one request, `budget` all of them.

    Raises Misconfigured for a base URL that leads inside our own network, checked at each use.
    """
    if configuration.base_url:
        try:
            check_url(configuration.base_url)
        except ForbiddenAddressError as error:
            raise Misconfigured(f"The base URL cannot be used: {error}") from error
    cap = min(settings.SYNC_HTTP_SECONDS, settings.SYNC_LEASE_SECONDS * 0.8)
    return PlivoClient(
        auth_id=configuration.account_id,
        auth_token=configuration.api_secret,
        base_url=configuration.base_url or settings.PLIVO_BASE_URL,
        seconds=seconds or cap,
        budget=budget,
        **({"allowance": allowance} if allowance else {}),
    )
