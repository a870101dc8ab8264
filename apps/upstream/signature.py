"""Plivo's callback signatures, V2 and V3 (Plivo docs, Signature validation; SDK verifiers).

V2 covers scheme, host and path with the nonce, neither query nor body. V3 covers all three.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qs, urlsplit


def _sign(token: str, text: str) -> str:
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _any_matches(expected: str, given: str) -> bool:
    return any(
        hmac.compare_digest(expected.encode(), part.strip().encode())
        for part in given.split(",")
        if part.strip()
    )


def _pairs(query: str) -> list[tuple[str, str]]:
    values = parse_qs(query, keep_blank_values=True)
    return [(key, value) for key in sorted(values) for value in sorted(values[key])]


def v2_signature(url: str, nonce: str, token: str) -> str:
    parts = urlsplit(url)
    return _sign(token, f"{parts.scheme}://{parts.netloc}{parts.path}{nonce}")


def v3_signature(
    method: str, url: str, nonce: str, token: str, params: Mapping[str, Sequence[str]]
) -> str:
    """`params` are the form fields of a POST; a GET has them in the query of `url` already."""
    parts = urlsplit(url)
    text = f"{parts.scheme}://{parts.netloc}{parts.path}"
    query = "&".join(f"{key}={value}" for key, value in _pairs(parts.query))
    body = "".join(f"{key}{value}" for key in sorted(params) for value in sorted(params[key]))
    if query or (method == "POST" and body):
        text += "?" + query
    if method == "POST" and body:
        text += ("." if query else "") + body
    return _sign(token, f"{text}.{nonce}")


def headers(
    method: str, url: str, token: str, params: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """The six headers of one callback; `params` as for `v3_signature`.

    ``Ma`` is the main account's signature: one token signs for both.
    """
    nonces = {"V2": secrets.token_hex(16), "V3": secrets.token_hex(16)}
    signed = {
        "V2": v2_signature(url, nonces["V2"], token),
        "V3": v3_signature(method, url, nonces["V3"], token, params),
    }
    found = {}
    for family, signature in signed.items():
        found[f"X-Plivo-Signature-{family}"] = signature
        found[f"X-Plivo-Signature-Ma-{family}"] = signature
        found[f"X-Plivo-Signature-{family}-Nonce"] = nonces[family]
    return found


def check(
    *,
    method: str,
    url: str,
    headers: Mapping[str, str],
    params: Mapping[str, Sequence[str]],
    tokens: Iterable[str],
) -> bool | None:
    """True: signed by one of `tokens`; False: signed by somebody else; None: not signed at all.

    Either family is enough: which one Plivo uses for 10DLC callbacks is not settled in its docs.
    """
    v2 = [headers.get(f"X-Plivo-Signature-{name}", "") for name in ("V2", "Ma-V2")]
    v3 = [headers.get(f"X-Plivo-Signature-{name}", "") for name in ("V3", "Ma-V3")]
    if not any(v2 + v3):
        return None
    nonce2 = headers.get("X-Plivo-Signature-V2-Nonce", "")
    nonce3 = headers.get("X-Plivo-Signature-V3-Nonce", "")
    for token in tokens:
        if nonce2 and any(_any_matches(v2_signature(url, nonce2, token), given) for given in v2):
            return True
        expected = v3_signature(method, url, nonce3, token, params)
        if nonce3 and any(_any_matches(expected, given) for given in v3):
            return True
    return False
