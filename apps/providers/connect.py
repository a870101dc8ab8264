"""A client for a configuration: credentials, address and allowance brought together."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from apps.core.ssrf import ForbiddenAddressError, check_url
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration
from apps.upstream.client import Client
from apps.upstream.errors import Misconfigured
from apps.upstream.pingone import Grant, PingOneClient, fetch_token
from apps.upstream.plivo import PlivoClient
from apps.upstream.twilio import TwilioClient

DEFAULT_REGION = "com"


def client_for(
    configuration: ProviderConfiguration,
    *,
    allowance: Callable[[], None] | None = None,
    seconds: float | None = None,
    budget: float | None = None,
    token: Callable[[str], str] | None = None,
) -> Client:
    """A client of this account. `seconds` caps one request, `budget` all of them.

    `token(stale)` gives PingOne's access token; Plivo needs none. Raises Misconfigured for a base
    URL that leads inside our own network, checked at each use, and for a provider we never ask.
    """
    cap = min(settings.SYNC_HTTP_SECONDS, settings.SYNC_LEASE_SECONDS * 0.8)
    limits: dict[str, Any] = {"seconds": seconds or cap, "budget": budget}
    if allowance:
        limits["allowance"] = allowance
    if configuration.provider == catalogue.PINGONE.id:
        assert token is not None
        return PingOneClient(
            environment=configuration.account_id,
            base_url=_checked(pingone_api(configuration)),
            token=token,
            **limits,
        )
    if configuration.provider == catalogue.TWILIO.id:
        return TwilioClient(
            account_sid=configuration.api_key,
            auth_token=configuration.api_secret,
            base_url=_checked(configuration.base_url) or settings.TWILIO_BASE_URL,
            **limits,
        )
    if configuration.provider != catalogue.PLIVO.id:
        # Nobody's credentials go to somebody else.
        name = configuration.provider_details.name
        raise Misconfigured(f"Linecheck keeps credentials of {name} and does not use them.")
    return PlivoClient(
        auth_id=configuration.account_id,
        auth_token=configuration.api_secret,
        base_url=_checked(configuration.base_url) or settings.PLIVO_BASE_URL,
        **limits,
    )


def new_token(configuration: ProviderConfiguration, *, seconds: float) -> Grant:
    """A new access token of a PingOne configuration. Raises Misconfigured or Unavailable."""
    return fetch_token(
        _checked(pingone_auth(configuration)),
        configuration.meta.get("token_environment_id") or configuration.account_id,
        configuration.api_key,
        configuration.api_secret,
        seconds=seconds,
    )


def pingone_api(configuration: ProviderConfiguration) -> str:
    """The root of PingOne's API for this environment, without ``/v1``."""
    region = configuration.meta.get("region", DEFAULT_REGION)
    return configuration.base_url or settings.PINGONE_BASE_URL or f"https://api.pingone.{region}"


def pingone_auth(configuration: ProviderConfiguration) -> str:
    """The root of its token endpoint. Who names an own API host alone has both behind it."""
    meta = configuration.meta
    region = meta.get("region", DEFAULT_REGION)
    alone = configuration.base_url if "region" not in meta else ""
    return (
        meta.get("auth_url")
        or alone
        or settings.PINGONE_BASE_URL
        or f"https://auth.pingone.{region}"
    )


def _checked(base_url: str) -> str:
    given = (settings.PLIVO_BASE_URL, settings.PINGONE_BASE_URL, settings.TWILIO_BASE_URL)
    if base_url and base_url not in given:
        try:
            check_url(base_url)
        except ForbiddenAddressError as error:
            raise Misconfigured(f"The base URL cannot be used: {error}") from error
    return base_url
