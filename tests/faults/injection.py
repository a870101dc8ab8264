"""Which requests the sandbox spoils, and how."""

from typing import Any

from tests.faults.place import HTTP, LATE
from tests.sandbox_process import SandboxProcess

# Before and after accepting, late, out of time, 429 and 5xx: all a client can meet.
WRITES: tuple[dict[str, Any], ...] = (
    {"kind": "reset_before"},
    {"kind": "reset_after"},
    {"kind": "timeout_before", "seconds": HTTP * 1.3},
    {"kind": "timeout_after", "seconds": HTTP * 1.3},
    {"kind": "late", "seconds": LATE},
    {"kind": "status", "status": 429, "retry_after": 1},
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 503, "applied": True},
    {"kind": "status", "status": 500, "applied": True},
)
READS: tuple[dict[str, Any], ...] = ({"kind": "reset_before"}, {"kind": "status", "status": 503})


def inject(sandbox: SandboxProcess, *, seed: int, share: float) -> None:
    """`share` of the writes go wrong from now on, and a tenth of that of the GETs."""
    for method, part in (
        ("POST", share),
        ("PUT", share),
        ("DELETE", share),
        ("GET", share / 10),
    ):
        kinds = READS if method == "GET" else WRITES
        spared = 1.0
        for n, kind in enumerate(kinds):
            # The first that strikes wins, so a later one draws among those spared so far.
            chance = part / len(kinds) / spared
            spared -= part / len(kinds)
            sandbox.fault(
                method=method,
                times=None,
                probability=chance,
                seed=f"{seed}:{method}:{n}",
                **kind,
            )


def injected(sandbox: SandboxProcess) -> dict[str, int]:
    """How many requests were spoiled, by what the client saw."""
    counts: dict[str, int] = {}
    for fault in sandbox.faults():
        name = fault["kind"] if fault["kind"] != "status" else str(fault["status"])
        counts[name] = counts.get(name, 0) + fault["hits"]
    return counts
