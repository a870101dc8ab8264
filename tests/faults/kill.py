"""`kill -9` of the worker while companies are filed, and workers frozen past their lease."""

import random
import time
from typing import Any

from tests.faults.jobs import FILED, Ledger, after, company, rented
from tests.faults.place import HTTP, LEASE, Place
from tests.faults.worker import Reaper, Worker
from tests.sandbox_process import SandboxProcess

FILINGS, KILLS = 50, 20
# Seconds a worker gets to work between two kills; starting takes it three more.
GAP = (0.1, 1.2)
STARTING = 3.0
SLOW = HTTP * 0.7
FREEZES = 10
FROZEN = LEASE + 1.5


def kill(place: Place, *, seed: int, filings: int = FILINGS, kills: int = KILLS) -> dict[str, Any]:
    """One worker, killed and started again; the sandbox itself behaves."""
    return _file(place, seed=seed, filings=filings, blows=kills, workers=1, pause=0.0)


def freeze(
    place: Place, *, seed: int, filings: int = FILINGS, freezes: int = FREEZES
) -> dict[str, Any]:
    """Two workers; each is stopped now and then for longer than a lease, and wakes up again.

    The other takes its rows over meanwhile. The pause stays below lease + GRACE: Plivo offers no
    fence, so a worker that froze just before it wrote to the socket can only be waited for.
    """
    return _file(place, seed=seed, filings=filings, blows=freezes, workers=2, pause=FROZEN)


def _file(
    place: Place, *, seed: int, filings: int, blows: int, workers: int, pause: float
) -> dict[str, Any]:
    from tests.faults.campaign import everything_final
    from tests.faults.invariants import count
    from tests.faults.play import play
    from tests.world import World

    chance = random.Random(seed)
    ledger = Ledger()
    with SandboxProcess(delay=0.5, rate=300, patience=60) as sandbox:
        world = World(sandbox)
        numbers = rented(world, filings)
        gap = (0.5, 2.0) if pause else GAP
        spread = blows * (sum(gap) / 2 + (pause or STARTING))
        scripts = [
            after(
                chance.uniform(0, spread),
                time.monotonic,
                company(
                    world,
                    f"Company {n}",
                    number=numbers[n],
                    ledger=ledger,
                    chance=random.Random(f"{seed}:{n}"),
                    until=FILED,
                    corrected=False,
                ),
            )
            for n in range(filings)
        ]
        # Accepted at once and answered slowly, so that many a blow falls between the two.
        sandbox.fault(
            kind="slow", method="POST", seconds=SLOW, times=None, probability=0.8, seed=seed
        )
        begun = time.monotonic()
        crew = [Worker(place.environment, place.data / f"worker{n}") for n in range(workers)]
        reapers = [
            Reaper(worker, chance, times=blows // workers, gap=gap, pause=pause) for worker in crew
        ]
        try:
            for worker in crew:
                worker.start()
            recovery = play(
                scripts,
                ledger=ledger,
                workers=crew,
                reapers=reapers,
                chance=chance,
                done=everything_final,
            )
        finally:
            for worker in crew:
                worker.stop()
        return {
            "filings": filings,
            "jobs": sum(ledger.jobs.values()),
            "unfinished": ledger.scripts - ledger.finished,
            "freezes" if pause else "kills": sum(reaper.blows for reaper in reapers),
            "mid_write": recovery.mid_write,
            "overtaken": overtaken(),
            **count([world]),
            "recovery_p95": recovery.p95,
            "seconds": round(time.monotonic() - begun, 1),
        }


def overtaken() -> int:
    """Writes that another worker had to prove: theirs was dead, frozen or cut off by the freeze.

    Not told by the note: a worker that thaws writes what it learnt late over it.
    """
    from apps.sync.models import Attempt, Outcome

    proved = (Outcome.ADOPTED, Outcome.ABSENT)
    return Attempt.objects.filter(write=True, outcome__in=proved).count()
