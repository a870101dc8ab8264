"""Plays scripts against a worker that is struck, until everything asked for has settled."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db.models import F, Q

from apps.sync.models import UNRESOLVED, Attempt, Sync
from tests.faults.jobs import Ledger, Script
from tests.faults.worker import Reaper, Worker

TICK = 0.25
# Seconds without any progress after which a run is given up and counted as it stands.
# Longer than the pauses of a look-up of many pages that fails some times in a row.
STALL = 150.0


class Recovery:
    """How long the writes a kill left without an answer took to get one, in seconds."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.mid_write = 0
        self._open: dict[int, float] = {}

    def struck(self) -> None:
        now = time.monotonic()
        fresh = Attempt.objects.filter(write=True, outcome="").values_list("pk", flat=True)
        found = [pk for pk in fresh if pk not in self._open]
        self.mid_write += bool(found)
        self._open |= dict.fromkeys(found, now)

    def look(self) -> None:
        if not self._open:
            return
        settled = Attempt.objects.filter(pk__in=self._open).exclude(outcome__in=UNRESOLVED)
        for pk in settled.values_list("pk", flat=True):
            self.seconds.append(time.monotonic() - self._open.pop(pk))

    @property
    def p95(self) -> float:
        ordered = sorted(self.seconds)
        return round(ordered[int(len(ordered) * 0.95)], 1) if ordered else 0.0


def unsettled() -> Q:
    """Sync rows that are not where they shall end."""
    over = Q(sent__gte=F("wanted"), unsure_since__isnull=True, waits_for__isnull=True)
    return ~(over & Q(hold="", blocked=""))


def play(
    scripts: Sequence[Script],
    *,
    ledger: Ledger,
    workers: Sequence[Worker],
    reapers: Sequence[Reaper] = (),
    also: Callable[[], None] = lambda: None,
    chance: random.Random,
    done: Callable[[], bool],
) -> Recovery:
    """Returns when every script ended, every blow fell and `done()`; or when nothing moves."""
    recovery = Recovery()
    running = [ledger.run(script) for script in scripts]
    chance.shuffle(running)
    moved_at, before = time.monotonic(), (0, 0, 0)
    while time.monotonic() - moved_at < STALL:
        for script in list(running):
            if next(script, running) is running:
                running.remove(script)
        for reaper in reapers:
            since = datetime.fromtimestamp(reaper.since, UTC)
            reaper.arm(working=Attempt.objects.filter(started_at__gt=since).exists())
            if reaper.strike():
                recovery.struck()
        also()
        recovery.look()
        for worker in workers:
            if worker.process is None or worker.process.poll() is not None:
                raise RuntimeError(f"The worker ended by itself:\n{worker.log()[-3000:]}")
        open_rows = Sync.objects.filter(unsettled()).count()
        blows = any(reaper.left for reaper in reapers)
        if not running and not open_rows and not blows and done():
            break
        now = (sum(ledger.jobs.values()), len(running), open_rows)
        if now != before or blows:
            moved_at, before = time.monotonic(), now
        time.sleep(TICK)
    return recovery
