"""P10: three processes on one account, against a stub that refuses what Plivo and PingOne would:
request 301 in any 5 seconds, request 211 in any minute.

"drain" is the product as it runs: the processes hand the lane to each other. "governor" lets all
three send at once on slots from the lane's row, as after a lease that ran out. "none" sends
without asking, to show that the stub would refuse.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from apps.providers import catalogue
from tests.bench import stock
from tests.bench.core import Line, line
from tests.bench.stub import ROOT, Stub

PROCESSES = 3


@dataclass(frozen=True)
class Case:
    """`limit` requests are granted in any `window` seconds, `rate` of them each second are meant to
    be used; `backlog` makes work of about so many requests."""

    provider: catalogue.Provider
    limit: int
    window: int
    rate: float
    seconds: int
    backlog: Callable[[Any, Any, int], object]


def run(*, quick: bool) -> list[Line]:
    # A create and its look are two requests; PingOne answers a create with the whole object.
    plivo = Case(
        catalogue.PLIVO, 300, 5, 60, 25, lambda c, a, n: stock.companies(c, a, n // 2 + 100)
    )
    rate, _ = settings.UPSTREAM_RATES[catalogue.PINGONE.id]
    pingone = Case(
        catalogue.PINGONE, 210, 60, rate, 75, lambda c, a, n: stock.policies(c, a, n + 20)
    )
    return [*_measured(plivo), *_measured(pingone)]


def _measured(case: Case) -> list[Line]:
    lines = []
    with Stub(delay=0.02, limit=case.limit, window=case.window) as stub:
        for how, seconds in (("drain", case.seconds), ("governor", case.seconds), ("none", 5)):
            configuration, actor = stock.account(stub.url, case.provider)
            allowance = round(case.rate * seconds)
            if how == "drain":
                case.backlog(configuration, actor, allowance)
            senders = [
                subprocess.Popen(
                    [sys.executable, "-m", "tests.bench.sender", how, str(configuration.pk)]
                    + [str(seconds + 3)],
                    cwd=ROOT,
                )
                for _ in range(PROCESSES)
            ]
            assert [sender.wait() for sender in senders] == [0] * PROCESSES
            seen = stub.seen(configuration.account_id)
            accepted = sum(at < seconds for at in seen["times"])
            what = f"{case.provider.name} {how}: accepted / allowance, {PROCESSES} processes"
            lines.append(
                line(
                    "P10",
                    f"{what}, {seconds} s",
                    [{"accepted": float(accepted), "allowance": float(allowance)}],
                    of="accepted",
                    to="allowance",
                    at_least=None if how == "none" else 0.95,
                    facts=f"{seen['refused']} × 429, {accepted} of {allowance}",
                )
            )
            if how != "none" and seen["refused"]:
                lines[-1].met = False
    return lines
