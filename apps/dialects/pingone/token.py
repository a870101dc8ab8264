"""``POST /{envID}/as/token``: an access token for a client's id and secret.

OAuth 2.0, client credentials (RFC 6749, 4.4), answered as RFC 6749, 5 says. The environment of the
address is the one the credential opens. Scopes mean nothing here, as for PingOne's worker
applications, so `scope` is passed over.
"""

import base64
import binascii
import hashlib
import math
import re
from typing import NamedTuple
from urllib.parse import unquote_plus

from django.core.cache import cache
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, JsonResponse, QueryDict
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core.clock import db_now
from apps.dialects.pingone.access_tokens import new_token

FORM = "application/x-www-form-urlencoded"
GRANT = "client_credentials"
DENIED = (
    "Request denied: Invalid client credentials. Client id, client secret and the environment of "
    "the address must belong together, and the credential must be live."
)
# Wrong tries of one client id from one address, and in how many seconds.
TRIES, WINDOW = 20, 300


class Denied(Exception):
    """What RFC 6749, 5.2 answers instead of a token."""

    def __init__(self, error: str, description: str, status: int = 400, **headers: str) -> None:
        self.body = {"error": error, "error_description": description}
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(description)


class Client(NamedTuple):
    client_id: str
    secret: str
    basic: bool


@csrf_exempt
@sensitive_post_parameters("client_secret")
@sensitive_variables("client", "form")
def token(request: HttpRequest, env_id: str) -> JsonResponse:
    try:
        form = _form(request)
        grant = form.get("grant_type", "")
        if not grant:
            raise Denied("invalid_request", f"grant_type is missing. Send {GRANT}.")
        if grant != GRANT:
            raise Denied("unsupported_grant_type", f"Only {GRANT} is supported.")
        client = _client(request, form)
        found = _credential(client, env_id)
        if found is None:
            raise _wrong(client, request.META.get("REMOTE_ADDR", ""))
        credentials.note_use(found)
        made, lasts = new_token(found)
        body = {"access_token": made, "token_type": "Bearer", "expires_in": lasts}
        answer = JsonResponse(body)
    except Denied as denied:
        answer = JsonResponse(denied.body, status=denied.status, headers=denied.headers)
    answer["Cache-Control"] = "no-store"
    answer["Pragma"] = "no-cache"
    return answer


def _form(request: HttpRequest) -> dict[str, str]:
    """What has a value, by name. Raises Denied for anything but a plain form of a POST."""
    if request.method != "POST":
        raise Denied("invalid_request", "Use POST.", 405, Allow="POST")
    if request.content_type != FORM:
        raise Denied("invalid_request", f"Send a body of {FORM}.")
    try:
        sent: QueryDict = request.POST
    except (BadRequest, RequestDataTooBig, TooManyFieldsSent) as error:
        raise Denied("invalid_request", "The body is no form, or too large.") from error
    if twice := sorted(name for name, values in sent.lists() if len(values) > 1):
        raise Denied("invalid_request", f"Sent more than once: {', '.join(twice)}.")
    return {name: str(value) for name, value in sent.items() if value}


@sensitive_variables("form", "secret")
def _client(request: HttpRequest, form: dict[str, str]) -> Client:
    """Who asks: by HTTP Basic, or by client_id and client_secret in the body, never by both."""
    client_id, secret = form.get("client_id", ""), form.get("client_secret", "")
    header = request.headers.get("Authorization", "")
    if not header:
        return Client(client_id, secret, basic=False)
    named, known = _basic(header)
    if secret or client_id not in ("", named):
        raise Denied("invalid_request", "Authenticate by HTTP Basic or in the body, not by both.")
    return Client(named, known, basic=True)


@sensitive_variables()
def _basic(header: str) -> tuple[str, str]:
    """Id and secret, each form-encoded before they were joined (RFC 6749, 2.3.1)."""
    scheme, _, value = header.partition(" ")
    try:
        raw = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    if scheme.lower() != "basic":
        return "", ""
    client_id, _, secret = raw.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


@sensitive_variables("client")
def _credential(client: Client, env_id: str) -> ApiCredential | None:
    found = credentials.find_credential(client.secret)
    if found is None or found.door != ApiCredential.Door.PINGONE:
        return None
    right = (str(found.public_id), found.account.lower()) == (client.client_id, env_id.lower())
    return found if right else None


@sensitive_variables("client")
def _wrong(client: Client, address: str) -> Denied:
    """Counts the try. Only wrong ones are ever held up: a secret cannot be guessed, and who knows
    a client id must not be able to lock its owner out."""
    now = db_now().timestamp()
    who = hashlib.sha256(f"{client.client_id} {address}".encode("utf-8", "replace")).hexdigest()
    key = f"token-tries:{who}:{int(now // WINDOW)}"
    cache.add(key, 0, timeout=WINDOW * 2)
    try:
        many = cache.incr(key) > TRIES
    except ValueError:
        # Evicted between the two calls: the count starts anew.
        many = False
    if many:
        wait = math.ceil(WINDOW - now % WINDOW)
        words = "Too many wrong tries of this client. Wait, then try again."
        return Denied("temporarily_unavailable", words, 429, Retry_After=str(wait))
    challenge = {"WWW_Authenticate": 'Basic realm="linecheck"'} if client.basic else {}
    return Denied("invalid_client", DENIED, 401, **challenge)


UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
TOKEN_URLS: list[URLPattern] = [
    re_path(rf"^(?P<env_id>{UUID.pattern})/+as/+token/*$", token, name="token"),
    # A mistyped environment is told as a client is, not by a page.
    re_path(r"^(?P<env_id>[^/]+)/+as/+token/*$", token),
]
