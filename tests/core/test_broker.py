"""The embedded broker under a reader that never rests."""

import threading
from pathlib import Path

from kombu import Connection

from config import broker


def connection(folder: Path) -> Connection:
    for name in ("queue", "control", "processed"):
        (folder / name).mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
        "processed_folder": str(folder / "processed"),
    }
    return Connection("filesystem://localhost", transport_options=options)


def test_filesystem_means_ours(tmp_path: Path) -> None:
    with connection(tmp_path) as opened:
        assert isinstance(opened.transport, broker.Transport)


def test_no_message_is_read_before_it_is_complete(tmp_path: Path) -> None:
    total, got = 400, []
    large = {"text": "x" * 20_000}
    failures: list[BaseException] = []

    def read() -> None:
        try:
            with connection(tmp_path) as opened:
                queue = opened.SimpleQueue("bell")
                while len(got) < total:
                    message = queue.get(timeout=30)
                    got.append(message.payload["n"])
                    message.ack()
        except BaseException as error:
            failures.append(error)

    reader = threading.Thread(target=read)
    with connection(tmp_path) as opened:
        # Bound before anybody else asks: kombu notes a binding in memory before it is on disk.
        queue = opened.SimpleQueue("bell")
        reader.start()
        for n in range(total):
            queue.put({**large, "n": n})
    reader.join(60)
    assert failures == []
    assert sorted(got) == list(range(total))
    assert list((tmp_path / "queue").iterdir()) == []
