"""The one bounded drain of a lane: pool threads do HTTP only, the database stays in this thread."""

import logging
import queue
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from apps.core.clock import db_now
from apps.providers.connect import client_for
from apps.providers.models import Lane
from apps.sync import access
from apps.sync import lane as lanes
from apps.sync.claim import Claim, Round, claim, start, unclaim
from apps.sync.settle import Result, settle_safely
from apps.upstream.client import Client
from apps.upstream.errors import Unavailable, UpstreamError

log = logging.getLogger(__name__)
BATCH = 20
SLOTS = 4


@dataclass
class _Turn:
    """A pool thread asking when it may send; answered with a monotonic time, None to give up."""

    reply: "queue.SimpleQueue[float | None]"


@dataclass
class _Key:
    """A pool thread asking for an access token, `stale` being refused; answered with one, or why
    there is none."""

    stale: str
    reply: "queue.SimpleQueue[str | UpstreamError]"


def drain(configuration_id: int) -> int:
    """Works the lane off for at most SYNC_DRAIN_SECONDS; returns how many rounds were settled."""
    lane = lanes.take(configuration_id)
    if lane is None:
        return 0
    try:
        return Drain(lane).run()
    finally:
        lanes.release(lane)


class Drain:
    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.configuration = lane.configuration
        self.done: queue.SimpleQueue[_Turn | _Key | tuple[Round, Result]] = queue.SimpleQueue()
        self.claimed: list[Claim] = []
        self.slots: list[float] = []
        self.flying = 0
        self.settled = 0
        self.open = True

    def run(self) -> int:
        stop_at = time.monotonic() + settings.SYNC_DRAIN_SECONDS
        with ThreadPoolExecutor(settings.SYNC_THREADS, thread_name_prefix="drain") as pool:
            try:
                while True:
                    if self.open and time.monotonic() < stop_at:
                        self._fill(pool)
                    if not self.flying:
                        break
                    self._event(self.done.get())
            finally:
                self._give_up()
        return self.settled

    def _fill(self, pool: ThreadPoolExecutor) -> None:
        while self.flying < settings.SYNC_THREADS:
            if not self.claimed:
                if not lanes.renew(self.lane):
                    self.open = False
                    return
                self.claimed = claim(self.configuration.pk, BATCH)
            if not self.claimed:
                return
            if not self._has_slot():
                self.open = False
                return
            visit = start(self.claimed.pop(0))
            if visit is not None:
                if visit.credentials != self.configuration.verified_at:
                    self.configuration.refresh_from_db()
                self.flying += 1
                pool.submit(self._work, visit, self.slots.pop(0))

    def _event(self, event: "_Turn | _Key | tuple[Round, Result]") -> None:
        # Whatever goes wrong here, the thread that asked must not be left waiting.
        if isinstance(event, _Turn):
            slot = None
            try:
                slot = self.slots.pop(0) if self._has_slot() else None
            finally:
                event.reply.put(slot)
            return
        if isinstance(event, _Key):
            said: str | UpstreamError = Unavailable("The drain is ending.")
            try:
                said = self._access(event.stale)
            finally:
                event.reply.put(said)
            return
        self.flying -= 1
        settle_safely(*event)
        self.settled += 1

    def _access(self, stale: str) -> "str | UpstreamError":
        try:
            return access.token_for(self.configuration, stale)
        except UpstreamError as error:
            return error

    def _has_slot(self) -> bool:
        if not self.slots:
            now, clock = db_now(), time.monotonic()
            times: list[datetime] = lanes.reserve(self.lane.pk, SLOTS)
            self.slots = [clock + (moment - now).total_seconds() for moment in times]
        return bool(self.slots)

    def _give_up(self) -> None:
        unclaim(self.claimed)
        self.claimed = []
        while self.flying:
            # Only after an exception: nobody may be left waiting for a turn.
            event = self.done.get()
            if isinstance(event, _Turn):
                event.reply.put(None)
            elif isinstance(event, _Key):
                event.reply.put(Unavailable("The drain is ending."))
            else:
                self.flying -= 1

    def _work(self, visit: Round, slot: float) -> None:
        """In a pool thread."""
        first: list[float] = [slot]

        def allowance() -> None:
            _until(first.pop() if first else self._turn())

        result = Result()
        try:
            budget = settings.SYNC_LEASE_SECONDS * 0.8
            client = client_for(
                self.configuration, allowance=allowance, budget=budget, token=self._key
            )
            result.exchanges = client.exchanges
            result.value = _visit(client, visit)
        except Exception as error:
            result.error = error
        finally:
            self.done.put((visit, result))

    def _key(self, stale: str) -> str:
        reply: queue.SimpleQueue[str | UpstreamError] = queue.SimpleQueue()
        self.done.put(_Key(stale, reply))
        said = reply.get()
        if isinstance(said, UpstreamError):
            raise said
        return said

    def _turn(self) -> float:
        reply: queue.SimpleQueue[float | None] = queue.SimpleQueue()
        self.done.put(_Turn(reply))
        when = reply.get()
        if when is None:
            raise Unavailable("The rate allowance is used up for the moment.")
        return when


def _until(when: float) -> None:
    pause = when - time.monotonic()
    if pause > 0:
        time.sleep(pause)


def _visit(client: Client, visit: Round) -> Any:
    if visit.purpose == "look":
        return visit.mirror.read(client, visit.remote_id, visit.look_key)
    if visit.purpose == "prove":
        assert visit.attempt is not None
        return visit.mirror.prove(client, visit.attempt, visit.taken)
    assert visit.act is not None
    return visit.mirror.write(client, visit.act)
