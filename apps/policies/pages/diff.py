"""Differences of two bodies as rows of a page."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
LONG = 60


@dataclass(frozen=True, slots=True)
class Side:
    """`empty`: the text says that nothing stands there; `block`: it needs lines of its own."""

    text: str
    empty: bool = False
    block: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`place` as PingOne spells it, `label` the same in words."""

    place: str
    label: str
    before: Side
    after: Side


def rows_of(pairs: Mapping[str, Any]) -> list[Row]:
    """`pairs` as differences() and Event.changes have them: ``{place: (before, after)}``."""
    return [
        Row(place, words_of(place), side_of(before), side_of(after))
        for place, (before, after) in pairs.items()
    ]


def words_of(place: str) -> str:
    """``requests[0].phoneNumberFormat`` is "Request 1, phone number format"."""
    parts: list[str] = []
    for match in _PART.finditer(place):
        name, index = match[1], match[2]
        if name:
            found = _WORD.findall(name) or [name]
            parts.append(" ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in found))
        elif parts:
            parts[-1] = f"{_one(parts[-1])} {int(index) + 1}"
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def side_of(value: Any) -> Side:
    if value is None:
        return Side("not set", empty=True)
    if value == "" or value == [] or value == {}:
        return Side("empty", empty=True)
    if isinstance(value, bool):
        return Side("yes" if value else "no")
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return Side(", ".join(map(str, value)))
    if isinstance(value, list | dict):
        return Side(json.dumps(value, indent=2, ensure_ascii=False), block=True)
    text = str(value)
    return Side(text, block="\n" in text or len(text) > LONG)


def _one(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") else noun
