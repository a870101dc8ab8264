"""One request to an SMS or voice gateway, exactly as given: public hosts only, time capped."""

import time
import zlib
from collections.abc import Collection, Mapping
from urllib.parse import urldefrag

import requests
from django.conf import settings
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from apps.core.ssrf import ForbiddenAddressError, check_literal
from apps.upstream.callout import MAX_ANSWER, SECONDS, new_session
from apps.upstream.http import (
    USER_AGENT,
    Adapter,
    Exchange,
    Guarded,
    Watchdog,
    send_once,
    words,
)

# The connection writes these itself; a second one could make two readers see two requests.
OWN_HEADERS = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


class _Http(Guarded, HTTPConnection):
    def private_hosts(self) -> Collection[str]:
        return list(settings.UPSTREAM_PRIVATE_HOSTS)


class _Https(_Http, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class _GatewayAdapter(Adapter):
    pools = {"http": _HttpPool, "https": _HttpsPool}


def send_raw(
    method: str, url: str, headers: Mapping[str, str], body: bytes, seconds: float = SECONDS
) -> Exchange:
    """What came of it, within `seconds` in all; never tried twice, for each try may cost money.

    No status, and words in ``error``, when nothing came back. A status beside an ``error``: the
    answer began and its body did not end. Redirects are an answer like any other. Of the body,
    uncompressed, the first MAX_ANSWER bytes are kept. OWN_HEADERS of `headers` are left out.
    Raises ForbiddenAddressError; then nothing was sent.
    """
    check_literal(url, allowed=settings.UPSTREAM_PRIVATE_HOSTS)
    done = Exchange(method=method, url=url, started=time.time())
    clock = time.monotonic()
    watchdog = Watchdog(seconds)
    try:
        with new_session(_GatewayAdapter) as session, watchdog:
            prepared = _prepare(session, method, url, headers, body)
            answer = send_once(session, prepared, seconds)
            done.status = answer.status_code
            done.headers = {key.lower(): value for key, value in answer.headers.items()}
            try:
                _read(answer.raw, done)
            finally:
                done.content = _unpacked(done.content, done.headers.get("content-encoding", ""))
        if watchdog.fired:
            raise requests.ReadTimeout
    except ForbiddenAddressError:
        raise
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
        raise ForbiddenAddressError("Enter a full address; this one cannot be read.") from error
    except (requests.exceptions.InvalidHeader, UnicodeError):
        done.error = "a header cannot be sent as it is written"
    except Exception as error:  # a gateway can break in any way
        done.error = "no answer in time" if watchdog.fired else words(error)
    finally:
        done.seconds = round(time.monotonic() - clock, 3)
    return done


def _prepare(
    session: requests.Session, method: str, url: str, headers: Mapping[str, str], body: bytes
) -> requests.PreparedRequest:
    where, _ = urldefrag(url)
    given: dict[str, str | bytes] = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
    for name, value in headers.items():
        if name.lower() not in OWN_HEADERS:
            # What is not ASCII is sent as UTF-8; http.client would refuse most of it.
            given[name] = value.encode("utf-8", "replace")
    data = None if method == "GET" else body
    return session.prepare_request(requests.Request(method, where, headers=given, data=data))


def _read(raw: BaseHTTPResponse, done: Exchange) -> None:
    """As it arrives, so that what came before a break is kept."""
    while (room := MAX_ANSWER - len(done.content)) > 0:
        piece = raw.read1(room, decode_content=False)
        if not piece:
            return
        done.content += piece


def _unpacked(content: bytes, coding: str) -> bytes:
    """Of an answer compressed although nobody asked: its beginning, however far it unfolds."""
    if coding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return content
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content, MAX_ANSWER)
    except zlib.error:
        return content
