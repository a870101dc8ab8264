"""Places of a body, and what stands there, as people read them: drift, changes, differences."""

import json
import re
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
LONG = 60
# What is longer is folded where several values stand one under the other.
FOLDED = 240


@dataclass(frozen=True, slots=True)
class Side:
    """`empty`: the text says that nothing stands there; `block`: it needs lines of its own."""

    text: str
    empty: bool = False
    block: bool = False

    @property
    def folded(self) -> bool:
        return self.block and len(self.text) > FOLDED

    @property
    def short(self) -> str:
        return self.text if len(self.text) <= FOLDED else f"{self.text[:FOLDED].rstrip()} …"


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
