"""Plivo's callback signatures, V2 and V3, from Plivo's signature validation pages."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit


def headers(*, method: str, url: str, params: Mapping[str, str], token: str) -> dict[str, str]:
    """All six signature headers for one delivery.

    `url` is the address the customer gave, without the parameters a GET adds to its query.
    """
    v2_nonce, v3_nonce = _nonce(), _nonce()
    v2 = _sign(token, v2_text(url, v2_nonce))
    v3 = _sign(token, v3_text(method, url, params, v3_nonce))
    return {
        "X-Plivo-Signature-V2": v2,
        "X-Plivo-Signature-Ma-V2": v2,
        "X-Plivo-Signature-V2-Nonce": v2_nonce,
        "X-Plivo-Signature-V3": v3,
        "X-Plivo-Signature-Ma-V3": v3,
        "X-Plivo-Signature-V3-Nonce": v3_nonce,
    }


def v2_text(url: str, nonce: str) -> str:
    """Scheme, host, port and path, then the nonce: no separator, no query, no body."""
    return _base(url) + nonce


def v3_text(method: str, url: str, params: Mapping[str, str], nonce: str) -> str:
    """Base, sorted query, sorted parameters and nonce; the order depends on the method."""
    query = {
        key: sorted(values)
        for key, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()
    }
    text = _base(url)
    if method == "GET":
        query |= {key: [value] for key, value in params.items()}
        if query:
            text += "?" + _query(query)
    elif params:
        text += "?" + _query(query) + ("." if query else "")
        text += "".join(f"{key}{params[key]}" for key in sorted(params))
    elif query:
        text += "?" + _query(query)
    return f"{text}.{nonce}"


def _base(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _query(query: Mapping[str, list[str]]) -> str:
    return "&".join(f"{key}={value}" for key in sorted(query) for value in query[key])


def _sign(token: str, text: str) -> str:
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _nonce() -> str:
    return f"{secrets.randbelow(10**20):020d}"
