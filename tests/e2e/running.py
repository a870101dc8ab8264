"""The whole product as `make run` starts it: on free ports, with a data directory of its own."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READY = "Linecheck is ready"
PATIENCE = 120.0


class Running:
    """`url` and the credentials of the demo, from start to `stop`."""

    def __init__(self, *, delay: float = 1.5) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="linecheck-e2e-")
        self.env = {
            **os.environ,
            "LINECHECK_DEMO": "1",
            "ENV_FILE": os.devnull,
            "PORT": str(_free_port()),
            "SANDBOX_PORT": str(_free_port()),
            "DATA_DIR": self.folder.name,
        }
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.url = f"http://127.0.0.1:{self.env['PORT']}"
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--delay", str(delay)],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        try:
            self._await_ready()
            self.credentials: dict[str, Any] = json.loads(self.manage("credentials"))
        except BaseException:
            self.stop()
            raise

    def _await_ready(self) -> None:
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()
        said = self.said
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                said.append(lines.get(timeout=0.5))
            except queue.Empty:
                continue
            if READY in said[-1]:
                return
        raise RuntimeError("The demo did not start:\n" + "".join(said))

    def _read(self, lines: "queue.Queue[str]") -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            lines.put(line)
            if READY in "".join(self.said):
                self.said.append(line)

    def trouble(self) -> str:
        """Why it ended by itself, from what it said and its logs; "" while it runs."""
        if self.process.poll() is None:
            return ""
        logs = sorted((Path(self.folder.name) / "log").glob("*.log"))
        tails = [f"== {log.name}\n{log.read_text()[-3000:]}" for log in logs]
        return "\n".join([f"The demo ended ({self.process.returncode}):", *self.said, *tails])

    def manage(self, *arguments: str) -> str:
        """A command of manage.py beside it; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(10)
        self.folder.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
