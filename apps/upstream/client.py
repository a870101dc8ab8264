"""What the clients of all providers share: the allowance, the time, the record of each exchange."""

import json as jsonlib
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar

from apps.upstream.errors import OutcomeUnknown, Unavailable, UpstreamError
from apps.upstream.http import BrokenError, Exchange, NotSentError, exchange

# A provider that asks for more is asked again after this all the same (seconds).
LONGEST_PAUSE = 3600.0


def no_limit() -> None:
    return None


@dataclass(frozen=True)
class Answer:
    """A 2xx body and what the exchange tells about it."""

    body: dict[str, Any]
    exchange: Exchange


class Client(ABC):
    """Calls of one account. `allowance()` is called before each request and blocks until its turn.

    `seconds` caps one request, `budget` all requests of this client together (both in seconds).
    Every exchange, answered or not, is appended to `exchanges`. `hide` takes what must not be
    repeated out of a refusal, which may quote what it refuses. Raises Rejected, Gone,
    Misconfigured, Unavailable or OutcomeUnknown; the last only for writes: a read can be repeated.
    """

    provider: ClassVar[str]

    def __init__(
        self,
        *,
        root: str,
        allowance: Callable[[], None] = no_limit,
        seconds: float = 20.0,
        budget: float | None = None,
    ) -> None:
        self.root = root
        self._allowance = allowance
        self._seconds = seconds
        self._deadline = None if budget is None else time.monotonic() + budget
        self.exchanges: list[Exchange] = []
        self.hide: Callable[[str], str] | None = None

    @abstractmethod
    def credentials(self) -> dict[str, Any]:
        """What signs a request: `auth` or `headers` of an exchange."""

    @abstractmethod
    def sort_answer(
        self, done: Exchange, body: dict[str, Any] | None, *, reading: bool
    ) -> UpstreamError | None:
        """The error an answered exchange amounts to, or None."""

    def get(self, path: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        return self.call("GET", path, params=params).body

    def call(
        self, method: str, path: str, *, params: dict[str, Any] | None = None, json: Any = None
    ) -> Answer:
        """One request; `path` is relative to the account."""
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
                self.root + path,
                params=params,
                json=json,
                seconds=seconds,
                **self.credentials(),
            )
        except NotSentError as error:
            self._keep(error.exchange, path)  # type: ignore[attr-defined]
            raise Unavailable(f"{self.provider} could not be reached: {error}.") from error
        except BrokenError as error:
            self._keep(error.exchange, path)  # type: ignore[attr-defined]
            kind = Unavailable if reading else OutcomeUnknown
            raise kind(f"{self.provider} did not answer: {error}.") from error
        if self.hide is not None and not 200 <= (done.status or 0) < 300:
            done.content = self.hide(done.content.decode("utf-8", "replace")).encode()
        self._keep(done, path)
        body = parse(done.content)
        failure = self.sort_answer(done, body, reading=reading)
        if failure is not None:
            raise failure
        return Answer(body=body or {}, exchange=done)

    def _keep(self, done: Exchange, path: str) -> None:
        done.path = path
        self.exchanges.append(done)


def parse(content: bytes) -> dict[str, Any] | None:
    """The JSON object in `content`; {} for an empty body, None for anything else.

    Characters no database column takes (NUL, halves of surrogate pairs) are out of its texts.
    """
    if not content.strip():
        return {}
    try:
        body = jsonlib.loads(content, parse_constant=_no_number)
        # What is too deep or too large for a database is nothing we could keep.
        jsonlib.dumps(body, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    return dict(_storable(body)) if b"\\u" in content else body


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    return value


def retry_after(done: Exchange) -> float | None:
    """Seconds of a Retry-After header, which may be a date; None for an absent or odd one."""
    value = done.headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(0.0, seconds), LONGEST_PAUSE) if math.isfinite(seconds) else None
