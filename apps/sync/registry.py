"""Which mirror speaks for which kind of object; apps register theirs in AppConfig.ready()."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.sync.mirror import Mirror

_mirrors: dict[str, "Mirror"] = {}


def register(kind: str, mirror: "Mirror") -> None:
    _mirrors[kind] = mirror


def mirror_for(kind: str) -> "Mirror":
    return _mirrors[kind]


def kinds() -> dict[str, "Mirror"]:
    return dict(_mirrors)
