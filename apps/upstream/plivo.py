"""A thin client of Plivo's REST API: credentials and the rate allowance come from outside."""

import json as jsonlib
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from apps.upstream.errors import (
    Gone,
    Misconfigured,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UpstreamError,
)
from apps.upstream.http import BrokenError, Exchange, NotSentError, exchange

PAGE = 20
# A provider that asks for more is asked again after this all the same (seconds).
LONGEST_PAUSE = 3600.0
# How often a list is read from its start before it counts as unreadable.
STARTS = 5
# What tells the objects of a list apart.
IDENTITY = {
    "profiles": "profile_uuid",
    "brands": "brand_id",
    "campaigns": "campaign_id",
    "objects": "number",
}


def _no_limit() -> None:
    return None


@dataclass(frozen=True)
class Answer:
    """A 2xx body and what the exchange tells about it."""

    body: dict[str, Any]
    exchange: Exchange


class PlivoClient:
    """Calls of one account. `allowance()` is called before each request and blocks until its turn.

    `seconds` caps one request, `budget` all requests of this client together (both in seconds).
    Every exchange, answered or not, is appended to `exchanges`. Raises Rejected, Gone,
    Misconfigured, Unavailable or OutcomeUnknown; the last only for writes: a read can be repeated.
    """

    def __init__(
        self,
        *,
        auth_id: str,
        auth_token: str,
        base_url: str,
        allowance: Callable[[], None] = _no_limit,
        seconds: float = 20.0,
        budget: float | None = None,
    ) -> None:
        self.auth_id = auth_id
        self._auth = (auth_id, auth_token)
        self._root = f"{base_url.rstrip('/')}/v1/Account/{auth_id}/"
        self._allowance = allowance
        self._seconds = seconds
        self._deadline = None if budget is None else time.monotonic() + budget
        self.exchanges: list[Exchange] = []

    def get(self, path: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        return self.call("GET", path, params=params).body

    def pages(
        self, path: str, key: str, params: dict[str, Any] | None = None, *, name: str = ""
    ) -> Iterator[Any]:
        """The objects under `key` of all pages, each once; Unavailable if the list never rests.

        `name` is the key that tells them apart, by default the one of IDENTITY.

        Offsets count from the newest, so what is created meanwhile shows an object twice, and what
        is deleted would hide one. Each page begins with the last object of the one before: when
        that is not there, something was deleted, and it is read from the start.
        """
        name, seen = name or IDENTITY[key], set[str]()
        offset, starts = 0, 1
        before: set[str] = set()
        while True:
            body = self.get(path, {**(params or {}), "limit": PAGE, "offset": offset})
            page = [item for item in body.get(key) or [] if isinstance(item, dict)]
            found = {str(item.get(name)): item for item in page}
            if offset and not before & found.keys():
                if starts == STARTS:
                    raise Unavailable("The list kept changing while it was read.")
                offset, starts = 0, starts + 1
                continue
            yield from (item for one, item in found.items() if one not in seen)
            seen |= found.keys()
            if len(page) < PAGE:
                return
            before = set(found)
            offset += PAGE - 1

    def call(
        self, method: str, path: str, *, params: dict[str, Any] | None = None, json: Any = None
    ) -> Answer:
        """One request; `path` is relative to the account and ends with a slash."""
        self._allowance()
        reading = method == "GET"
        seconds = self._seconds
        if self._deadline is not None:
            seconds = min(seconds, self._deadline - time.monotonic())
            if seconds <= 0:
                raise Unavailable("There was not enough time left for this request.")
        try:
            done = exchange(
                method,
                self._root + path,
                auth=self._auth,
                params=params,
                json=json,
                seconds=seconds,
            )
        except NotSentError as error:
            self.exchanges.append(error.exchange)  # type: ignore[attr-defined]
            raise Unavailable(f"Plivo could not be reached: {error}.") from error
        except BrokenError as error:
            self.exchanges.append(error.exchange)  # type: ignore[attr-defined]
            kind = Unavailable if reading else OutcomeUnknown
            raise kind(f"Plivo did not answer: {error}.") from error
        self.exchanges.append(done)
        body = parse(done.content)
        failure = sort_answer(done, body, reading=reading)
        if failure is not None:
            raise failure
        return Answer(body=body or {}, exchange=done)


def parse(content: bytes) -> dict[str, Any] | None:
    """The JSON object in `content`; {} for an empty body, None for anything else.

    Characters no database column takes (NUL, halves of surrogate pairs) are out of its texts.
    """
    if not content.strip():
        return {}
    try:
        body = jsonlib.loads(content)
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    return dict(_storable(body)) if b"\\u" in content else body


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    return value


def words(body: dict[str, Any] | None, status: int) -> str:
    """Plivo's `error` as text; SDK issues show it as a string, a list or a dict."""
    error = (body or {}).get("error") or (body or {}).get("message")
    if isinstance(error, dict):
        error = "; ".join(f"{key}: {value}" for key, value in error.items())
    if isinstance(error, list):
        error = "; ".join(str(item) for item in error)
    return str(error) if error else f"Plivo answered with status {status}."


def sort_answer(
    done: Exchange, body: dict[str, Any] | None, *, reading: bool
) -> UpstreamError | None:
    """The error an answered exchange amounts to, or None (Plivo API reference, Responses)."""
    status = done.status or 0
    said = words(body, status)
    more: dict[str, Any] = {"status": status, "body": body}
    if 200 <= status < 300:
        if body is None:
            unclear = "Plivo's answer could not be read."
            return Unavailable(unclear, **more) if reading else OutcomeUnknown(unclear, **more)
        if body.get("error") and not body.get("message"):
            return Rejected(said, **more)
        return None
    if status == 429:
        return Unavailable(said, retry_after=retry_after(done), **more)
    if status == 401:
        return Misconfigured("Plivo does not accept the Auth ID and token.", **more)
    if 300 <= status < 400:
        return Misconfigured("The address answers with a redirect; check the base URL.", **more)
    if status == 404:
        return Gone(said, **more)
    if status >= 500 or status == 408:
        if reading:
            return Unavailable(said, retry_after=retry_after(done), **more)
        return OutcomeUnknown(said, **more)
    return Rejected(said, **more)


def retry_after(done: Exchange) -> float | None:
    """Seconds of a Retry-After header; Plivo documents none, so an absent or odd one is None."""
    try:
        seconds = float(done.headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(max(0.0, seconds), LONGEST_PAUSE) if math.isfinite(seconds) else None
