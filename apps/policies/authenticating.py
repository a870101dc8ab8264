"""How PingOne signs in at a gateway: the header it adds, and the token it fetches before."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from apps.policies.filling import FORM
from apps.policies.veil import Veil
from apps.upstream.redact import MASK

CLIENT_CREDENTIALS, JWT_BEARER = "CLIENT_CREDENTIALS", "JWT_BEARER"
_JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# What each secret is called on a page.
WORDS = {
    "password": "password",
    "authToken": "token",
    "clientSecret": "client secret",
    "assertion": "assertion",
    "headerValue": "header value",
}


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """The POST of a form that fetches an access token; `basic` is "" for none."""

    url: str
    form: tuple[tuple[str, str], ...]
    basic: str = ""

    def body(self) -> str:
        return "&".join(f"{key}={_form(value)}" for key, value in self.form)

    def headers(self) -> dict[str, str]:
        basic = {"Authorization": f"Basic {self.basic}"} if self.basic else {}
        return {"Content-Type": FORM, **basic}


@dataclass(frozen=True, slots=True)
class Authentication:
    """`header` and `value` as they are sent: MASK where a secret is not known, or not yet.

    `missing` names the fields of `authentication` that are not known; `problem` says why nothing
    can be added.
    """

    header: str = ""
    value: str = ""
    token: TokenRequest | None = None
    secrets: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    problem: str = ""

    def veil(self, *more: str) -> Veil:
        return Veil((*self.secrets, *more), self.pairs)


@dataclass
class _Reader:
    block: Mapping[str, Any]
    missing: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        value = self.block.get(name)
        return value if isinstance(value, str) else ""

    def secret(self, name: str) -> str:
        """MASK when it is not known."""
        value = self.text(name)
        if not value or value == MASK:
            self.missing.append(name)
        return value or MASK


def read(body: Mapping[str, Any]) -> Authentication:
    """What `authentication` of a setting comes to, its secrets in clear; never raises."""
    block = body.get("authentication")
    if not isinstance(block, Mapping):
        return Authentication(problem="The provider has no authentication.")
    reader = _Reader(block)
    match reader.text("method"):
        case "BASIC":
            name, word = reader.text("username"), reader.secret("password")
            return _made(reader, _basic(name, word), word, pairs=((name, word),))
        case "BEARER":
            word = reader.secret("authToken")
            return _made(reader, f"Bearer {word}", word)
        case "CUSTOM_HEADER":
            word = reader.secret("headerValue")
            header = reader.text("headerName")
            problem = "" if header else "The custom header has no name."
            return _made(reader, word, word, header=header, problem=problem)
        case "OAUTH2":
            return _oauth(reader)
        case "":
            return Authentication(problem="The authentication has no method.")
        case other:
            said = f"Linecheck does not know the authentication method {other}."
            return Authentication(problem=said)


def _oauth(reader: _Reader) -> Authentication:
    """Client credentials (RFC 6749, 4.4), or a JWT as the grant (RFC 7523, 2.1)."""
    url, grant = reader.text("authUrl"), reader.text("grantType") or CLIENT_CREDENTIALS
    scopes = reader.block.get("scopes")
    wanted = " ".join(s for s in scopes if isinstance(s, str)) if isinstance(scopes, list) else ""
    scope = (("scope", wanted),) if wanted else ()
    pairs: tuple[tuple[str, str], ...] = ()
    if grant == JWT_BEARER:
        word = reader.secret("assertion")
        form = (("grant_type", _JWT_GRANT), ("assertion", word), *scope)
        token = TokenRequest(url, form)
    elif grant == CLIENT_CREDENTIALS:
        name, word = reader.text("clientId"), reader.secret("clientSecret")
        # RFC 6749, 2.3.1: both are form-encoded before they are joined.
        pairs = ((name, word), (_form(name), _form(word)))
        form = (("grant_type", "client_credentials"), *scope)
        if reader.text("clientAuthenticationMethod") == "BODY":
            token = TokenRequest(url, (*form, ("client_id", name), ("client_secret", word)))
        else:
            token = TokenRequest(url, form, _packed(_form(name), _form(word)))
    else:
        return Authentication(problem=f"Linecheck does not know the grant type {grant}.")
    problem = "" if url else "There is no address to fetch the access token from."
    return _made(reader, f"Bearer {MASK}", word, token=token, pairs=pairs, problem=problem)


def _made(reader: _Reader, value: str, secret: str, **more: Any) -> Authentication:
    more.setdefault("header", "Authorization")
    return Authentication(value=value, secrets=(secret,), missing=tuple(reader.missing), **more)


def _basic(name: str, word: str) -> str:
    return f"Basic {_packed(name, word)}"


def _packed(name: str, word: str) -> str:
    """Base64 of both in UTF-8 (RFC 7617), or MASK."""
    if word == MASK:
        return MASK
    return base64.b64encode(f"{name}:{word}".encode("utf-8", "replace")).decode()


def _form(value: str) -> str:
    return value if value == MASK else quote_plus(value, errors="replace")
