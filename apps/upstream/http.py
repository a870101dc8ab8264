"""The one place HTTP leaves from: a session per thread and host, no redirects, time capped."""

import socket
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from apps.core.ssrf import ForbiddenAddressError, resolve

USER_AGENT = "Linecheck/0.1 (+messaging compliance console)"
CONNECT_SECONDS = 5.0
MAX_BODY = 4 * 1024 * 1024
# Of a name with many addresses; all are checked.
ADDRESSES = 4
_local = threading.local()


class NotSentError(Exception):
    """The connection never stood: surely nothing arrived."""


class BrokenError(Exception):
    """The connection broke, or time ran out, after bytes may have left."""


@dataclass
class Exchange:
    """One request and what came back; `status` is None when nothing did.

    `path` is the part of the address below the account.
    """

    method: str
    url: str
    path: str = ""
    body: Any = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""
    started: float = 0.0
    seconds: float = 0.0
    error: str = ""


class Watched:
    """Lets the watchdog of this thread's call reach the socket of a connection in use.

    The socket itself: a connection lets go of it once an answer without a length begins.
    """

    sock: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        _local.sock = self.sock
        in_time()

    def request(self, *args: Any, **kwargs: Any) -> Any:
        _local.connection, _local.sock = self, self.sock
        in_time()
        return super().request(*args, **kwargs)  # type: ignore[misc]


class Guarded(Watched):
    """Connects to an address that was checked: a look-up after the check could answer otherwise.

    TLS still verifies the certificate against the host's name.
    """

    def private_hosts(self) -> Collection[str]:
        """Hosts let through although they are not public."""
        raise NotImplementedError

    def _new_conn(self) -> socket.socket:
        conn: HTTPConnection = self  # type: ignore[assignment]
        host, port = conn._dns_host, conn.port
        try:
            found = resolve(host, port, allowed=self.private_hosts())
        except socket.gaierror as error:
            raise NameResolutionError(host, conn, error) from error
        broken: OSError = OSError("no address")
        for *_, address in found[:ADDRESSES]:
            try:
                seconds = min(CONNECT_SECONDS, in_time())
                return create_connection(
                    (address[0], port), seconds, socket_options=conn.socket_options
                )
            except OSError as error:
                broken = error
        if isinstance(broken, TimeoutError):
            raise ConnectTimeoutError(conn, "no connection in time") from broken
        raise NewConnectionError(conn, "no connection") from broken


class _Http(Guarded, HTTPConnection):
    def private_hosts(self) -> Collection[str]:
        """Those the operator has named; an address an admin entered leads outside."""
        given = (settings.PLIVO_BASE_URL, settings.PINGONE_BASE_URL, settings.TWILIO_BASE_URL)
        own = {(urlsplit(url).hostname or "").rstrip(".") for url in given}
        return {*settings.UPSTREAM_PRIVATE_HOSTS, *own}


class _Https(_Http, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class Adapter(HTTPAdapter):
    pools: dict[str, type[HTTPConnectionPool]] = {"http": _HttpPool, "https": _HttpsPool}

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self.pools


class Watchdog:
    """Cuts the call off when its total time is up.

    The timeouts of sockets are per read: a peer that trickles would hold a worker past its lease.
    """

    def __init__(self, seconds: float) -> None:
        self.fired = False
        self.until = time.monotonic() + seconds
        _local.connection, _local.sock, _local.watchdog = None, None, self
        self._state = _local.__dict__
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def _cut(self) -> None:
        self.fired = True
        sock = self._state["sock"]
        if sock is not None:
            try:
                sock.shutdown(2)
            except OSError:
                pass

    def __enter__(self) -> "Watchdog":
        self._timer.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._timer.cancel()


def in_time() -> float:
    """Seconds left of this thread's call; raises TimeoutError when nobody would cut it off now."""
    watchdog: Watchdog = _local.watchdog
    left = watchdog.until - time.monotonic()
    if watchdog.fired or left <= 0:
        raise TimeoutError
    return left


def session_for(url: str) -> requests.Session:
    """This thread's session for the host of `url`; connections are kept alive between calls."""
    sessions: dict[str, requests.Session] = _local.__dict__.setdefault("sessions", {})
    host = urlsplit(url).netloc
    if host not in sessions:
        session = requests.Session()
        session.trust_env = False
        session.headers["User-Agent"] = USER_AGENT
        session.mount("http://", Adapter(pool_maxsize=1, max_retries=0))
        session.mount("https://", Adapter(pool_maxsize=1, max_retries=0))
        sessions[host] = session
    return sessions[host]


def exchange(
    method: str,
    url: str,
    *,
    auth: tuple[str, str] | None = None,
    params: dict[str, Any] | None = None,
    json: Any = None,
    form: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    seconds: float,
) -> Exchange:
    """One request within `seconds` in all. Raises NotSentError or BrokenError, with `.exchange`."""
    session = session_for(url)
    done = Exchange(method=method, url=url, body=json, started=time.time())
    clock = time.monotonic()
    watchdog = Watchdog(seconds)
    try:
        with watchdog:
            request = requests.Request(
                method, url, auth=auth, params=params, json=json, data=form, headers=headers
            )
            answer = send_once(session, session.prepare_request(request), seconds)
            done.content = answer.raw.read(MAX_BODY, decode_content=True)
            answer.close() if len(done.content) >= MAX_BODY else answer.raw.release_conn()
        if watchdog.fired:
            raise requests.ReadTimeout
        done.status = answer.status_code
        done.headers = {key.lower(): value for key, value in answer.headers.items()}
        return done
    except Exception as error:
        kind: type[Exception] = NotSentError if _never_sent(error) else BrokenError
        done.error = "no answer in time" if watchdog.fired else words(error)
        raised = kind(done.error)
        raised.exchange = done  # type: ignore[attr-defined]
        raise raised from error
    finally:
        done.seconds = round(time.monotonic() - clock, 3)


def send_once(
    session: requests.Session, prepared: requests.PreparedRequest, seconds: float
) -> requests.Response:
    """The answer as it came, its body unread and its cookies nobody's.

    Past `Session.send`, which reads a redirect's body whole and looks where it leads, followed
    or not: that body may be endless, that address nonsense.
    """
    adapter = session.get_adapter(prepared.url or "")
    timeout = (min(CONNECT_SECONDS, seconds), seconds)
    verify = True if session.verify is None else session.verify
    return adapter.send(prepared, stream=True, timeout=timeout, verify=verify)


def _never_sent(error: BaseException) -> bool:
    never = requests.ConnectTimeout | requests.exceptions.InvalidURL | ForbiddenAddressError
    if isinstance(error, never):
        return True
    if isinstance(error, requests.exceptions.SSLError):
        # The handshake comes before the request; a TLS error after it is a broken connection.
        return _local.connection is None
    return isinstance(_reason(error), NewConnectionError | ConnectTimeoutError)


def _reason(error: BaseException) -> BaseException | None:
    return getattr(error.args[0], "reason", None) if error.args else None


def words(error: BaseException) -> str:
    """What went wrong, without the URL or credentials that exception texts may carry."""
    if isinstance(error, ForbiddenAddressError):
        return str(error).rstrip(".")
    if isinstance(error, requests.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    if isinstance(_reason(error), NameResolutionError):
        return "the host cannot be found"
    if _never_sent(error):
        secured = not isinstance(error, requests.exceptions.SSLError)
        return "no connection" if secured else "the connection could not be secured (TLS)"
    return "the connection broke off"
