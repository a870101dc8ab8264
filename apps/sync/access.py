"""PingOne's access token: one for all workers, fetched by whoever comes first."""

import time
from datetime import datetime, timedelta

from django.db.models import Q

from apps.core.clock import db_now
from apps.providers.connect import new_token
from apps.providers.models import AccessToken, ProviderConfiguration
from apps.upstream.errors import Unavailable, UpstreamError
from apps.upstream.pingone import Grant

# A token is replaced while it is still good for this long, so that no request outlives it.
MARGIN = timedelta(seconds=60)
SECONDS = 10.0
PAUSE = 0.1


def token_for(configuration: ProviderConfiguration, stale: str = "") -> str:
    """The environment's access token; never `stale`, which PingOne has just refused.

    Raises Misconfigured or Unavailable. Call it outside a transaction: it may wait for HTTP.
    """
    if configuration.pk is None:
        return new_token(configuration, seconds=SECONDS).token
    row, _ = AccessToken.objects.get_or_create(configuration=configuration)
    until = time.monotonic() + SECONDS
    while True:
        now = db_now()
        if row.token and row.token != stale and row.expires_at and row.expires_at > now + MARGIN:
            return row.token
        if _claim(row, now):
            token = _renew(row)
            if token:
                return token
        elif time.monotonic() > until:
            raise Unavailable("Another worker is still fetching the access token.")
        else:
            time.sleep(PAUSE)
        row.refresh_from_db()


def _claim(row: AccessToken, now: datetime) -> bool:
    """Whether it is ours to fetch: the row is as we read it and nobody is at it."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    same = AccessToken.objects.filter(free, pk=row.pk, version=row.version)
    return bool(same.update(lease_until=now + timedelta(seconds=2 * SECONDS)))


def _renew(row: AccessToken) -> str:
    """A new token, kept for all; "" when the credentials were replaced meanwhile, or another worker
    thought us dead and has one already."""
    mine = AccessToken.objects.filter(pk=row.pk, version=row.version)
    # Read once it is ours: with those a drain began with, the token of former credentials would
    # be kept as that of the new ones.
    configuration = ProviderConfiguration.objects.get(pk=row.configuration_id)
    asked_at = db_now()
    try:
        grant: Grant = new_token(configuration, seconds=SECONDS)
    except BaseException as error:
        if mine.update(lease_until=None) or not isinstance(error, UpstreamError):
            raise
        return ""
    kept = mine.update(
        token=grant.token,
        expires_at=asked_at + timedelta(seconds=grant.seconds),
        version=row.version + 1,
        lease_until=None,
    )
    return grant.token if kept else ""
