"""A run's own place: data directory, database, queue and the settings that make faults quick.

    with Place() as place:
        place.open()    # Django is set up in this process, the database migrated
        worker = Worker(place.environment, place.data)

SQLite and the filesystem broker by default; DATABASE_URL names a PostgreSQL *server*, on which the
run makes a database of its own, and CELERY_BROKER_URL a broker, on which it uses its own queue.
Nothing of the project may be imported before `open`.
"""

import os
import re
import secrets
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

# Seconds. GRACE must exceed the latest late acceptance (LATE, and a request cut off at HTTP
# seconds may have waited in the sandbox): docs/sandbox.md, SYNC_GRACE_SECONDS.
LEASE, HTTP, GRACE, LATE = 2.5, 1.0, 3.5, 1.5
# The last line of a traceback.
RAISED = re.compile(
    r"^((?:[a-z_]+\.)*[A-Z]\w*(?:Error|Exception|Detected|Timeout)): ", re.MULTILINE
)
SPEED = {
    "LINECHECK_DEMO": "1",
    "LOG_LEVEL": "ERROR",
    "SYNC_LEASE_SECONDS": str(LEASE),
    "SYNC_HTTP_SECONDS": str(HTTP),
    "SYNC_GRACE_SECONDS": str(GRACE),
    "SYNC_SWEEP_SECONDS": "1",
    "SYNC_LOOK_SECONDS": "0.7",
    "SYNC_LOOK_MAX_SECONDS": "4",
    "SYNC_DRAIN_SECONDS": "5",
    # PingOne tells nobody of a change: it is read again and again.
    "PINGONE_LOOK_SECONDS": "3",
    "PINGONE_RATE": "300",
    "PINGONE_BURST": "100",
    # Nobody listens there: every callback is lost, so the looks alone must converge.
    "PUBLIC_URL": "http://127.0.0.1:9",
}


class Place:
    """`overrides` are environment variables of this run, e.g. SYNC_GRACE_SECONDS."""

    def __init__(self, **overrides: str) -> None:
        self.name = f"linecheck_faults_{secrets.token_hex(4)}"
        self.data = Path(tempfile.mkdtemp(prefix="linecheck-faults-"))
        self.server = os.environ.get("DATABASE_URL", "")
        self.broker = os.environ.get("CELERY_BROKER_URL", "")
        self.environment = {
            **SPEED,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(self.data),
            "ENV_FILE": os.devnull,
            "CELERY_QUEUE": self.name,
            **overrides,
        }
        if self.server:
            self.environment["DATABASE_URL"] = _with_database(self.server, self.name)

    @property
    def description(self) -> str:
        database = "postgresql" if self.server else "sqlite"
        return f"{database}+{urlsplit(self.broker).scheme or 'filesystem'}"

    def __enter__(self) -> Self:
        if self.server:
            self._ask_server(f'CREATE DATABASE "{self.name}"')
        return self

    def open(self) -> None:
        os.environ.update(self.environment)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)

    def __exit__(self, *exc: object) -> None:
        from django.db import connections

        connections.close_all()
        if self.broker:
            self.with_queue("queue_delete")
        if self.server:
            self._ask_server(f'DROP DATABASE "{self.name}" WITH (FORCE)')
        shutil.rmtree(self.data, ignore_errors=True)

    def tracebacks(self) -> dict[str, int]:
        """What the workers' logs complain of: {exception: how often}. Kills leave none."""
        found: Counter[str] = Counter()
        for log in self.data.rglob("worker.log"):
            found.update(RAISED.findall(log.read_text(errors="replace")))
        return dict(found)

    def lose_messages(self) -> None:
        """What a broker without persistence does when it dies: every message is gone."""
        if self.broker:
            self.with_queue("queue_purge")
            return
        for message in (self.data / "broker" / "queue").glob("*"):
            message.unlink(missing_ok=True)

    def with_queue(self, act: str) -> None:
        """`queue_purge` or `queue_delete` of the run's own queue; an absent one is fine."""
        from kombu import Connection

        with Connection(self.broker) as connection:
            try:
                getattr(connection.default_channel, act)(self.name)
            except connection.channel_errors:
                pass

    def _ask_server(self, statement: str) -> None:
        import psycopg

        server: Any = _with_database(self.server, urlsplit(self.server).path.lstrip("/"))
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(statement.encode())


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name or 'postgres'}"))
