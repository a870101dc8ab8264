"""One fault campaign as a process of its own; prints one line of JSON.

    python -m tests.faults.run --seed 11 --jobs 1000
    python -m tests.faults.run kill --seed 3
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/ python -m tests.faults.run --seed 11

Exits 1 when a figure that must be 0 is not. See tests/faults/place.py for databases and brokers.
"""

import argparse
import json
import random
import signal
import sys
from typing import Any

from tests.faults.place import Place

ZERO = (
    "unfinished", "lost", "duplicated", "falsely_rejected", "held", "mismatched", "unrecorded",
    "vanished", "leaked",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("scenario", nargs="?", default="campaign", choices=sorted(SCENARIOS))
    parser.add_argument("--seed", type=int, default=None, help="default: drawn, and printed")
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--quick", action="store_true", help="200 jobs")
    parser.add_argument("--kills", type=int, default=None)
    options = parser.parse_args(arguments)
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(10**6)
    if options.quick:
        options.jobs = 200
    # A run that is stopped takes its worker and its sandbox with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Place() as place:
        place.open()
        figures = SCENARIOS[options.scenario](place, options)
        line = {
            "scenario": options.scenario,
            "seed": options.seed,
            "on": place.description,
            **figures,
            "tracebacks": place.tracebacks(),
        }
    print(json.dumps(line), flush=True)
    return int(any(figures.get(name) for name in ZERO))


def _campaign(place: Place, options: argparse.Namespace) -> dict[str, Any]:
    from tests.faults.campaign import campaign

    kills = options.jobs // 50 if options.kills is None else options.kills
    return campaign(place, seed=options.seed, jobs=options.jobs, kills=kills)


def _calm(place: Place, options: argparse.Namespace) -> dict[str, Any]:
    """Faults, but nobody is killed: then the records of both sides must be equal."""
    from tests.faults.campaign import campaign

    return campaign(place, seed=options.seed, jobs=options.jobs, kills=0)


def _kill(place: Place, options: argparse.Namespace) -> dict[str, Any]:
    from tests.faults.kill import KILLS, kill

    return kill(place, seed=options.seed, kills=KILLS if options.kills is None else options.kills)


def _freeze(place: Place, options: argparse.Namespace) -> dict[str, Any]:
    from tests.faults.kill import freeze

    return freeze(place, seed=options.seed)


def _pingone(place: Place, options: argparse.Namespace) -> dict[str, Any]:
    from tests.faults.pingone import pingone

    return pingone(place, seed=options.seed, kills=3 if options.kills is None else options.kills)


def _broker(place: Place, options: argparse.Namespace) -> dict[str, Any]:
    from tests.faults.broker import broker

    return broker(place, seed=options.seed)


SCENARIOS = {
    "campaign": _campaign,
    "calm": _calm,
    "kill": _kill,
    "freeze": _freeze,
    "pingone": _pingone,
    "broker": _broker,
}

if __name__ == "__main__":
    sys.exit(main())
