"""Ratios of interleaved rounds: what a machine's load does to one side it does to the other."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Line:
    """One figure: the median of per-round ratios, their spread, and the rates behind them."""

    case: str
    what: str
    ratio: float
    low: float
    high: float
    goal: str
    met: bool | None
    facts: str = ""
    rounds: list[dict[str, float]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def interleave(
    sides: dict[str, Callable[[], float]], rounds: int
) -> tuple[dict[str, float], list[dict[str, float]]]:
    """Runs A B C, then C B A, and so on. Returns each side's median and every round."""
    names = list(sides)
    taken = []
    for number in range(rounds):
        order = names if number % 2 == 0 else names[::-1]
        measured = {name: sides[name]() for name in order}
        taken.append({name: measured[name] for name in names})
    return {name: statistics.median(one[name] for one in taken) for name in names}, taken


def line(
    case: str,
    what: str,
    rounds: Sequence[dict[str, float]],
    *,
    of: str,
    to: str,
    at_least: float | None = None,
    at_most: float | None = None,
    facts: str = "",
) -> Line:
    """`of` divided by `to` in each round."""
    ratios = [one[of] / one[to] for one in rounds]
    middle = statistics.median(ratios)
    goal, met = "–", None
    if at_least is not None:
        goal, met = f"≥ {at_least:g}", middle >= at_least
    elif at_most is not None:
        goal, met = f"≤ {at_most:g}", middle <= at_most
    return Line(
        case, what, middle, min(ratios), max(ratios), goal, met, facts, [dict(r) for r in rounds]
    )


def table(lines: Sequence[Line]) -> str:
    rows = [("", "what", "ratio", "spread", "goal", "", "beside it")]
    for one in lines:
        verdict = {True: "met", False: "MISSED", None: ""}[one.met]
        spread = f"{one.low:.3g}–{one.high:.3g}"
        rows.append((one.case, one.what, f"{one.ratio:.3g}", spread, one.goal, verdict, one.facts))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    shown = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(text.rstrip() for text in shown)
