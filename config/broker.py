"""Celery's filesystem transport, made safe for a reader that comes while a file is written.

kombu creates a message, and the table of an exchange, under its final name and then writes it; a
worker that reads in between finds an empty file and dies. Here a message gets its name when it is
complete, and the tables have a lock that is there before they are.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic_ns
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    @contextmanager
    def _tables(self) -> Iterator[None]:
        self.control_folder.mkdir(exist_ok=True)
        with open(self.control_folder / "tables.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def get_table(self, exchange: str) -> Any:
        with self._tables():
            return super().get_table(exchange)

    def _queue_bind(self, exchange: str, *binding: Any) -> None:
        with self._tables():
            super()._queue_bind(exchange, *binding)

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{monotonic_ns() // 1_000_000}_{uuid.uuid4()}"
        folder = self.data_folder_out
        # No reader takes a name that does not end in its queue's.
        unfinished = os.path.join(folder, f"{name}.unfinished")
        try:
            with open(unfinished, "xb") as file:
                file.write(str_to_bytes(dumps(payload)))
            os.replace(unfinished, os.path.join(folder, f"{name}.{queue}.msg"))
        except OSError as error:
            raise ChannelError(f"Cannot add a message to {folder!r}") from error


class Transport(filesystem.Transport):
    Channel = Channel


def install() -> None:
    """Makes `filesystem://` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"
