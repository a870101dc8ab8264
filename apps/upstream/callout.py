"""One request to an address an integrator gave: public internet only, signed, time capped."""

import time
from collections.abc import Collection, Mapping
from urllib.parse import urldefrag

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from apps.core.ssrf import ForbiddenAddressError, check_literal
from apps.upstream import signature
from apps.upstream.http import (
    USER_AGENT,
    Adapter,
    Exchange,
    Guarded,
    Watchdog,
    send_once,
    words,
)

SECONDS = 10.0
MAX_ANSWER = 64 * 1024


class Http(Guarded, HTTPConnection):
    def private_hosts(self) -> Collection[str]:
        return list(settings.CALLBACK_PRIVATE_HOSTS)


class Https(Http, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = Https


class _GuardedAdapter(Adapter):
    pools = {"http": _HttpPool, "https": _HttpsPool}


def send(
    method: str, url: str, params: Mapping[str, str], *, token: str = "", seconds: float = SECONDS
) -> Exchange:
    """What came of it, within `seconds` in all: a status, or none and the words in ``error``.

    A GET has `params` in its query, a POST as a form. Without a token nothing is signed. Redirects
    are an answer like any other. Raises ForbiddenAddressError; then nothing was sent.
    """
    check_literal(url)
    done = Exchange(method=method, url=url, body=dict(params), started=time.time())
    clock = time.monotonic()
    watchdog = Watchdog(seconds)
    try:
        with new_session(_GuardedAdapter) as session, watchdog:
            answer = send_once(session, _prepare(session, method, url, params, token), seconds)
            # As it came: nobody reads it, and bad compression is no bad answer.
            done.content = answer.raw.read(MAX_ANSWER, decode_content=False)
            done.headers = {key.lower(): value for key, value in answer.headers.items()}
        if watchdog.fired:
            raise requests.ReadTimeout
        done.status = answer.status_code
    except ForbiddenAddressError:
        raise
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
        raise ForbiddenAddressError("Enter a full address; this one cannot be read.") from error
    except Exception as error:  # a receiver can break in any way
        done.error = "no answer in time" if watchdog.fired else words(error)
    finally:
        done.seconds = round(time.monotonic() - clock, 3)
    return done


def new_session(guarded: type[Adapter]) -> requests.Session:
    """A new one for each request: no cookies, no proxy that would connect for us, no netrc."""
    session = requests.Session()
    session.trust_env = False
    adapter: HTTPAdapter = guarded(pool_maxsize=1, max_retries=0)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def _prepare(
    session: requests.Session, method: str, url: str, params: Mapping[str, str], token: str
) -> requests.PreparedRequest:
    where, _ = urldefrag(url)
    form = method == "POST"
    request = requests.Request(
        method,
        where,
        params=None if form else dict(params),
        data=dict(params) if form else None,
        headers={"User-Agent": USER_AGENT},
    )
    prepared = session.prepare_request(request)
    if token:
        # The receiver checks it against the address as it arrives: spelt out, with its query.
        fields = {key: [value] for key, value in params.items()} if form else {}
        prepared.headers.update(signature.headers(method, prepared.url or "", token, fields))
    return prepared
