"""Sends one request of a custom provider to its gateway, as PingOne would, and tells the answer."""

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from apps.core.actor import Actor
from apps.core.errors import Invalid, Refused
from apps.core.ssrf import ForbiddenAddressError
from apps.policies import secrets as kept
from apps.policies.authenticating import WORDS, Authentication
from apps.policies.calls import AUTHENTICATION, Call, Preview, build, complete, masked, veil_of
from apps.policies.filling import Sample, Segment, plain
from apps.policies.said import said
from apps.policies.veil import Veil
from apps.upstream.gateway import MAX_ANSWER, OWN_HEADERS, SECONDS, send_raw
from apps.upstream.http import Exchange
from apps.upstream.redact import MASK, redact

TOKEN, GATEWAY = "token", "gateway"
# Of an answer; cookies and the like are nobody's business.
SHOWN_HEADERS = frozenset(
    {
        "content-length",
        "content-type",
        "correlation-id",
        "date",
        "location",
        "request-id",
        "retry-after",
        "server",
        "www-authenticate",
        "x-correlation-id",
        "x-request-id",
    }
)
# Others are read as UTF-8: some codecs of Python take minutes, or are none.
_CHARSETS = frozenset(
    {"ascii", "big5", "cp1252", "euc_jp", "euc_kr", "gb18030", "iso8859-1", "iso8859-15"}
    | {"shift_jis", "utf-16", "utf-16-be", "utf-16-le"}
)
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tried:
    """What was sent and what came back, secrets masked in both.

    `stage`: TOKEN when it ended at the access token, and nothing went to the gateway; else
    GATEWAY. `status` is None when nothing came back; then, and when an answer broke off, `error`
    says why. `body` is its text, at most MAX_ANSWER characters, `cut` when there was more.
    `seconds` count the access token in. `words` say what it means and what to do.
    """

    request: Preview
    stage: str
    status: int | None
    seconds: float
    headers: tuple[tuple[str, str], ...]
    body: str
    cut: bool
    error: str
    words: str


def try_it(
    *,
    setting_body: Mapping[str, Any],
    secrets: Mapping[str, Any] | None,
    request_index: int,
    sample: Sample,
    actor: Actor,
    seconds: float = SECONDS,
) -> Tried:
    """Sends entry `request_index` of `requests` once, within `seconds` in all; it costs money.

    Raises Invalid when the setting has no such request, Refused when it cannot be sent as PingOne
    would. Nothing is stored: noting it is the caller's, outside a transaction like this call.
    """
    actor.require("setting.try")
    whole = complete(setting_body, secrets)
    entries = whole["requests"]
    if not 0 <= request_index < len(entries) or entries[request_index] is None:
        raise Invalid({"request": ["The provider has no such request."]})
    preview, sent = build(whole, request_index, sample)
    _refuse_unready(whole, preview, sent)
    spent, token = 0.0, ""
    if sent.token is not None and preview.token is not None:
        done = _send(preview.token, sent.token.headers(), seconds)
        token = _access_token(done)
        if not token:
            return _tried(preview, veil_of(whole, sent), done, TOKEN, spent)
        spent = done.seconds
        preview = _signed(preview, token)
    headers = {header.name: plain(header.value) for header in preview.call.headers}
    done = _send(preview.call, headers, max(0.1, seconds - spent))
    return _tried(preview, veil_of(whole, sent, token), done, GATEWAY, spent)


def _refuse_unready(whole: Mapping[str, Any], preview: Preview, sent: Authentication) -> None:
    at = f"requests[{preview.index}]"
    if preview.call.method not in ("GET", "POST"):
        raise Invalid({f"{at}.method": ["PingOne sends GET or POST. Choose one of them."]})
    if not preview.call.url:
        raise Invalid({f"{at}.url": ["Enter the gateway's URL."]})
    if sent.problem and "authentication" in whole:
        raise Refused(f"{sent.problem} Correct the authentication, then try again.")
    if sent.header.lower() in OWN_HEADERS:
        raise Refused(f"{sent.header} is written by the connection: choose another header.")
    if sent.missing:
        named = " and the ".join(WORDS[name] for name in sent.missing)
        raise Refused(
            f"Linecheck does not have the {named}: PingOne never gives it back. Enter it, then "
            "try again."
        )
    for path in kept.unknown({"requests": whole["requests"]}, ()):
        if path.startswith(f"{at}."):
            raise Refused(
                f"Linecheck does not have the secret at {path}. Enter it, then try again."
            )


def _send(call: Call, headers: Mapping[str, str], seconds: float) -> Exchange:
    url, body = plain(call.url), plain(call.body).encode("utf-8", "replace")
    try:
        return send_raw(call.method, url, headers, body, seconds)
    except ForbiddenAddressError as error:
        return Exchange(method=call.method, url=url, error=f"{error}")


def _signed(preview: Preview, token: str) -> Preview:
    headers = tuple(
        replace(header, value=(Segment(f"Bearer {token}"),))
        if header.added == AUTHENTICATION
        else header
        for header in preview.call.headers
    )
    return replace(preview, call=replace(preview.call, headers=headers))


def _access_token(done: Exchange) -> str:
    """RFC 6749, 5.1: JSON with access_token; "" when there is none."""
    found = _json(done.content) if _is_success(done) and not done.error else None
    token = found.get("access_token") if isinstance(found, dict) else None
    return token if isinstance(token, str) else ""


def _is_success(done: Exchange) -> bool:
    return done.status is not None and 200 <= done.status < 300


def _tried(preview: Preview, veil: Veil, done: Exchange, stage: str, spent: float) -> Tried:
    cut = len(done.content) >= MAX_ANSWER or bool(done.error)
    text = _text(done, stage)
    shown = veil.beginning(text) if cut else veil(text)
    headers = tuple(
        # http.client takes headers for Latin-1; a secret sent as UTF-8 comes back as UTF-8.
        (name, veil(_HIDDEN.sub("", value.encode("latin-1", "replace").decode("utf-8", "replace"))))
        for name, value in sorted(done.headers.items())
        if name in SHOWN_HEADERS
    )
    error = veil(done.error)
    return Tried(
        request=masked(preview, veil),
        stage=stage,
        status=done.status,
        seconds=round(spent + done.seconds, 3),
        headers=headers,
        body=shown[:MAX_ANSWER],
        cut=cut and done.status is not None,
        error=error,
        words=said(done.status, error, is_token=stage == TOKEN, started=done.started > 0),
    )


def _text(done: Exchange, stage: str) -> str:
    """The answer's body without hidden characters, in which a secret could be spelt unseen."""
    if stage == TOKEN and done.content:
        found = _json(done.content)
        if _is_success(done):
            # A token under a name nobody expected is still a token.
            found = dict.fromkeys(found, MASK) if isinstance(found, dict) else MASK
        if found is not None:
            return _HIDDEN.sub("", json.dumps(redact(found), ensure_ascii=False, indent=2))
    return _HIDDEN.sub("", done.content.decode(_charset(done), "replace"))


def _charset(done: Exchange) -> str:
    named = re.search(r"charset=\"?([\w.:-]+)", done.headers.get("content-type", ""), re.I)
    try:
        name = codecs.lookup(named[1]).name if named else "utf-8"
    except LookupError:
        return "utf-8"
    return name if name in _CHARSETS else "utf-8"


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
