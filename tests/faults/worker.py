"""A Celery worker as `up` starts it, that can be killed, frozen and started again."""

import os
import random
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 15.0


class Worker:
    """`data` holds its log and its beat schedule."""

    def __init__(self, environment: dict[str, str], data: Path) -> None:
        self.environment = environment
        self.data = data
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.data.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--beat"]
        command += ["--pool", "threads", "-c", "4", "-l", "ERROR"]
        # On RabbitMQ a node's name is an exclusive queue: a second worker of that name, from
        # another run on the same broker, would end at once (405 RESOURCE_LOCKED).
        command += ["-n", f"{self.environment['CELERY_QUEUE']}-{secrets.token_hex(3)}@%h"]
        command += ["--schedule", str(self.data / "beat-schedule")]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        with (self.data / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                # Its own group: beat is a child and has to die with it.
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9 of the worker and its beat, wherever they are."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def log(self) -> str:
        path = self.data / "worker.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        process, self.process = self.process, None
        if process.poll() is None:
            os.killpg(process.pid, number)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Reaper:
    """Kills (or freezes, for `pause` seconds) a worker; a dead one is started again at once.

    `gap` (low, high) are the seconds the worker gets to work before the next blow, `times` how many
    blows there are. They count from `arm`, so that a blow meets a worker at work, not one starting.
    """

    def __init__(
        self,
        worker: Worker,
        chance: random.Random,
        *,
        times: int,
        gap: tuple[float, float],
        pause: float = 0.0,
    ) -> None:
        self.worker = worker
        self.chance = chance
        self.left = times
        self.gap = gap
        self.pause = pause
        self.blows = 0
        self.since = time.time()
        self.next_at: float | None = None

    def arm(self, *, working: bool) -> None:
        """The worker has begun to work since the last blow, or had time enough to."""
        if self.next_at is None and (working or time.time() - self.since > PATIENCE):
            self.next_at = time.time() + self.chance.uniform(*self.gap)

    def strike(self) -> bool:
        """Call it often; True when there was a blow."""
        if not self.left or self.next_at is None or time.time() < self.next_at:
            return False
        if self.pause:
            self.worker.freeze()
            time.sleep(self.pause)
            self.worker.thaw()
        else:
            self.worker.kill()
            self.worker.start()
        self.left -= 1
        self.blows += 1
        self.since, self.next_at = time.time(), None
        return True
