"""A provider that does next to nothing, so that what is measured is ours.

    with Stub(delay=0.05) as stub: ...    # a process; `limit` in any `window` s

It keeps the profiles and policies it is given and reads them back, which is all a create and its
look need. Whoever asks gets an access token, uncounted.
"""

import argparse
import asyncio
import json
import math
import os
import subprocess
import sys
import time
import urllib.request
import uuid
from collections import defaultdict, deque
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
WINDOW = 5.0


class Stub:
    def __init__(self, *, delay: float = 0.0, limit: int = 0, window: float = WINDOW) -> None:
        self.arguments = ["--delay", str(delay), "--limit", str(limit), "--window", str(window)]

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.bench.stub", *self.arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *exc: object) -> None:
        self.process.terminate()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def seen(self, account: str) -> dict[str, Any]:
        """{"accepted", "refused", "first", "times"}: times in seconds after the first request."""
        with urllib.request.urlopen(f"{self.url}/_seen/{account}", timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


class Account:
    def __init__(self) -> None:
        self.profiles: dict[str, Any] = {}
        self.window: deque[float] = deque()
        self.times: list[float] = []
        self.refused = 0


class Connection(asyncio.Protocol):
    delay = 0.0
    limit = 0
    window = WINDOW
    accounts: defaultdict[str, Account] = defaultdict(Account)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].decode("latin-1")
            length = 0
            for text in head.split("\r\n")[1:]:
                if text.lower().startswith("content-length:"):
                    length = int(text[15:])
            if len(self.buffer) < end + 4 + length:
                return
            body = self.buffer[end + 4 : end + 4 + length]
            self.buffer = self.buffer[end + 4 + length :]
            method, target, _ = head.split(" ", 2)
            status, more, answer = self.answer(method, target, body)
            content = json.dumps(answer).encode()
            reply = (
                f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{more}"
                f"Content-Length: {len(content)}\r\n\r\n"
            ).encode() + content
            if self.delay and not target.startswith("/_seen"):
                asyncio.get_running_loop().call_later(self.delay, self.transport.write, reply)
            else:
                self.transport.write(reply)

    def answer(self, method: str, target: str, body: bytes) -> tuple[int, str, Any]:
        parts = [part for part in target.split("?")[0].split("/") if part]
        if parts[0] == "_seen":
            account = self.accounts[parts[1]]
            first = account.times[0] if account.times else 0.0
            times = [round(at - first, 4) for at in account.times]
            return 200, "", {"accepted": len(times), "refused": account.refused, "times": times}
        if parts[1:] == ["as", "token"]:
            return 200, "", {"access_token": "token", "expires_in": 3600}
        account, now = self.accounts[parts[2]], time.monotonic()
        if self.limit:
            while account.window and account.window[0] <= now - self.window:
                account.window.popleft()
            if len(account.window) >= self.limit:
                account.refused += 1
                wait = max(1, math.ceil(account.window[0] + self.window - now))
                return 429, f"Retry-After: {wait}\r\n", {"error": "too many requests"}
            account.window.append(now)
        account.times.append(now)
        if method == "POST" and len(parts) == 4:
            key = str(uuid.uuid4())
            account.profiles[key] = {**json.loads(body), "profile_uuid": key}
            if parts[1] == "environments":
                account.profiles[key] = {**json.loads(body), "id": key, "_links": {}}
                return 201, "", account.profiles[key]
            return 200, "", {"api_id": key, "profile_uuid": key}
        if method == "GET" and parts[1] == "environments":
            return 200, "", account.profiles.get(parts[-1], {"_links": {}, "size": 0})
        if method == "GET" and len(parts) == 5:
            return 200, "", {"api_id": "x", "profile": account.profiles.get(parts[4], {})}
        return 200, "", {"api_id": "x", "profiles": [], "meta": {"total_count": 0}}


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    os.write(1, f"{server.sockets[0].getsockname()[1]}\n".encode())
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--window", type=float, default=WINDOW)
    options = parser.parse_args()
    Connection.delay, Connection.limit = options.delay, options.limit
    Connection.window = options.window
    asyncio.run(serve())
