"""P7: the drain against a bare urllib3 pool that makes the same requests with as many threads.

Each company is a create (POST) and the look that follows its receipt (GET). The bare pool knows
neither database nor lease, so it is what this machine can send at all.
"""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import urllib3
from django.test import override_settings

from apps.compliance.models import Profile
from apps.compliance.serializers import ProfileRequest
from apps.core.clock import db_now
from apps.sync.drain import drain
from apps.sync.models import Sync
from tests.bench import stock
from tests.bench.core import Line, interleave, line
from tests.bench.peer import Peer
from tests.bench.stub import Stub

ALLOWANCE = 60


def run(*, quick: bool, broker: str) -> list[Line]:
    lines = latency(50, threads=20, goal=0.93, quick=quick, broker="")
    return lines + latency(0, threads=8, goal=0.55, quick=quick, broker=broker)


def latency(ms: int, *, threads: int, goal: float, quick: bool, broker: str) -> list[Line]:
    """The same work at a provider that takes `ms`; with a broker, Celery's way as well."""
    count, rounds = (200, 3) if quick else (400, 7)
    # The allowance is lifted: what is measured is the drain, not its patience.
    lifted = override_settings(
        SYNC_THREADS=threads, PLIVO_RATE=1e6, PLIVO_BURST=1000, SYNC_DRAIN_SECONDS=600.0
    )
    with ExitStack() as stack:
        stack.enter_context(lifted)
        stub = stack.enter_context(Stub(delay=ms / 1000))
        sides = {
            "bare pool": lambda: bare(stub, count, threads),
            "drain": lambda: product(stub, count),
        }
        if broker:
            peer = stack.enter_context(Peer(threads))
            sides["Celery task per item"] = lambda: peer.rate(stub, count)
        medians, taken = interleave(sides, rounds)
    where = f"{ms} ms, {threads} in flight"
    facts = ", ".join(f"{name} {rate:.0f}/s" for name, rate in medians.items())
    facts += f"; {medians['drain'] / ALLOWANCE:.1f} × Plivo's 60/s"
    what = f"drain / bare pool, {where}"
    lines = [line("P7", what, taken, of="drain", to="bare pool", at_least=goal, facts=facts)]
    if broker:
        peers = "Celery task per item"
        what = f"drain / {peers}, {where}"
        lines.append(line("P7", what, taken, of="drain", to=peers, at_least=3))
    return lines


def product(stub: Stub, count: int) -> float:
    """Requests per second until every company is in sync and read back."""
    configuration, actor = stock.account(stub.url)
    stock.companies(configuration, actor, count)
    started = time.perf_counter()
    while Sync.objects.due(db_now()).filter(configuration=configuration).exists():
        drain(configuration.pk)
    seconds = time.perf_counter() - started
    requests = stub.seen(configuration.account_id)["accepted"]
    left = Sync.objects.filter(configuration=configuration, sent=0).count()
    assert (requests, left) == (2 * count, 0), (requests, left)
    assert Profile.objects.filter(configuration=configuration, remote_id="").count() == 0
    return float(requests / seconds)


def bare(stub: Stub, count: int, threads: int) -> float:
    """Requests per second of a pool with the same bodies and nothing else."""
    configuration, actor = stock.account(stub.url)
    (company,) = stock.companies(configuration, actor, 1)
    body = dict(ProfileRequest(company, context={"ids": "theirs"}).data)
    secret = f"{configuration.account_id}:{configuration.api_secret}"
    headers = {
        **urllib3.make_headers(basic_auth=secret),
        "Content-Type": "application/json",
    }
    root = f"/v1/Account/{configuration.account_id}/Profile/"
    pool = urllib3.HTTPConnectionPool("127.0.0.1", stub.port, maxsize=threads, block=True)

    def one(_: Any) -> None:
        made = pool.request("POST", root, body=json.dumps(body), headers=headers)
        key = json.loads(made.data)["profile_uuid"]
        json.loads(pool.request("GET", f"{root}{key}/", headers=headers).data)

    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as workers:
        list(workers.map(one, range(count)))
    seconds = time.perf_counter() - started
    pool.close()
    return 2 * count / seconds
