"""`POST /{environment}/as/token`: client credentials in, an access token out (RFC 6749, 4.4).

Worker applications authenticate with Basic or with members of the form (PingOne API, Token).
"""

import secrets
import uuid
from typing import Any
from urllib.parse import unquote_plus

from django.http import HttpRequest

from apps.sandbox import worlds
from apps.sandbox.arrival import Answer, Arrival, Side, basic
from apps.sandbox.models import AccessToken, Account, Client, Fault
from apps.sandbox.pingone import environments
from apps.sandbox.pingone.secrets import digest
from apps.sandbox.validation.reader import Refusal

LIFETIME = 3600
FORM = "application/x-www-form-urlencoded"


class NoToken(Refusal):
    """`code` is the error of the OAuth body, the sentence its error_description."""

    def __init__(self, status: int, code: str, description: str) -> None:
        super().__init__(status, description)
        self.code = code


def admit(arrival: Arrival) -> Account:
    """The world of the environment whose client this is; its first client opens and owns it."""
    if arrival.method != "POST":
        raise NoToken(405, "invalid_request", "The token endpoint answers POST only.")
    if arrival.content_type != FORM:
        raise NoToken(400, "invalid_request", f"The request must be {FORM}.")
    if not environments.is_id(arrival.account):
        raise NoToken(400, "invalid_request", "There is no such environment.")
    grant = arrival.body.get("grant_type", "")
    if not grant:
        raise NoToken(400, "invalid_request", "grant_type is required.")
    client_id, secret = _credentials(arrival)
    refused = secret == "" or secret == "wrong" or secret.startswith("bad")
    if not client_id or refused:
        raise _invalid_client()
    if grant != "client_credentials":
        raise NoToken(400, "unsupported_grant_type", f"grant_type {grant} is not supported.")
    environment = environments.opened(arrival.account)
    client, _ = Client.objects.get_or_create(
        environment=environment,
        client_id=client_id[:255],
        defaults={"secret_digest": digest(secret)},
    )
    if client.secret_digest != digest(secret):
        raise _invalid_client()
    if not environment.owner:
        environment.owner = client.client_id
        environment.save(update_fields=["owner"])
    return environment.account


def perform(account: Account, arrival: Arrival) -> Answer:
    client_id, _ = _credentials(arrival)
    client = Client.objects.filter(environment_id=account.pk, client_id=client_id[:255]).first()
    if client is None:
        # A late request whose credentials were in its header, which is not kept.
        return refuse(_invalid_client())
    token = secrets.token_urlsafe(48)
    AccessToken.objects.create(
        digest=digest(token), client=client, expires_at=worlds.now(account) + LIFETIME
    )
    body = {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME}
    return Answer(body, headers={"Cache-Control": "no-store"})


def bearer(authorization: str) -> Client | None:
    """The client of a token that is known and not expired on its environment's clock."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    found = (
        AccessToken.objects.select_related("client__environment__account")
        .filter(pk=digest(token.strip()))
        .first()
    )
    if found is None or found.expires_at <= worlds.now(found.client.environment.account):
        return None
    return found.client


def refuse(refusal: Refusal) -> Answer:
    code = refusal.code if isinstance(refusal, NoToken) else "server_error"
    headers = {"WWW-Authenticate": 'Basic realm="pingone"'} if refusal.status == 401 else {}
    return Answer({"error": code, "error_description": refusal.error}, refusal.status, headers)


def misbehave(fault: Fault) -> Answer:
    status = fault.status or 500
    code = {401: "invalid_client", 400: "invalid_request", 403: "access_denied"}.get(
        status, "temporarily_unavailable" if status in (429, 503) else "server_error"
    )
    answer = refuse(NoToken(status, code, fault.error or "The request could not be completed."))
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = str(fault.retry_after)
    return answer


def read(request: HttpRequest) -> tuple[Any, str]:
    return (request.POST.dict() if request.method == "POST" else {}), ""


def shown(body: Any) -> Any:
    """The form without what authenticates."""
    return {key: body[key] for key in ("grant_type", "client_id", "scope") if key in body}


def _credentials(arrival: Arrival) -> tuple[str, str]:
    if arrival.authorization:
        client_id, _, secret = basic(arrival.authorization).partition(":")
        return unquote_plus(client_id), unquote_plus(secret)
    return arrival.body.get("client_id", ""), arrival.body.get("client_secret", "")


def _invalid_client() -> NoToken:
    return NoToken(401, "invalid_client", "The client id or its secret is wrong.")


SIDE = Side(
    read=read,
    admit=admit,
    perform=perform,
    refuse=refuse,
    misbehave=misbehave,
    shown=shown,
    headers=lambda: {"Correlation-Id": str(uuid.uuid4())},
)
