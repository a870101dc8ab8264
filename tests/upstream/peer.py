"""A raw HTTP server that keeps the bytes of each request it gets."""

import socket
import threading
from collections.abc import Callable, Iterator

Serve = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Peer:
    """Answers each request with `answer`, or leaves that to `serve`; one request a connection."""

    def __init__(self, serve: Serve | None = None, *, answer: bytes = OK) -> None:
        self.requests: list[bytes] = []
        self._serve = serve
        self.answer = answer
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def close(self) -> None:
        self._server.close()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                try:
                    self.requests.append(self._read(connection))
                    if self._serve:
                        self._serve(connection)
                    else:
                        connection.sendall(self.answer)
                except OSError:
                    pass

    def _read(self, connection: socket.socket) -> bytes:
        taken = b""
        while b"\r\n\r\n" not in taken:
            taken += connection.recv(65536)
        head, _, body = taken.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body


Start = Callable[..., Peer]


def peers() -> Iterator[Start]:
    """A fixture's body: starts as many as a test wants, as `Peer` is made, and closes them."""
    made: list[Peer] = []

    def start(serve: Serve | None = None, *, answer: bytes = OK) -> Peer:
        made.append(Peer(serve, answer=answer))
        return made[-1]

    yield start
    for one in made:
        one.close()
