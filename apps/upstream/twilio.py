"""A thin client of Twilio's REST API, enough to ask whether an account's credentials work."""

from typing import Any

from apps.upstream.client import Client, retry_after
from apps.upstream.errors import Gone, Misconfigured, Rejected, Unavailable, UpstreamError
from apps.upstream.http import Exchange


class TwilioClient(Client):
    """Readings with one account's credentials."""

    provider = "Twilio"

    def __init__(self, *, account_sid: str, auth_token: str, base_url: str, **limits: Any) -> None:
        super().__init__(root=f"{base_url.rstrip('/')}/2010-04-01/", **limits)
        self._auth = (account_sid, auth_token)

    def credentials(self) -> dict[str, Any]:
        return {"auth": self._auth}

    def account(self) -> dict[str, Any]:
        """The account itself (Twilio API, Account resource)."""
        return self.get(f"Accounts/{self._auth[0]}.json")

    def sort_answer(
        self, done: Exchange, body: dict[str, Any] | None, *, reading: bool
    ) -> UpstreamError | None:
        """The error an answered reading amounts to, or None (Twilio API, Error responses)."""
        status = done.status or 0
        said = words(body, status)
        more: dict[str, Any] = {"status": status, "body": body}
        if 200 <= status < 300:
            unclear = "Twilio's answer could not be read."
            return Unavailable(unclear, **more) if body is None else None
        if status == 401:
            refused = "Twilio does not accept the Account SID and auth token"
            return Misconfigured(f"{refused}: {said}", **more)
        if 300 <= status < 400:
            return Misconfigured("The address answers with a redirect; check the base URL.", **more)
        if status == 404:
            return Gone(said, **more)
        if status in (408, 429) or status >= 500:
            return Unavailable(said, retry_after=retry_after(done), **more)
        return Rejected(said, **more)


def words(body: dict[str, Any] | None, status: int) -> str:
    """Twilio's message with its code: ``Authenticate (20003).``"""
    said, code = (body or {}).get("message"), (body or {}).get("code")
    if not said:
        return f"Twilio answered with status {status}."
    return f"{said} ({code})." if code else str(said)
