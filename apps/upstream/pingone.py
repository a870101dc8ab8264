"""A thin client of PingOne's platform API for one environment, and of its token endpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from apps.upstream.client import Answer, Client, parse, retry_after
from apps.upstream.errors import (
    Gone,
    Misconfigured,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UpstreamError,
)
from apps.upstream.http import BrokenError, Exchange, NotSentError, exchange

# api.pingone.<tld> and auth.pingone.<tld> (PingOne API, Regions).
REGIONS = {
    "com": "North America",
    "ca": "Canada",
    "eu": "Europe",
    "com.au": "Australia",
    "sg": "Singapore",
    "asia": "Asia (legacy)",
}
# A 403 may mean that the environment, or the role in it, was just created: tries before it counts.
FORBIDDEN_TRIES = 6
# A list that goes on for longer than this is leading us in circles.
MOST_PAGES = 200
# Seconds an access token lives where the answer does not say (PingOne: one hour).
LIFETIME = 3600.0


class ClientRefused(Misconfigured):
    """The token endpoint knows no such client, or it has another secret."""


@dataclass(frozen=True)
class Grant:
    """An access token and for how many seconds it is good."""

    token: str
    seconds: float


class PingOneClient(Client):
    """Calls of one environment; paths are relative to it and begin without a slash.

    `token(stale)` gives the access token; `stale` is one PingOne has just refused, "" at first.
    """

    provider = "PingOne"

    def __init__(
        self, *, environment: str, base_url: str, token: Callable[[str], str], **limits: Any
    ) -> None:
        super().__init__(root=f"{base_url.rstrip('/')}/v1/environments/{environment}/", **limits)
        self._token = token
        self._bearer = ""

    def credentials(self) -> dict[str, Any]:
        return {"headers": {"Authorization": f"Bearer {self._bearer}"}}

    def call(
        self, method: str, path: str, *, params: dict[str, Any] | None = None, json: Any = None
    ) -> Answer:
        """One request; a token that ran out is renewed once: 401 means that nothing was done."""
        # Outside the try: that the token endpoint refuses us is no answer about a token.
        self._bearer = self._bearer or self._token("")
        try:
            return super().call(method, path, params=params, json=json)
        except Misconfigured as error:
            if error.status != 401:
                raise
        self._bearer = self._token(self._bearer)
        return super().call(method, path, params=params, json=json)

    def collection(self, path: str, key: str) -> list[dict[str, Any]]:
        """All objects under ``_embedded[key]``: ``_links.next`` is followed on our host only."""
        found: dict[str, dict[str, Any]] = {}
        seen: set[str] = set()
        where: str | None = path
        while where is not None:
            if where in seen or len(seen) == MOST_PAGES:
                raise Unavailable("PingOne's list does not end.")
            seen.add(where)
            body = self.get(where)
            for item in _items(body, key):
                found.setdefault(str(item.get("id") or len(found)), item)
            where = self._next(body)
        return list(found.values())

    def _next(self, body: dict[str, Any]) -> str | None:
        """The path of the next page below the environment. Raises Misconfigured for elsewhere."""
        links = body.get("_links")
        link = links.get("next") if isinstance(links, dict) else None
        href = link.get("href") if isinstance(link, dict) else None
        if not isinstance(href, str) or not href:
            return None
        ours, theirs = urlsplit(self.root), urlsplit(href)
        if (theirs.scheme, theirs.netloc) != (ours.scheme, ours.netloc) or not href.startswith(
            self.root
        ):
            raise Misconfigured("PingOne's list goes on at another address; it is not followed.")
        return href.removeprefix(self.root)

    def sort_answer(
        self, done: Exchange, body: dict[str, Any] | None, *, reading: bool
    ) -> UpstreamError | None:
        return sort_answer(done, body, reading=reading)


def fetch_token(
    auth_url: str, environment: str, client_id: str, client_secret: str, *, seconds: float
) -> Grant:
    """A new access token (OAuth 2.0 client credentials, PingOne API, Token).

    The secret goes into the header, as applications are set up by default, and into the body if
    PingOne refuses that. Raises ClientRefused, Misconfigured or Unavailable; nothing was changed.
    """
    url = f"{auth_url.rstrip('/')}/{environment}/as/token"
    grant = {"grant_type": "client_credentials"}
    in_body = {**grant, "client_id": client_id, "client_secret": client_secret}
    ways: list[dict[str, Any]] = [
        # Encoded as RFC 6749, 2.3.1 has it: else a header could not hold every secret.
        {"auth": (quote(client_id, safe=""), quote(client_secret, safe="")), "form": grant},
        {"form": in_body},
    ]
    refused = ""
    for way in ways:
        done = _ask_token(url, way, seconds)
        body = parse(done.content) or {}
        status = done.status or 0
        if status == 200 and isinstance(body.get("access_token"), str):
            return Grant(body["access_token"], _lifetime(body.get("expires_in")))
        if status == 429 or status >= 500:
            said = f"PingOne's token endpoint answered with status {status}."
            raise Unavailable(said, status=status, retry_after=retry_after(done))
        refused = str(body.get("error") or "")
        if refused not in ("invalid_client", "unauthorized_client"):
            break
    if refused in ("invalid_client", "unauthorized_client"):
        raise ClientRefused("PingOne does not accept the client ID and secret.", status=status)
    raise Misconfigured(
        f"PingOne gave no access token (status {status}). Check the region or address and the "
        "environment of the worker application.",
        status=status,
    )


def _ask_token(url: str, way: dict[str, Any], seconds: float) -> Exchange:
    try:
        return exchange("POST", url, seconds=seconds, **way)
    except (NotSentError, BrokenError) as error:
        raise Unavailable(f"PingOne's token endpoint did not answer: {error}.") from error


def _lifetime(value: Any) -> float:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return float(min(value, LIFETIME)) if usable else LIFETIME


def _items(body: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects of one page. Raises Unavailable for what is no page: that something is not among
    them is proof that it is not there."""
    embedded = body.get("_embedded")
    items = embedded.get(key) if isinstance(embedded, dict) else None
    if items is None and "_links" in body and not body.get("count") and not body.get("size"):
        return []
    if not isinstance(items, list):
        raise Unavailable("PingOne's list could not be read.")
    return [item for item in items if isinstance(item, dict)]


def sort_answer(
    done: Exchange, body: dict[str, Any] | None, *, reading: bool
) -> UpstreamError | None:
    """The error an answered exchange amounts to, or None (PingOne API, Errors).

    PingOne says that statuses may change within 4xx, so what is known by its code goes first.
    """
    status = done.status or 0
    more: dict[str, Any] = {"status": status, "body": body}
    if 200 <= status < 300:
        if body is None:
            unclear = "PingOne's answer could not be read."
            return Unavailable(unclear, **more) if reading else OutcomeUnknown(unclear, **more)
        return None
    said = words(body, status)
    if status == 429:
        return Unavailable(said, retry_after=retry_after(done), **more)
    if status == 401:
        return Misconfigured("PingOne does not accept the access token.", **more)
    if status == 403 and "LICENSE_EXCEEDED" not in codes(body):
        hint = (
            "The environment or the role was just created, or the worker application lacks the "
            "role Environment Admin there."
        )
        return Unavailable(f"{said} {hint}", tries=FORBIDDEN_TRIES, **more)
    if 300 <= status < 400:
        return Misconfigured("The address answers with a redirect; check the base URL.", **more)
    if status == 404:
        return Gone(said, **more)
    if status >= 500 or status == 408:
        if reading:
            return Unavailable(said, retry_after=retry_after(done), **more)
        return OutcomeUnknown(said, **more)
    return Rejected(said, fields=fields(body), **more)


def details(body: Any) -> list[dict[str, Any]]:
    """``details[]`` of an error body: ``{code, target, message, innerError}``."""
    found = body.get("details") if isinstance(body, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def codes(body: Any) -> set[str]:
    """Its code and those of its details."""
    top = {str(body.get("code") or "")} if isinstance(body, dict) else set()
    return top | {str(item.get("code") or "") for item in details(body)}


def fields(body: Any) -> dict[str, list[str]]:
    """What is wrong by target, such as ``requests[0].url``."""
    found: dict[str, list[str]] = {}
    for item in details(body):
        said = str(item.get("message") or item.get("code") or "")
        if item.get("target") and said:
            found.setdefault(str(item["target"]), []).append(said)
    return found


def words(body: dict[str, Any] | None, status: int) -> str:
    """Their words: the details where there are any, for the message only says that there are."""
    told = []
    for item in details(body):
        said, where = str(item.get("message") or item.get("code") or ""), item.get("target")
        told.append(f"{where}: {said}" if where and said else said)
    text = " ".join(filter(None, told)) or str((body or {}).get("message") or "")
    code = str((body or {}).get("code") or "")
    if not text:
        return f"PingOne answered with status {status}."
    return f"{text} ({code})" if code else text
