"""Settings and policies come, change and go in PingOne while a third of the writes go wrong,
workers are killed and somebody edits in PingOne's own console."""

import random
import time
from collections import Counter
from typing import Any

from tests.faults.injection import inject, injected
from tests.faults.jobs import Ledger, Script, after
from tests.faults.place import Place
from tests.faults.worker import Reaper, Worker
from tests.sandbox_process import SandboxProcess

ENVIRONMENTS = 3
# An environment has room for ten settings.
EACH = 6
SHARE = 0.3
GAP = (1.0, 4.0)
CANARY = "canary-of-a-secret"
FIRST = "Default Notification Policy"


class Console:
    """What somebody did there, policy by policy, and what of it was gone before it was decided."""

    def __init__(self) -> None:
        self.edits: Counter[int] = Counter()
        self.vanished: list[str] = []


def pingone(place: Place, *, seed: int, kills: int, share: float = SHARE) -> dict[str, Any]:
    """Runs it and returns its figures."""
    from tests.faults.pingone_invariants import count
    from tests.faults.play import play
    from tests.policies.world import Environment

    chance = random.Random(seed)
    ledger, console = Ledger(), Console()
    with SandboxProcess(delay=0.5, pingone_rate=0, patience=60) as sandbox:
        environments = [Environment(sandbox) for _ in range(ENVIRONMENTS)]
        for environment in environments:
            environment.pull()
        scripts = [
            after(
                chance.uniform(0, 3),
                time.monotonic,
                gateway(environment, n, ledger, console, random.Random(f"{seed}:{m}:{n}")),
            )
            for m, environment in enumerate(environments)
            for n in range(EACH)
        ]
        inject(sandbox, seed=seed, share=share)
        begun = time.monotonic()
        with Worker(place.environment, place.data) as worker:
            reaper = Reaper(worker, chance, times=kills, gap=GAP)
            recovery = play(
                scripts,
                ledger=ledger,
                workers=[worker],
                reapers=[reaper],
                chance=chance,
                done=lambda: True,
            )
            log = worker.log()
        return {
            "jobs": sum(ledger.jobs.values()),
            "acts": dict(sorted(ledger.jobs.items())),
            "unfinished": ledger.scripts - ledger.finished,
            "injected": injected(sandbox),
            "kills": reaper.blows,
            "kills_mid_write": recovery.mid_write,
            **count(environments, console, log, CANARY),
            "seconds": round(time.monotonic() - begun, 1),
        }


def gateway(
    environment: Any, n: int, ledger: Ledger, console: Console, chance: random.Random
) -> Script:
    """A provider and the policy that sends through it; one in two goes again."""
    from apps.policies.services.policy import delete_policy, replace_policy
    from apps.policies.services.setting import delete_setting, replace_setting
    from tests.policies.world import SETTING, chain

    def sign_in(name: str) -> dict[str, Any]:
        return {"method": "BASIC", "username": name, "password": f"{CANARY}-{n}-{name}"}

    def edit(row: Any, **over: Any) -> None:
        row.refresh_from_db()
        body = {**row.wanted, **over}
        replace_policy(policy=row, body=body, version=row.version, actor=environment.actor)
        ledger.did("policy.update")

    setting = environment.setting(name=f"Gateway {n}", authentication=sign_in("first"))
    ledger.did("setting.create")
    conditions = {"conditions": [chain(setting)]}
    policy = environment.policy(name=f"Policy {n}", providerConfiguration=conditions)
    ledger.did("policy.create")
    for total in range(2):
        if chance.random() < 0.6:
            yield from _until(policy, lambda: bool(policy.remote_id))
        edit(policy, quotas=[{"type": "USER", "deliveryMethods": ["SMS"], "total": total + 1}])
    setting.refresh_from_db()
    body = {**SETTING, "name": f"Gateway {n}", "authentication": sign_in("second")}
    replace_setting(setting=setting, body=body, version=None, actor=environment.actor)
    ledger.did("setting.update")
    yield from _edited_there(environment, policy, ledger, console, chance, edit)
    if n < 2:
        edit(policy, default=True)
        ledger.did("default")
    if n % 2:
        return
    if n == 0:
        # Its flag goes back: a default policy cannot be deleted.
        edit(type(policy).objects.get(configuration=policy.configuration, name=FIRST), default=True)
        ledger.did("default")
    if chance.random() < 0.5:
        yield from _until(policy, lambda: policy.sync.state == "in_sync")
    policy.refresh_from_db()
    delete_policy(policy=policy, version=policy.version, actor=environment.actor)
    ledger.did("policy.delete")
    delete_setting(setting=setting, version=None, actor=environment.actor)
    ledger.did("setting.delete")
    yield from _until(setting, lambda: not setting.live)


def _edited_there(
    environment: Any,
    policy: Any,
    ledger: Ledger,
    console: Console,
    chance: random.Random,
    edit: Any,
) -> Script:
    """In the console, now and then just before an edit here; a person decides between them.

    Only once nothing of ours is on its way: PingOne has no ETag, so what arrives between our last
    reading and our write cannot be told.
    """
    from apps.core.errors import Refused
    from apps.sync.services import push_ours, take_theirs

    yield from _until(policy, lambda: policy.sync.state == "in_sync")
    theirs = {"type": "DENIED", "countries": [chance.choice(["FR", "DE", "IT"])]}
    environment.edit_there("policy", policy.remote_id, countryLimit=theirs)
    console.edits[policy.pk] += 1
    ledger.did("console")
    if chance.random() < 0.5:
        edit(policy, quotas=[])
    yield from _until(policy, lambda: policy.sync.hold == "drift")
    there = next(p for p in environment.there("policy") if p["id"] == policy.remote_id)
    if there["countryLimit"] != theirs:
        console.vanished.append(f"{policy}: {theirs} became {there['countryLimit']}")
    decide = chance.choice([push_ours, take_theirs])
    try:
        decide(sync=policy.sync, actor=environment.actor)
        ledger.did("decide")
    except Refused as error:
        console.vanished.append(f"{policy}: {error}")
    yield


def _until(row: Any, met: Any) -> Script:
    row.refresh_from_db()
    while not met():
        yield
        row.refresh_from_db()
