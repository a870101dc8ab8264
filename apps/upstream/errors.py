"""What can become of a call, named by what happens next (docs/sync.md)."""

from collections.abc import Mapping
from typing import Any


class UpstreamError(Exception):
    """Base; `str(error)` is the provider's words or ours about the connection, free of secrets.

    `fields` maps parts of the body that was sent to what the provider says about them.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        body: Any = None,
        fields: Mapping[str, list[str]] | None = None,
    ) -> None:
        self.status = status
        self.body = body
        self.fields = dict(fields or {})
        super().__init__(message)


class Rejected(UpstreamError):
    """The provider understood and refused: a person must change something."""


class Gone(Rejected):
    """404: the provider has no such object."""


class Misconfigured(UpstreamError):
    """The credentials or the address are wrong: nothing of this connection can succeed."""


class Unavailable(UpstreamError):
    """Surely not done: nothing was sent, or the provider said to come back later.

    With `tries` it is a refusal once it has been said so often.
    """

    def __init__(
        self, message: str, *, retry_after: float | None = None, tries: int = 0, **more: Any
    ) -> None:
        self.retry_after = retry_after
        self.tries = tries
        super().__init__(message, **more)


class OutcomeUnknown(UpstreamError):
    """Bytes may have arrived and no definite answer came back: it may or may not be done."""


class Changed(UpstreamError):
    """Not sent: the object is no longer what we knew when the write was planned; `body` is it."""
