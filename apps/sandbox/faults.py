"""Faults asked for over the control API, and the answers that are no answers.

before / after: the request is dropped before anything happened, or was carried out first.
"""

import random
import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from apps.sandbox.models import Fault
from apps.sandbox.validation.reader import Invalid

STATUS, SLOW, LATE = "status", "slow", "late"
TIMEOUT_BEFORE, TIMEOUT_AFTER = "timeout_before", "timeout_after"
RESET_BEFORE, RESET_AFTER = "reset_before", "reset_after"
# Default seconds of each kind; None where seconds mean nothing.
KINDS: dict[str, float | None] = {
    STATUS: None,
    TIMEOUT_BEFORE: 30,
    TIMEOUT_AFTER: 30,
    RESET_BEFORE: None,
    RESET_AFTER: None,
    SLOW: 1,
    LATE: 1,
}
ERRORS = {
    400: "bad request",
    401: "authentication failed",
    403: "forbidden",
    404: "not found",
    405: "method not allowed",
    429: "too many requests",
    500: "internal server error",
    502: "bad gateway",
    503: "service unavailable",
    504: "gateway timeout",
}


class NoAnswer(HttpResponse):
    """Told to the server: send nothing, hold the connection `hold` seconds, then close it.

    `reset` closes with a TCP RST instead of an orderly end.
    """

    def __init__(self, *, hold: float = 0, reset: bool = False) -> None:
        super().__init__()
        self.hold = hold
        self.reset = reset


@dataclass(frozen=True)
class Target:
    """What a fault is matched against. `rest` is the path after the auth id."""

    account: str
    method: str
    path: str
    rest: str


def take(target: Target) -> Fault | None:
    """The oldest fault that strikes this request, counted; None for a healthy request."""
    for fault in Fault.objects.exclude(times=0).order_by("id"):
        if not _concerns(fault, target):
            continue
        fault.considered += 1
        struck = _strikes(fault)
        if struck:
            fault.hits += 1
            if fault.times is not None:
                fault.times -= 1
        fault.save(update_fields=["considered", "hits", "times"])
        if struck:
            return fault
    return None


def read(body: dict[str, Any]) -> Fault:
    """A fault from the control API's JSON; raises Invalid. Not saved."""
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Invalid(f"kind must be one of {', '.join(KINDS)}.")
    path = _text(body, "path")
    try:
        re.compile(path)
    except re.error as error:
        raise Invalid(f"path is not a regular expression: {error}") from error
    times = body.get("times", 1)
    if times is not None and (type(times) is not int or times < 1):
        raise Invalid("times must be an integer of 1 or more, or null for ever.")
    probability = _number(body, "probability", None)
    if probability is not None and not 0 <= probability <= 1:
        raise Invalid("probability must be from 0 to 1.")
    seed = body.get("seed")
    return Fault(
        account=_text(body, "account"),
        method=_text(body, "method").upper(),
        path=path,
        kind=kind,
        status=_status(body) if kind == STATUS else None,
        error=_text(body, "error"),
        retry_after=_whole(body, "retry_after"),
        seconds=_number(body, "seconds", KINDS[kind]),
        applied=body.get("applied") is True,
        times=times,
        probability=probability,
        seed=secrets.token_hex(8) if seed is None else str(seed)[:64],
    )


def describe(fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.pk,
        "account": fault.account or None,
        "method": fault.method or None,
        "path": fault.path or None,
        "kind": fault.kind,
        "status": fault.status,
        "error": fault.error or None,
        "retry_after": fault.retry_after,
        "seconds": fault.seconds,
        "applied": fault.applied,
        "times": fault.times,
        "probability": fault.probability,
        "seed": fault.seed,
        "considered": fault.considered,
        "hits": fault.hits,
    }


def _concerns(fault: Fault, target: Target) -> bool:
    if fault.account and fault.account != target.account:
        return False
    if fault.method and fault.method != target.method:
        return False
    if not fault.path:
        return True
    below_account = target.rest.startswith(fault.path.lstrip("/"))
    return below_account or re.search(fault.path, target.path) is not None


def _strikes(fault: Fault) -> bool:
    """Draw by (seed, how many requests it has considered): the same seed, the same run."""
    if fault.probability is None:
        return True
    return random.Random(f"{fault.seed}:{fault.considered}").random() < fault.probability


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid(f"{name} must be a string.")
    return value


def _number(body: dict[str, Any], name: str, default: float | None) -> float | None:
    value = body.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise Invalid(f"{name} must be a number, 0 or more.")
    return float(value)


def _whole(body: dict[str, Any], name: str) -> int | None:
    value = _number(body, name, None)
    return None if value is None else int(value)


def _status(body: dict[str, Any]) -> int:
    value = body.get("status", 500)
    if type(value) is not int or not 200 <= value <= 599 or value in (204, 304):
        raise Invalid("status must be an HTTP status from 200 to 599 that can have a body.")
    return value
