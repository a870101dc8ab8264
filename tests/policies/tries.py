"""Trying a request out, for the tests of it: the call, and what a gateway got and answered."""

import base64
from typing import Any
from urllib.parse import quote_plus

from apps.core.actor import Actor
from apps.policies.filling import Sample
from apps.policies.secrets import cut
from apps.policies.trying import Tried, try_it
from apps.upstream.gateway import SECONDS
from tests.policies.gateways import SECRET
from tests.upstream.peer import Peer

ADMIN = Actor(kind="user", label="Olivia", rights=frozenset({"setting.try"}))
SAMPLE = Sample(message="Code 2468 & more", otp="2468")


def tried(
    body: dict[str, Any], *, index: int = 0, actor: Actor = ADMIN, seconds: float = SECONDS
) -> Tried:
    """Its secrets kept apart, as the database does."""
    masked, secrets = cut(body)
    return try_it(
        setting_body=masked,
        secrets=secrets,
        request_index=index,
        sample=SAMPLE,
        actor=actor,
        seconds=seconds,
    )


def answer(body: str | bytes, *more: str, status: str = "200 OK") -> bytes:
    content = body.encode() if isinstance(body, str) else body
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *more, "", ""]
    return "\r\n".join(head).encode() + content


def arrived(server: Peer) -> tuple[str, dict[str, str], str]:
    """The request line, headers by name in small letters and the body of the one request."""
    (raw,) = server.requests
    head, _, body = raw.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return first, {k.lower(): v for k, v in (line.split(": ", 1) for line in lines)}, body


def nothing_leaks(done: Tried, *more: str) -> None:
    packed = base64.b64encode(f"acmé:{SECRET}".encode()).decode()
    for secret in (SECRET, quote_plus(SECRET), packed, *more):
        assert secret not in repr(done)
