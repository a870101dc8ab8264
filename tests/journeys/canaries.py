"""Secrets that are looked for everywhere, and who looks: a browser that remembers each answer."""

import base64
import hashlib
import html
import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import Resolver404, resolve

from tests.dump import dump

# Even the beginning of a secret is looked for.
TELLING = 12
LINK = re.compile(r'\b(?:href|hx-get)="([^"#]+)')
SKIP = re.compile(r"^/(static|callbacks)/")


def canary(label: str) -> str:
    """A secret like no other text: its first letters alone are telling."""
    return f"{hashlib.sha256(label.encode()).hexdigest()[:20]}-{label}"


def found(text: str, canaries: dict[str, str]) -> set[str]:
    """The labels of those in `text`: as they are, in any case, cut short, or in Base64."""
    small = text.lower()
    return {
        label
        for label, value in canaries.items()
        if value[:TELLING].lower() in small or any(form in text for form in _base64(value))
    }


def _base64(value: str) -> Iterable[str]:
    """How `value` looks in Base64, wherever it begins; without the ends, which neighbours share."""
    for shift in range(3):
        packed = base64.b64encode(b"\0" * shift + value.encode()).decode()
        yield packed[4 if shift else 0 : len(packed) // 4 * 4 - 4]


@dataclass
class Heard:
    """One answer, headers and all, and the canaries it is there to show."""

    what: str
    text: str
    allowed: set[str] = field(default_factory=set)


class Listener(Client):
    """A browser, or an integrator's program, whose answers are all kept in `heard`."""

    def __init__(self, heard: list[Heard], **options: Any) -> None:
        super().__init__(raise_request_exception=False, **options)
        self.heard = heard

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        if answer.streaming:
            answer.streaming_content = [b"".join(answer.streaming_content)]
            body = answer.getvalue()
            answer.streaming_content = [body]
        else:
            body = answer.content
        said = f"{answer.headers}\n{answer.cookies}\n{body.decode('utf-8', 'replace')}"
        what = f"{request.get('REQUEST_METHOD')} {request.get('PATH_INFO')} {answer.status_code}"
        self.heard.append(Heard(what, said))
        return answer


def crawl(client: Listener, *starts: str, each: int = 3) -> set[str]:
    """Follows the links of every page, `each` of one kind; returns the names of the URLs."""
    waiting, seen = deque(starts), set(starts)
    counted: Counter[tuple[str, tuple[str, ...]]] = Counter()
    while waiting:
        address = waiting.popleft()
        parts = urlsplit(address)
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            continue
        asked = tuple(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
        counted[name, asked] += 1
        if counted[name, asked] > (1 if asked else each):
            continue
        answer = client.get(address)
        assert answer.status_code < 500, address
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for link in LINK.findall(answer.content.decode()):
            target = urljoin(address, html.unescape(link))
            if target.startswith(starts) and target not in seen and not SKIP.match(target):
                seen.add(target)
                waiting.append(target)
    return {name for name, _ in counted}


def kept(*folders: Path) -> dict[str, str]:
    """Everything that outlives a request, by place: tables, sessions unpacked, files."""
    places = {"database": dump()}
    places["sessions"] = repr([each.get_decoded() for each in Session.objects.all()])
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            # The demo's own keys, readable by their owner only.
            if path.is_file() and path.name != "secrets.json":
                places[str(path)] = path.read_bytes().decode("utf-8", "replace")
    return places
