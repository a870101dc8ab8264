"""P9: what a claim costs as the backlog grows, and with many changes queued on one object.

Here an object is one row whatever its changes are, so the second cannot grow by construction;
it is measured all the same, because every change leaves a dead version of the row behind.
"""

import subprocess
import sys
from contextlib import ExitStack
from typing import Self

from tests.bench.core import Line, interleave, line
from tests.bench.stub import ROOT


class Claimer:
    def __init__(self, backlog: int, changes: int = 0) -> None:
        self.arguments = ["--backlog", str(backlog), "--changes", str(changes)]

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.claimer", *self.arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready"
        return self

    def __exit__(self, *exc: object) -> None:
        self.process.communicate()

    def seconds(self) -> float:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def run(*, quick: bool) -> list[Line]:
    large, changes = (100_000, 5_000) if quick else (1_000_000, 50_000)
    with ExitStack() as stack:
        small = stack.enter_context(Claimer(1_000))
        big = stack.enter_context(Claimer(large))
        hot = stack.enter_context(Claimer(1_000, changes))
        sides = {"1k": small.seconds, "backlog": big.seconds, "one object": hot.seconds}
        medians, taken = interleave(sides, 3 if quick else 7)
    base = f"1k backlog {medians['1k'] * 1000:.2f} ms for a batch of 20"
    return [
        line(
            "P9",
            f"claim time, {large:,} / 1,000 due rows",
            taken,
            of="backlog",
            to="1k",
            at_most=1.3,
            facts=f"{medians['backlog'] * 1000:.2f} ms; {base}",
        ),
        line(
            "P9",
            f"claim time, {changes:,} changes on one object / none",
            taken,
            of="one object",
            to="1k",
            at_most=2,
            facts=f"{medians['one object'] * 1000:.2f} ms",
        ),
    ]
