"""The HTTP server: a thread for each connection, so a hung one never starves the others.

A pre-forking server would hold its worker threads hostage to timeout faults and wait for them
on SIGTERM. This one hands the application its connection, to hold, close or reset.
"""

import select
import signal
import socket
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http.response import HttpResponseBase

from apps.sandbox.background import Background
from apps.sandbox.faults import NoAnswer
from apps.sandbox.store import turn

RESET = struct.pack("ii", 1, 0)


class Server(ThreadedWSGIServer):
    request_queue_size = 1024

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopping = threading.Event()

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        try:
            reset = request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, len(RESET)) == RESET
        except OSError:
            # Its thread has closed it, and the signal to stop came before the server knew.
            return
        if reset:
            # shutdown() would send FIN, and the client would never see the RST after it.
            self.close_request(request)
        else:
            super().shutdown_request(request)


class Connection(WSGIRequestHandler):
    connection: socket.socket  # type: ignore[assignment]
    # Headers and body are two writes; Nagle's algorithm would put 40 ms between them.
    disable_nagle_algorithm = True
    server: Server

    def get_environ(self) -> dict[str, Any]:
        return {**super().get_environ(), "sandbox.connection": self}

    def handle(self) -> None:
        self.close_connection = True
        self.handle_one_request()
        while not self.close_connection and not self.server.stopping.is_set():
            self.handle_one_request()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        # wsgiref would leave a chunked body unread, to be taken for the next request.
        if "Transfer-Encoding" in self.headers:
            self.send_error(411)
            return False
        return True

    def hang_up(self, *, hold: float, reset: bool) -> None:
        """Send nothing; wait; then let the connection be closed, by RST if `reset`."""
        self.close_connection = True
        until = time.monotonic() + hold
        while time.monotonic() < until and not self.server.stopping.is_set():
            if self._client_left(min(0.1, max(0.0, until - time.monotonic()))):
                break
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    def _client_left(self, patience: float) -> bool:
        readable, _, _ = select.select([self.connection], [], [], patience)
        if not readable:
            return False
        try:
            if self.connection.recv(1, socket.MSG_PEEK) == b"":
                return True
        except OSError:
            return True
        # A pipelined request lies waiting: select would return at once for ever.
        time.sleep(patience)
        return False


class Application(WSGIHandler):
    def __call__(self, environ: dict[str, Any], start_response: Any) -> HttpResponseBase:
        response = super().__call__(environ, start_response)
        if isinstance(response, NoAnswer):
            response.close()
            environ["sandbox.connection"].hang_up(hold=response.hold, reset=response.reset)
            # The one exception wsgiref takes for "the client is gone, send nothing".
            raise ConnectionAbortedError
        return response


def serve(*, host: str, port: int, data: Path) -> None:
    """Migrate, announce, serve until SIGTERM or SIGINT. Django is set up already."""
    call_command("migrate", verbosity=0, interactive=False)
    with Server((host, port), Connection, ipv6=":" in host) as server:
        server.set_app(Application())
        background = Background()
        background.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _leave)
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(
            f"Sandbox ready: http://{shown}:{server.server_address[1]}/plivo (data in {data})\n"
        )
        sys.stdout.flush()
        try:
            server.serve_forever(poll_interval=0.1)
        except SystemExit:
            server.stopping.set()
            background.stopping.set()
            # Whoever is in the middle of a change finishes it; nobody starts another.
            with turn():
                raise


def _leave(number: int, frame: object) -> None:
    raise SystemExit(0)
