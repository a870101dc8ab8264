"""The requests and answers the provider's documentation prints, kept as data.

A file holds ``{"source", "samples": [...]}``; a sample is printed faithfully, and what had to be
put right before a machine can send it is a correction beside it, never in it. Its ``request`` and
``response`` may be in files of their own, named by ``request_file`` and ``response_file``.
"""

import copy
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Correction:
    """``what`` is a dotted path from ``request`` or ``response``, or the whole of one.

    ``to`` is the value put there, ``renamed`` the key it gets. With neither, only the printed
    notation was put right: quotes, a comma.
    """

    what: str
    why: str
    to: Any = ...
    renamed: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """``path`` is below the account; ``response`` is None where no body is answered or printed."""

    source: str
    name: str
    operation: str
    method: str
    path: str
    request: Any
    status: int
    response: Any
    corrections: tuple[Correction, ...]

    def address(self) -> str:
        return str(self._right("path", self.path))

    def sent(self) -> Any:
        return self._right("request", self.request)

    def answered(self) -> Any:
        return self._right("response", self.response)

    def _right(self, part: str, printed: Any) -> Any:
        whole = {part: copy.deepcopy(printed)}
        for correction in self.corrections:
            if correction.what.partition(".")[0] == part:
                _apply(whole, correction)
        return whole[part]


def load(folder: Path) -> list[Sample]:
    """Those of every JSON file in the folder, by file name, then as they stand there."""
    return [sample for path in sorted(folder.glob("*.json")) for sample in _read(path)]


def pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _read(path: Path) -> Iterable[Sample]:
    file = json.loads(path.read_text())
    for entry in file["samples"]:
        corrections = tuple(Correction(**each) for each in entry.pop("corrections", ()))
        for part in ("request", "response"):
            if name := entry.pop(f"{part}_file", ""):
                entry[part] = json.loads((path.parent / name).read_text())
        yield Sample(
            source=file["source"],
            corrections=corrections,
            **{"request": None, "response": None, **entry},
        )


def _apply(whole: dict[str, Any], correction: Correction) -> None:
    *parents, last = correction.what.split(".")
    at: Any = whole
    for name in parents:
        at = at[name] if isinstance(at, Mapping) else at[int(name)]
    key = last if isinstance(at, Mapping) else int(last)
    if correction.renamed:
        at[correction.renamed] = at.pop(key)
    elif correction.to is not ...:
        at[key] = correction.to
