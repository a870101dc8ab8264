"""A process with a database of its own and a backlog in it; times claims when it is told to.

    python -m tests.bench.claimer --backlog 1000000 [--changes 50000]

Prints "ready", then for each line on stdin the median seconds of CLAIMS claims of one batch.
`--changes` are queued on a single row, through the product's `enqueue`.
"""

import argparse
import statistics
import sys
import time

from tests.faults.place import Place

CLAIMS = 100
BATCH = 20
FILL = {
    "postgresql": """
        INSERT INTO sync_sync (kind, configuration_id, token, wanted, sent, run_after, claim_no,
                               tries, looks, hold, blocked, detail)
        SELECT 'compliance.profile', %s, gen_random_uuid(), 1, 0,
               now() - interval '1 day' + n * interval '1 millisecond', 0, 0, 0, '', '', '{}'
        FROM generate_series(1, %s) AS n""",
    "sqlite": """
        WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < %s)
        INSERT INTO sync_sync (kind, configuration_id, token, wanted, sent, run_after, claim_no,
                               tries, looks, hold, blocked, detail)
        SELECT 'compliance.profile', %s, lower(hex(randomblob(16))), 1, 0,
               strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '-1 day', '+' || n || ' seconds'),
               0, 0, 0, '', '', '{}'
        FROM series""",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--backlog", type=int, required=True)
    parser.add_argument("--changes", type=int, default=0)
    options = parser.parse_args()
    # A lease no claim outlives, so that each round finds the backlog as it was.
    with Place(SYNC_LEASE_SECONDS="600") as place:
        place.open()
        configuration_id = fill(options.backlog, options.changes)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            sys.stdout.write(f"{measure(configuration_id)}\n")
            sys.stdout.flush()


def fill(backlog: int, changes: int) -> int:
    from django.db import connection, transaction

    from apps.sync.queue import enqueue
    from tests.bench import stock

    configuration, actor = stock.account("http://127.0.0.1:9")
    (company,) = stock.companies(configuration, actor, 1)
    numbers = (configuration.pk, backlog - 1)
    with connection.cursor() as cursor:
        cursor.execute(
            FILL[connection.vendor],
            numbers if connection.vendor == "postgresql" else numbers[::-1],
        )
    for start in range(0, changes, 100):
        with transaction.atomic():
            for _ in range(start, min(start + 100, changes)):
                enqueue(company)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE sync_sync")
    return int(configuration.pk)


def measure(configuration_id: int) -> float:
    from apps.sync.claim import claim, unclaim

    taken = []
    for _ in range(CLAIMS):
        started = time.perf_counter()
        found = claim(configuration_id, BATCH)
        taken.append(time.perf_counter() - started)
        assert len(found) == BATCH
        unclaim(found)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
