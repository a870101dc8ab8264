"""The house rules that no linter knows."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from apps.sync.mirrored import Mirrored
from apps.sync.registry import kinds

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("apps", "config", "tests", "scripts")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_300_lines() -> None:
    long = {name(p): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 300}
    assert long == {}


@pytest.mark.parametrize("path", [p for p in SOURCES if "apps" in p.parts], ids=name)
def test_effects_are_not_hidden_in_signals_or_save(path: Path) -> None:
    text = path.read_text()
    assert "@receiver(" not in text
    if "models" in name(path):
        assert not re.search(r"^    def save\(self", text, re.M)


def test_no_test_sleeps() -> None:
    waits = re.compile(r"\btime\.sleep\(")
    guilty = [
        name(p)
        for p in SOURCES
        if p.parts[-2] in ("sync", "compliance", "portal", "core", "upstream", "journeys")
        and "tests" in p.parts
        and waits.search(p.read_text())
    ]
    assert guilty == []


def test_every_mirrored_model_has_its_mirror() -> None:
    mirrored = {m for m in apps.get_models() if issubclass(m, Mirrored)}
    assert {mirror.model for mirror in kinds().values()} == mirrored


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX)\b|[Cc]oming soon|[Nn]ot implemented yet")
    texts = [*SOURCES, *(ROOT / "templates").rglob("*.html"), *(ROOT / "docs").rglob("*.md")]
    found = [name(p) for p in texts if p != Path(__file__) and later.search(p.read_text())]
    assert found == []
