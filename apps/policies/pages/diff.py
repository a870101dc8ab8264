"""Differences of two bodies as rows of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.sync.values import Side, side_of, words_of

__all__ = ["Row", "rows_of", "words_of"]


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
