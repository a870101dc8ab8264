"""An HTTP server that takes callbacks and keeps them."""

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Callback:
    method: str
    url: str
    headers: dict[str, str]
    params: dict[str, str]


class Receiver:
    """`url(path)` is where to send; `callbacks` what came; `statuses` what to answer next."""

    def __init__(self) -> None:
        self.callbacks: list[Callback] = []
        self.statuses: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.take(urlsplit(self.path).query)

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                self.take(self.rfile.read(length).decode())

            def take(self, encoded: str) -> None:
                receiver.callbacks.append(
                    Callback(
                        self.command,
                        receiver.url(self.path.lstrip("/")),
                        dict(self.headers),
                        dict(parse_qsl(encoded, keep_blank_values=True)),
                    )
                )
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
