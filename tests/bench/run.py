"""The benchmarks: ratios beside the machine's own limits, in a table and in artifacts/.

    python -m tests.bench.run [--quick] [--only P7 P9 P10 P13]
    DATABASE_URL=postgres://… CELERY_BROKER_URL=amqp://… python -m tests.bench.run

SQLite unless DATABASE_URL names a PostgreSQL server, where each run makes databases of its own.
With a CELERY_BROKER_URL the drain is also compared with one Celery task for each object. It
reports and never fails for a figure.
"""

import argparse
import json
import os
import platform
import time
from pathlib import Path

from tests.bench.core import Line, table
from tests.faults.place import Place

ARTIFACTS = Path(__file__).resolve().parents[2] / "artifacts"
# The product's own pace and leases, where fault campaigns have short ones.
PRODUCT = {
    "SYNC_LEASE_SECONDS": "45",
    "SYNC_HTTP_SECONDS": "20",
    "SYNC_GRACE_SECONDS": "120",
    "SYNC_DRAIN_SECONDS": "10",
    "SYNC_LOOK_SECONDS": "30",
    "SYNC_LOOK_MAX_SECONDS": "3600",
    "SYNC_THREADS": "20",
    "PINGONE_RATE": "3.4",
    "PINGONE_BURST": "4",
    "PINGONE_LOOK_SECONDS": "900",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller backlogs")
    parser.add_argument("--only", nargs="+", default=["P7", "P9", "P10", "P13"], metavar="CASE")
    options = parser.parse_args()
    started = time.monotonic()
    lines: list[Line] = []
    with Place(**PRODUCT) as place:
        place.open()
        from tests.bench import p07_drain, p09_claim, p10_governor, p13_policy

        cases = {
            "P7": lambda: p07_drain.run(quick=options.quick, broker=place.broker),
            "P9": lambda: p09_claim.run(quick=options.quick),
            "P10": lambda: p10_governor.run(quick=options.quick),
            "P13": lambda: p13_policy.run(quick=options.quick),
        }
        for case in options.only:
            print(f"{case} …", flush=True)
            lines += cases[case]()
        where = place.description
    machine = {
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "on": where,
        "quick": options.quick,
        "seconds": round(time.monotonic() - started),
    }
    print(f"\n{machine}\n{table(lines)}")
    ARTIFACTS.mkdir(exist_ok=True)
    results = {"machine": machine, "lines": [one.as_json() for one in lines]}
    (ARTIFACTS / "results.json").write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
