"""A thin client of Plivo's REST API: credentials and the rate allowance come from outside."""

from collections.abc import Iterator
from typing import Any

from apps.upstream.client import Client, retry_after
from apps.upstream.errors import (
    Gone,
    Misconfigured,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UpstreamError,
)
from apps.upstream.http import Exchange

PAGE = 20
# How often a list is read from its start before it counts as unreadable.
STARTS = 5
# What tells the objects of a list apart.
IDENTITY = {
    "profiles": "profile_uuid",
    "brands": "brand_id",
    "campaigns": "campaign_id",
    "objects": "number",
}


class PlivoClient(Client):
    """Calls of one Plivo account; paths are relative to it and end with a slash."""

    provider = "Plivo"

    def __init__(self, *, auth_id: str, auth_token: str, base_url: str, **limits: Any) -> None:
        super().__init__(root=f"{base_url.rstrip('/')}/v1/Account/{auth_id}/", **limits)
        self.auth_id = auth_id
        self._auth = (auth_id, auth_token)

    def credentials(self) -> dict[str, Any]:
        return {"auth": self._auth}

    def sort_answer(
        self, done: Exchange, body: dict[str, Any] | None, *, reading: bool
    ) -> UpstreamError | None:
        return sort_answer(done, body, reading=reading)

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
