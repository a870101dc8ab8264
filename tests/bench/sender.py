"""One of the processes of P10: `python -m tests.bench.sender drain|governor|none PK SECONDS`."""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

THREADS = 8
# Answers that are awaited at once, so that a slot is never long past when it is used.
QUEUED = 2 * THREADS


def main(how: str, configuration_id: int, seconds: float) -> None:
    import django

    django.setup()
    until = time.monotonic() + seconds
    {"drain": drains, "governor": slots, "none": freely}[how](configuration_id, until)


def drains(configuration_id: int, until: float) -> None:
    """As the worker does: the lane is another's, or ours until it is worked off."""
    from apps.sync.drain import drain

    while time.monotonic() < until:
        if not drain(configuration_id):
            time.sleep(0.02)


def slots(configuration_id: int, until: float) -> None:
    from apps.core.clock import db_now
    from apps.providers.models import Lane
    from apps.sync import lane as lanes
    from apps.sync.drain import SLOTS

    lane = Lane.objects.get(configuration_id=configuration_id)
    free = threading.Semaphore(QUEUED)
    with ThreadPoolExecutor(THREADS) as pool:
        while time.monotonic() < until:
            times = lanes.reserve(lane.pk, SLOTS)
            now, clock = db_now(), time.monotonic()
            for moment in times:
                free.acquire()
                at = clock + (moment - now).total_seconds()
                pool.submit(ask, configuration_id, at).add_done_callback(lambda _: free.release())
            if not times:
                time.sleep(0.02)


def freely(configuration_id: int, until: float) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        while time.monotonic() < until:
            list(pool.map(lambda _: ask(configuration_id, 0.0), range(THREADS)))


_clients = threading.local()


def ask(configuration_id: int, at: float) -> None:
    from apps.providers import catalogue
    from apps.providers.connect import client_for
    from apps.providers.models import ProviderConfiguration
    from apps.upstream.errors import Unavailable

    if not hasattr(_clients, "client"):
        row = ProviderConfiguration.objects.get(pk=configuration_id)
        _clients.client = client_for(row, token=lambda stale: "token")
        pingone = row.provider == catalogue.PINGONE.id
        _clients.path = "notificationsPolicies" if pingone else "Profile/"
    time.sleep(max(0.0, at - time.monotonic()))
    try:
        _clients.client.get(_clients.path)
    except Unavailable:
        pass


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
