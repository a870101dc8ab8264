""".env.example names every variable that is read, each with a line that explains it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = ("config/settings.py", "apps/portal/management/commands/up.py")
LINE = re.compile(r"^(?P<off>#?)(?P<name>[A-Z][A-Z0-9_]+)=(?P<value>.*)$")


def shown() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {found["name"]: found["value"] for line in lines if (found := LINE.match(line))}


def calls(path: str) -> Iterator[tuple[str, ast.expr | None]]:
    """(name, default) of each `env.kind("NAME", default=…)` and `os.environ.get("NAME", …)`."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        reader = ast.unparse(node.func)
        if (reader == "os.environ.get" or re.fullmatch(r"env\.\w+", reader)) and node.args:
            name = node.args[0]
            assert isinstance(name, ast.Constant), ast.unparse(node)
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            positional = node.args[1] if len(node.args) > 1 else None
            yield str(name.value), given.get("default", positional)


def read() -> dict[str, ast.expr | None]:
    return {name: default for path in READERS for name, default in calls(path)}


def test_it_names_every_variable_that_is_read() -> None:
    assert sorted(read().keys() - shown().keys()) == []


def test_it_names_none_that_is_not_read() -> None:
    assert sorted(shown().keys() - read().keys()) == []


def test_each_variable_is_explained() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if found := LINE.match(line):
            assert before.startswith("# ") and not before.startswith("# ---"), found["name"]


@pytest.mark.parametrize("name", sorted(shown()))
def test_the_default_shown_is_the_one_that_holds(name: str) -> None:
    default = read().get(name)
    while isinstance(default, ast.IfExp):
        # What holds in production: neither DEBUG nor the demo.
        default = default.orelse
    if not isinstance(default, ast.Constant):
        return
    text, value = shown()[name], default.value
    if isinstance(value, bool):
        assert text == str(int(value))
    elif isinstance(value, (int, float)):
        assert float(text) == value
    else:
        assert text == value


def test_copied_as_it_is_it_lets_nothing_start_without_secrets(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import config.settings"]
    example = str(ROOT / ".env.example")
    env = {"PATH": "/usr/bin:/bin", "ENV_FILE": example, "DATA_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert "Set SECRET_KEY and FIELD_ENCRYPTION_KEYS" in done.stderr
