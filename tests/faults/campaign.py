"""Every act on every kind of object while a third of the writes go wrong and workers are killed."""

import math
import random
import time
from typing import Any

from tests.faults.injection import inject, injected
from tests.faults.jobs import (
    ALL,
    FILED,
    PROFILE,
    Ledger,
    after,
    company,
    imported,
    rented,
    rented_tollfree,
    verified,
)
from tests.faults.place import Place
from tests.faults.worker import Reaper, Worker
from tests.sandbox_process import SandboxProcess

ACCOUNTS = 4
SHARE = 0.3
# Seconds a worker gets to work between two kills.
GAP = (2.0, 6.0)


def campaign(
    place: Place, *, seed: int, jobs: int, kills: int, share: float = SHARE, spread: float = 0.0
) -> dict[str, Any]:
    """Runs it and returns its figures. At least `jobs` jobs, a tenth of them of each act.

    `spread` is the time in seconds over which the jobs start (default: grows with `jobs`).
    """
    from tests.faults.invariants import count
    from tests.faults.play import play
    from tests.world import World

    chance = random.Random(seed)
    each = math.ceil(jobs / 10)
    ledger = Ledger()
    with SandboxProcess(delay=0.5, rate=300, patience=60) as sandbox:
        worlds = [World(sandbox) for _ in range(ACCOUNTS)]
        share_of_numbers = math.ceil(each * 1.1 / ACCOUNTS) + 1
        pools = [rented(world, share_of_numbers) for world in worlds]
        scripts = []
        plan = [ALL] * each + [FILED] * math.ceil(each / 20) + [PROFILE] * math.ceil(each / 20)
        for n, until in enumerate(plan):
            world, pool = worlds[n % ACCOUNTS], pools[n % ACCOUNTS]
            script = company(
                world,
                f"Company {n}",
                number=pool[n // ACCOUNTS % len(pool)],
                ledger=ledger,
                chance=random.Random(f"{seed}:{n}"),
                until=until,
            )
            scripts.append(script)
        scripts += [
            imported(worlds[n % ACCOUNTS], f"CSH{n:05d}", ledger=ledger) for n in range(each)
        ]
        verifications = each + math.ceil(each / 5)
        free = [rented_tollfree(w, math.ceil(verifications / ACCOUNTS)) for w in worlds]
        scripts += [
            verified(
                worlds[n % ACCOUNTS],
                f"Hotline {n}",
                number=free[n % ACCOUNTS][n // ACCOUNTS],
                ledger=ledger,
                chance=random.Random(f"{seed}:toll-free:{n}"),
                withdrawn=n < each,
            )
            for n in range(verifications)
        ]
        spread = spread or each * 0.6
        paced = [after(chance.uniform(0, spread), time.monotonic, s) for s in scripts]
        inject(sandbox, seed=seed, share=share)
        begun = time.monotonic()
        with Worker(place.environment, place.data) as worker:
            reaper = Reaper(worker, chance, times=kills, gap=GAP)
            recovery = play(
                paced,
                ledger=ledger,
                workers=[worker],
                reapers=[reaper],
                chance=chance,
                done=lambda: everything_final(),
            )
        return {
            "jobs": sum(ledger.jobs.values()),
            "acts": dict(sorted(ledger.jobs.items())),
            "unfinished": ledger.scripts - ledger.finished,
            "injected": injected(sandbox),
            "kills": reaper.blows,
            "kills_mid_write": recovery.mid_write,
            **count(worlds),
            "recovery_p95": recovery.p95,
            "seconds": round(time.monotonic() - begun, 1),
        }


def everything_final() -> bool:
    """Nothing is under review any more, so the last look has told what there is to tell."""
    from apps.compliance.models import Brand, Campaign, CampaignNumber, TollfreeVerification

    models = (Brand, Campaign, CampaignNumber, TollfreeVerification)
    undecided = ["PROCESSING", "SUBMITTED"]
    return not any(m.objects.live().filter(remote_status__in=undecided).exists() for m in models)
