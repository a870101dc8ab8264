"""A request as it came in, the answer to it, and what a provider must do to be played."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from apps.sandbox.models import Account, Fault
from apps.sandbox.validation.reader import Refusal


@dataclass
class Arrival:
    """A request before anything about it is believed. `rest` is the path below the account."""

    account: str
    method: str
    rest: str
    query: Mapping[str, str]
    body: Any
    body_error: str = ""
    authorization: str = ""
    content_type: str = ""
    # Scheme and host the client called, for links.
    origin: str = ""


@dataclass
class Answer:
    body: dict[str, Any]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """One provider's way: `admit` returns the world or raises Refusal, `perform` answers."""

    read: Callable[[HttpRequest], tuple[Any, str]]
    admit: Callable[[Arrival], Account]
    perform: Callable[[Account, Arrival], Answer]
    refuse: Callable[[Refusal], Answer]
    misbehave: Callable[[Fault], Answer]
    # The body as the request log may show it.
    shown: Callable[[Any], Any]
    # Headers of every answer.
    headers: Callable[[], dict[str, str]]


def json_body(request: HttpRequest) -> tuple[Any, str]:
    """(value, "") or (the raw text, what is wrong with it)."""
    try:
        raw = request.body
    except RequestDataTooBig:
        return None, "The body is too large."
    if not raw.strip():
        return None, ""
    text = raw[:65536].decode("utf-8", "replace")
    try:
        value = json.loads(raw, parse_constant=_no_constant)
        # Half a surrogate pair is valid JSON that no database and no wire can carry.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return text, "The body is not valid JSON."
    return value, ""


def basic(header: str) -> str:
    """`user:password` of a Basic Authorization header, else ""."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def _no_constant(name: str) -> Any:
    raise ValueError(name)
