"""What the README promises, tried on two fresh clones of HEAD side by side.

    python scripts/smoke.py

For each clone: `make run` on free ports until it says it is ready, `make -s credentials` parsed as
JSON, signed in with them, then Ctrl-C; no process of the clone may be left. In one of them
docs/examples/file_a_campaign.py files a campaign meanwhile.
"""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY = "Linecheck is ready"
INSTALL_SECONDS = 240
STOP_SECONDS = 30
EXAMPLE_SECONDS = 90
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Copy:
    """One clone and the `make run` in it."""

    def __init__(self, home: Path) -> None:
        self.home, self.said = home, home.with_suffix(".log")
        self.port, self.sandbox_port = free_port(), free_port()
        clean = {k: v for k, v in os.environ.items() if k not in ("DATA_DIR", "PYTHONPATH")}
        self.env = clean | {"PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port)}
        git = ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(home)]
        subprocess.run(git, check=True)

    def start(self) -> None:
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                ["make", "run"],
                cwd=self.home,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + INSTALL_SECONDS
        while READY not in self.said.read_text():
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                said = self.said.read_text()
                raise SystemExit(f"{self.home}: `make run` did not get ready:\n{said}")
            time.sleep(0.2)

    def credentials(self) -> dict:
        said = subprocess.run(
            ["make", "-s", "credentials"],
            cwd=self.home,
            env=self.env,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(said.stdout)

    def sign_in(self) -> None:
        """Through the form, as a browser would."""
        known = self.credentials()
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = f"{known['base_url']}/sign-in/"
        with browser.open(page, timeout=20) as answer:
            found = TOKEN.search(answer.read().decode())
        expect(found is not None, "the sign-in page has a form")
        assert found is not None
        form = {
            "username": known["portal"]["email"],
            "password": known["portal"]["password"],
            "csrfmiddlewaretoken": found[1],
        }
        request = urllib.request.Request(
            page, data=urllib.parse.urlencode(form).encode(), headers={"Referer": page}
        )
        with browser.open(request, timeout=20) as answer:
            expect(answer.status == 200, "the home page answers 200")
            expect("/sign-in/" not in answer.url, "the credentials let one in")

    def example(self) -> None:
        """As the README says: the official SDK with what `make credentials` prints."""
        known = self.credentials()
        given = {
            "LINECHECK_URL": known["base_url"],
            "PLIVO_AUTH_ID": known["plivo"]["auth_id"],
            "PLIVO_AUTH_TOKEN": known["plivo"]["auth_token"],
        }
        said = subprocess.run(
            [".venv/bin/python", "docs/examples/file_a_campaign.py"],
            cwd=self.home,
            env=self.env | given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=EXAMPLE_SECONDS,
        )
        done = said.returncode == 0 and "Done: " in said.stdout
        expect(done, f"the example files a campaign by the official SDK:\n{said.stdout.strip()}")

    def interrupt(self) -> None:
        """Ctrl-C: the terminal sends SIGINT to its foreground process group."""
        running = len(self.processes())
        expect(running >= 5, f"make, up, sandbox, console and worker run ({running} processes)")
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=STOP_SECONDS)
        left = self.processes()
        expect(not left, f"nothing is left running (found {left})")
        expect(not listens(self.port), f"port {self.port} is free again")
        expect(not listens(self.sandbox_port), f"port {self.sandbox_port} is free again")

    def processes(self) -> list[str]:
        """Command lines of what runs in the clone's directory."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "cwd").resolve().is_relative_to(self.home):
                    found.append((entry / "cmdline").read_text().replace("\0", " ").strip())
            except OSError:
                continue
        return [command for command in found if command]

    def kill(self) -> None:
        """Only what this copy started: up stops its children when it is told to end."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


def expect(met: bool, what: str) -> None:
    print(("ok      " if met else "FAILED  ") + what, flush=True)
    if not met:
        raise SystemExit(1)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="linecheck-smoke-") as work:
        copies = [Copy(Path(work).resolve() / name) for name in ("first", "second")]
        running: list[Copy] = []
        try:
            for copy in copies:
                copy.start()
                running.append(copy)
                print(f"ok      {copy.home.name} copy is ready on port {copy.port}", flush=True)
            for copy in copies:
                copy.sign_in()
            first, second = copies
            secrets = {copy.credentials()["portal"]["password"] for copy in copies}
            expect(len(secrets) == 2, "each copy has secrets of its own")
            first.example()
            first.interrupt()
            second.sign_in()
            second.interrupt()
        finally:
            for copy in running:
                copy.kill()
    print(f"smoke passed in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
