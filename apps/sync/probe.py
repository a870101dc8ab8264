"""Asking calls: a person, or a paused lane, waits for the answer. No retry, 10 seconds in all."""

import time
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings

from apps.core.actor import SYSTEM
from apps.core.clock import db_now
from apps.providers import catalogue
from apps.providers.connect import client_for
from apps.providers.models import Lane, ProviderConfiguration
from apps.sync import access
from apps.sync import lane as lanes
from apps.sync.record import record_reading
from apps.upstream.errors import Unavailable, UpstreamError

SECONDS = 10.0
# A list of many pages, which a person asked for and waits for.
PULL_SECONDS = 25.0


class Ask:
    """`with Ask(configuration, "verify") as client:` a client whose calls are kept as Attempts.

    Never call it inside a transaction: the provider's latency would hold its locks.
    """

    def __init__(
        self, configuration: ProviderConfiguration, verb: str, seconds: float = SECONDS
    ) -> None:
        self.configuration, self.verb, self.seconds = configuration, verb, seconds

    def __enter__(self) -> Any:
        """The provider's client: a PlivoClient, PingOneClient or TwilioClient."""
        self.started_at = db_now()
        self.client = client_for(
            self.configuration,
            allowance=self._turn,
            seconds=SECONDS,
            budget=self.seconds,
            token=partial(access.token_for, self.configuration),
        )
        return self.client

    def __exit__(self, *exc: Any) -> None:
        if self.configuration.pk is None:
            return
        if self.client.exchanges:
            # The key of the very first create has the provider's time in it.
            lanes.note_clock(self.configuration, self.client.exchanges[-1], db_now())
        for done in self.client.exchanges:
            record_reading(
                done,
                ended_at=self.started_at + timedelta(seconds=done.seconds),
                configuration=self.configuration,
                verb=self.verb,
            )

    def _turn(self) -> None:
        """The account's rate allowance is one, whoever asks."""
        if self.configuration.pk is None:
            return
        slots = lanes.reserve(self.configuration.lane.pk, 1)
        if not slots:
            name = self.configuration.provider_details.name
            raise Unavailable(f"{name} asked us to slow down; try again in a minute.")
        time.sleep(max(0.0, (slots[0] - db_now()).total_seconds()))


def verify(configuration: ProviderConfiguration, verb: str = "verify") -> UpstreamError | None:
    """One cheap read with these credentials; None when they are accepted, else why not."""
    try:
        with Ask(configuration, verb) as client:
            if configuration.provider == catalogue.PINGONE.id:
                client.get("notificationsPolicies")
            elif configuration.provider == catalogue.TWILIO.id:
                client.account()
            else:
                client.get("Profile/", {"limit": 1})
    except UpstreamError as error:
        return error
    return None


def probe(lane: Lane) -> None:
    """Every SYNC_PROBE_SECONDS while paused: whether the account works again."""
    later = db_now() + timedelta(seconds=settings.SYNC_PROBE_SECONDS)
    if not Lane.objects.filter(pk=lane.pk, probe_at=lane.probe_at).update(probe_at=later):
        return
    if verify(lane.configuration, "probe") is None:
        lanes.resume(lane.configuration, actor=SYSTEM)
