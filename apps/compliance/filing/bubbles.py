"""Texts as the phone preview draws them."""

import re
from typing import Any

from apps.compliance.segments import segments

_MARK = re.compile(r"(?:^|(?<=\s))(?:sample\s*)?(\d{1,2})\s?[.):-]\s+", re.I)


def bubble(text: str, label: str) -> dict[str, Any]:
    size = segments(text)
    return {
        "text": text,
        "label": label,
        "segments": size.count,
        "encoding": size.encoding,
        "length": len(text),
    }


def samples(text: str) -> list[str]:
    """The messages of one text numbered "1. … 2. …"; without numbers each line is one.

    Only the next number in turn begins a message: "May 5. Reply STOP" does not.
    """
    text = text.strip()
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if int(mark[1]) == len(marks) + 1 and (marks or mark.start() == 0):
            marks.append(mark)
    if not marks:
        return [line.strip() for line in text.splitlines() if line.strip()]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return [message for message in found if message]
