"""The broker loses every message, again and again, while 300 changes are made."""

import random
import time
from typing import Any

from tests.faults.jobs import Ledger, Script, after
from tests.faults.place import Place
from tests.faults.worker import Worker
from tests.sandbox_process import SandboxProcess

CHANGES = 300
SECONDS = 20.0


def broker(place: Place, *, seed: int, changes: int = CHANGES) -> dict[str, Any]:
    """Companies are created and edited; what is in the broker vanishes twice a second meanwhile."""
    from tests.faults.invariants import count
    from tests.faults.play import play
    from tests.world import World

    chance = random.Random(seed)
    ledger = Ledger()
    lost = 0

    def lose() -> None:
        nonlocal lost
        if time.monotonic() < begun + SECONDS:
            place.lose_messages()
            lost += 1

    with SandboxProcess(delay=0.5, rate=300, patience=60) as sandbox:
        worlds = [World(sandbox) for _ in range(3)]
        scripts = [
            after(
                chance.uniform(0, SECONDS),
                time.monotonic,
                _changes(worlds[n % 3], f"Company {n}", ledger, random.Random(f"{seed}:{n}")),
            )
            for n in range(changes // 3)
        ]
        begun = time.monotonic()
        with Worker(place.environment, place.data) as worker:
            play(
                scripts,
                ledger=ledger,
                workers=[worker],
                also=lose,
                chance=chance,
                done=lambda: time.monotonic() > begun + SECONDS,
            )
        return {
            "jobs": sum(ledger.jobs.values()),
            "unfinished": ledger.scripts - ledger.finished,
            "wiped": lost,
            **count(worlds),
            "seconds": round(time.monotonic() - begun, 1),
        }


def _changes(world: Any, name: str, ledger: Ledger, chance: random.Random) -> Script:
    """Three changes of one company, some time apart."""
    from apps.compliance.services.profile import edit_profile

    profile = world.profile(profile_alias=name, company_name=f"{name} LLC", ein="")
    ledger.did("profile.create")
    for _ in range(2):
        yield from after(chance.uniform(0, 3), time.monotonic, iter(()))  # type: ignore[arg-type]
        profile.refresh_from_db()
        values = {"street": f"{chance.randint(1, 9999)} Broadway"}
        edit_profile(profile=profile, values=values, version=profile.version, actor=world.actor)
        ledger.did("profile.update")
