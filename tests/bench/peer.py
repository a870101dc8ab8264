"""The usual way, for comparison: one Celery task for each object, at least once, no proof.

The worker is `celery -A tests.bench.peer worker`, so nothing of the apps is imported up here.
"""

import os
import subprocess
import sys
import time
from typing import Self

from config.celery import app
from tests.bench.stub import ROOT, Stub

PATIENCE = 60
# Of its own: the product's wakes must not set this worker draining.
QUEUE = f"{app.conf.task_default_queue}_peer"


@app.task(name="tests.bench.peer.push")
def push(pk: int) -> None:
    from apps.compliance.models import Profile
    from apps.compliance.serializers import ProfileRequest
    from apps.providers.connect import client_for

    profile = Profile.objects.select_related("configuration").get(pk=pk)
    client = client_for(profile.configuration)
    body = dict(ProfileRequest(profile, context={"ids": "theirs"}).data)
    answer = client.call("POST", "Profile/", json=body).body
    profile.remote_id = answer["profile_uuid"]
    profile.save(update_fields=["remote_id", "updated_at"])
    profile.remote_data = client.get(f"Profile/{profile.remote_id}/")["profile"]
    profile.save(update_fields=["remote_data", "updated_at"])


class Peer:
    """A worker process with as many threads as the drain has."""

    def __init__(self, threads: int) -> None:
        self.threads = threads

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "celery", "-A", "tests.bench.peer", "worker"]
        command += ["--pool", "threads", "-c", str(self.threads), "-l", "ERROR", "-Q", QUEUE]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "C_FORCE_ROOT": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with Stub() as stub:
                self.rate(stub, 2)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self.process.terminate()
        self.process.wait()
        with app.connection_for_write() as connection:
            connection.default_channel.queue_delete(QUEUE)

    def rate(self, stub: Stub, count: int) -> float:
        """Requests per second from the first message until the last answer is saved."""
        from apps.compliance.models import Profile
        from tests.bench import stock

        configuration, actor = stock.account(stub.url)
        made = stock.companies(configuration, actor, count)
        open_rows = Profile.objects.filter(configuration=configuration, remote_data={})
        until = time.monotonic() + PATIENCE
        started = time.perf_counter()
        for profile in made:
            push.apply_async([profile.pk], queue=QUEUE)
        while open_rows.exists():
            if time.monotonic() > until:
                raise TimeoutError("The Celery worker did not finish.")
            time.sleep(0.01)
        return 2 * count / (time.perf_counter() - started)
