"""`make run`: the console, its worker and the sandbox on this machine, stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from apps.portal.demo.accounts import PEOPLE, demo_secrets

PATIENCE = 60.0
# In a minute; more means that something is wrong.
RESTARTS = 5
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Starts the sandbox, the console and its worker; Ctrl-C stops all of them."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument(
            "--delay", default=os.environ.get("SANDBOX_DELAY", "4"), help="Review time, seconds."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is the demo: set LINECHECK_DEMO=1, or use `make run`.")
        self.host = options["host"]
        for port, name in ((settings.PORT, "PORT"), (settings.SANDBOX_PORT, "SANDBOX_PORT")):
            if not _free(self.host, port):
                raise CommandError(f"Port {port} is in use. Set {name} to another one.")
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.commands: dict[str, tuple[str, ...]] = {}
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._interrupt)
        try:
            self._start(options["delay"])
            self._watch()
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            self._stop()

    def _start(self, delay: str) -> None:
        sandbox_url = f"http://127.0.0.1:{settings.SANDBOX_PORT}"
        data = settings.DATA_DIR / "sandbox"
        data.mkdir(exist_ok=True)
        port = str(settings.SANDBOX_PORT)
        serve = ["-m", "apps.sandbox", "serve", "--port", port, "--data", str(data)]
        self._child("sandbox", *serve, "--delay", delay)
        self._await(f"{sandbox_url}/_control/faults", "sandbox")
        call_command("migrate", verbosity=0)
        call_command("seed_demo", verbosity=0)
        worker = ["-m", "celery", "-A", "config", "worker", "--beat", "--pool", "threads"]
        schedule = ["--schedule", str(settings.DATA_DIR / "beat-schedule")]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING"]
        self._child("worker", *worker, "-c", "4", *schedule, *quiet)
        bind = f"{self.host}:{settings.PORT}"
        server = ["-m", "gunicorn", "config.wsgi", "--bind", bind, "--worker-class", "gthread"]
        self._child("console", *server, "--threads", "8", "--log-level", "warning")
        url = f"http://{self.host}:{settings.PORT}"
        self._await(f"{url}/sign-in/", "console")
        email = PEOPLE[0][0]
        password = demo_secrets()["people"][email]
        self.stdout.write(
            f"\nLinecheck is ready: {url}\n"
            f"  Sign in as  {email}\n"
            f"  Password    {password}\n"
            f"  Sandbox     {sandbox_url}  (plays Plivo and PingOne; see its page)\n"
            f"  Logs        {_log_of('console').parent}\n"
            f"Ctrl-C stops everything.\n"
        )
        self.stdout.flush()

    def _child(self, name: str, *arguments: str) -> None:
        self.commands[name] = arguments
        # The worker of a container runs as root; Celery asks to be told that this is meant.
        env = {**os.environ, "C_FORCE_ROOT": "1", "PYTHONWARNINGS": "ignore"}
        # Every region leads to the sandbox, so that any environment can be connected in the demo.
        sandbox = f"http://127.0.0.1:{settings.SANDBOX_PORT}"
        env.setdefault("PINGONE_BASE_URL", f"{sandbox}/pingone")
        env.setdefault("TWILIO_BASE_URL", f"{sandbox}/twilio")
        with _log_of(name).open("ab") as log:
            self.children[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=settings.BASE_DIR,
                env=env,
                start_new_session=True,
                preexec_fn=_end_with_parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _await(self, url: str, name: str) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(url, timeout=2).close()
                return
            except urllib.error.HTTPError as error:
                raise CommandError(f"The {name} answers {error.code}.\n{_tail(name)}") from None
            except OSError:
                ended = self.children[name].poll() is not None
                if ended or time.monotonic() > until:
                    raise CommandError(f"The {name} did not start.\n{_tail(name)}") from None
                time.sleep(0.1)

    def _watch(self) -> None:
        """Starts again what was killed: nothing committed is lost by it (docs/sync.md)."""
        ended: list[float] = []
        while True:
            for name, child in self.children.items():
                if child.poll() is None:
                    continue
                ended = [when for when in ended if when > time.monotonic() - 60]
                ended.append(time.monotonic())
                if len(ended) > RESTARTS:
                    raise CommandError(f"The {name} keeps ending.\n{_tail(name)}")
                self.stdout.write(f"The {name} ended by itself; it is started again.")
                self.stdout.flush()
                self._child(name, *self.commands[name])
            time.sleep(0.5)

    def _stop(self) -> None:
        for child in reversed(self.children.values()):
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        until = time.monotonic() + 10
        for child in self.children.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def _interrupt(self, *args: Any) -> None:
        # A second Ctrl-C must not cut the stopping short.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt


def _end_with_parent() -> None:
    """In the child: SIGTERM when its parent is killed, so that no port stays taken (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _log_of(name: str) -> Path:
    folder = settings.DATA_DIR / "log"
    folder.mkdir(exist_ok=True)
    return Path(folder / f"{name}.log")


def _tail(name: str) -> str:
    lines = _log_of(name).read_text(errors="replace").splitlines()
    return "\n".join(lines[-15:])


def _free(host: str, port: int) -> bool:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
        except OSError:
            return False
    return True
