"""Starts the sandbox as a real process, for any test that needs a provider to talk to.

    with SandboxProcess(delay=0) as sandbox:
        ...  # base URL for a Plivo client: sandbox.plivo_url
        sandbox.fault(kind="reset_after", method="POST", path="Profile")
        sandbox.objects(account)["profiles"]

Standard library only: it must work before anything of the project is set up.
"""

import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
READY = re.compile(r"Sandbox ready: (http://\S+:(\d+))/plivo")


class ControlError(Exception):
    """The control API refused: `status` and its sentence."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(f"{status}: {error}")
        self.status = status


class SandboxProcess:
    """One sandbox on a free port with a data directory of its own, unless told otherwise.

    port       the port it listens on
    url        http://127.0.0.1:PORT
    plivo_url  the Plivo base URL, url + "/plivo" (requests go to plivo_url + "/v1/Account/...")
    pingone_url  PingOne's API root and auth root, url + "/pingone"
    twilio_url  Twilio's API root, url + "/twilio"
    """

    def __init__(
        self,
        *,
        delay: float = 3,
        port: int = 0,
        data: Path | str | None = None,
        rate: int = 300,
        pingone_rate: int = 210,
        patience: float = 20,
    ) -> None:
        self.delay = delay
        self.port = port
        self.rate = rate
        self.pingone_rate = pingone_rate
        self.patience = patience
        self._own_data = None if data else tempfile.TemporaryDirectory(prefix="sandbox-")
        self.data = Path(data) if data else Path(self._own_data.name)  # type: ignore[union-attr]
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    @property
    def plivo_url(self) -> str:
        return f"{self.url}/plivo"

    @property
    def pingone_url(self) -> str:
        return f"{self.url}/pingone"

    @property
    def twilio_url(self) -> str:
        return f"{self.url}/twilio"

    def start(self) -> Self:
        """Start and wait until it serves. A second start reuses port and data."""
        command = [sys.executable, "-m", "apps.sandbox", "serve"]
        command += ["--port", str(self.port), "--data", str(self.data)]
        command += ["--delay", str(self.delay), "--rate", str(self.rate)]
        command += ["--pingone-rate", str(self.pingone_rate)]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            ready = READY.search(self._first_line())
            if ready is None:
                raise RuntimeError(f"The sandbox did not start: {' '.join(command)}")
        except BaseException:
            self.kill()
            raise
        self.url, self.port = ready[1], int(ready[2])
        return self

    def stop(self) -> int:
        """SIGTERM; returns the exit status. The data stays for the next start."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """SIGKILL, as a crash would."""
        return self._end(signal.SIGKILL)

    def close(self) -> None:
        """Stop for good and remove the data directory, if it is the process's own."""
        self.stop()
        if self._own_data is not None:
            self._own_data.cleanup()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # The control API, docs/sandbox.md

    def control(
        self, method: str, path: str, body: dict[str, Any] | None = None, /, **query: Any
    ) -> dict[str, Any]:
        """`control("POST", "clock", {"advance": 60}, account="MA...")`; raises ControlError."""
        asked = urllib.parse.urlencode({k: v for k, v in query.items() if v is not None})
        request = urllib.request.Request(
            f"{self.url}/_control/{path.strip('/')}?{asked}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=self.patience) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                text = error.read().decode()
            raise ControlError(error.code, text) from None

    def fault(self, **fault: Any) -> int:
        """Ask for a fault: account, method, path, kind, status, applied, retry_after, error,
        seconds, times, probability, seed. Returns its id."""
        return self.control("POST", "faults", fault)["id"]

    def faults(self, account: str | None = None) -> list[dict[str, Any]]:
        return self.control("GET", "faults", account=account)["faults"]

    def clear_faults(self, account: str | None = None) -> None:
        self.control("DELETE", "faults", account=account)

    def requests(self, account: str | None = None, **query: Any) -> list[dict[str, Any]]:
        """What arrived, oldest first; `method=`, `since=`."""
        return self.control("GET", "requests", account=account, **query)["requests"]

    def objects(self, account: str | None = None) -> dict[str, list[dict[str, Any]]]:
        """profiles, brands, campaigns, links, numbers, tollfrees and what was paid."""
        return self.control("GET", "objects", account=account)

    def deliveries(self, account: str | None = None) -> list[dict[str, Any]]:
        return self.control("GET", "deliveries", account=account)["deliveries"]

    def delivered(self, account: str, status: str) -> bool:
        """Whether a callback with this status has been answered: all it set off is committed."""
        return any(
            one["state"] == "delivered" and one["params"]["status"] == status
            for one in self.deliveries(account)
        )

    def magic(self) -> list[dict[str, str]]:
        return self.control("GET", "magic")["magic"]

    def advance(self, seconds: float, account: str | None = None) -> dict[str, Any]:
        """Move the clock of one world or of all; what falls due is settled on return."""
        return self.control("POST", "clock", {"advance": seconds}, account=account)

    def drift(
        self,
        account: str,
        kind: str,
        remote_id: str = "",
        changes: dict[str, Any] | None = None,
        action: str = "edit",
    ) -> dict[str, Any]:
        """Edit, create or delete behind the API's back. Returns the object."""
        body = {"kind": kind, "id": remote_id, "action": action, "changes": changes or {}}
        return self.control("POST", "drift", body, account=account)["object"]

    def load(
        self,
        environment: str,
        *,
        settings: Sequence[dict[str, Any]] = (),
        policies: Sequence[dict[str, Any]] = (),
    ) -> None:
        """Replace a PingOne environment's objects by these bodies, as given."""
        body = {"settings": list(settings), "policies": list(policies)}
        self.control("POST", "pingone/load", body, account=environment)

    def page(self, environment: str, size: int | None) -> None:
        """Let a PingOne environment's lists come in pages of `size`; None lifts it."""
        self.control("POST", "pingone/paging", {"size": size}, account=environment)

    def reset(self, account: str | None = None) -> None:
        self.control("POST", "reset", {}, account=account)

    def wait(self, met: Callable[[], Any], within: float = 10) -> Any:
        """Poll until `met()` is true, and return it; for what the background thread does."""
        until = time.monotonic() + within
        while not (found := met()):
            if time.monotonic() > until:
                raise TimeoutError(f"not within {within} s")
            time.sleep(0.02)
        return found

    def _first_line(self) -> str:
        assert self._process is not None and self._process.stdout is not None
        readable, _, _ = select.select([self._process.stdout], [], [], self.patience)
        return self._process.stdout.readline() if readable else ""

    def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(number)
        try:
            status = process.wait(timeout=self.patience)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        if process.stdout is not None:
            process.stdout.close()
        return status
