"""P10: three processes on one account, against a stub that refuses request 301 in any 5 seconds.

"drain" is the product as it runs: the processes hand the lane to each other. "governor" lets all
three send at once on slots from the lane's row, as after a lease that ran out. "none" sends
without asking, to show that the stub would refuse.
"""

import subprocess
import sys

from tests.bench import stock
from tests.bench.core import Line, line
from tests.bench.stub import ROOT, Stub

LIMIT, WINDOW, PROCESSES = 300, 5, 3
SECONDS = 25


def run(*, quick: bool) -> list[Line]:
    lines = []
    with Stub(delay=0.02, limit=LIMIT) as stub:
        for how, seconds in (("drain", SECONDS), ("governor", SECONDS), ("none", 5)):
            configuration, actor = stock.account(stub.url)
            allowance = LIMIT * seconds // WINDOW
            if how == "drain":
                # A create and its look are two requests.
                stock.companies(configuration, actor, allowance // 2 + 100)
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
            lines.append(
                line(
                    "P10",
                    f"{how}: accepted / allowance, {PROCESSES} processes, {seconds} s",
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
