"""Refuses addresses inside our own network before a request leaves."""

import ipaddress
import re
import socket
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

# What parsers read differently, or drop: two of them must not see two hosts.
_STRANGE = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]")
# RFC 6761, RFC 6762 and ICANN's reserved name: these are resolved on the spot, never in public DNS.
_LOCAL_NAMES = ("localhost", "local", "internal")
# What IANA has given out of IPv6, and where RFC 6052 maps IPv4 into it.
_UNICAST6 = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SYSTEM_PORTS = 1024


class ForbiddenAddressError(ValueError):
    """The URL is malformed or names a host that is not on the public internet."""


def check_url(url: str) -> None:
    """Raises ForbiddenAddressError unless `url` is http(s) to a public host.

    Names are resolved, so a public name for a private address is refused as well. Hosts of
    UPSTREAM_PRIVATE_HOSTS (the sandbox) are let through.
    """
    host, port = _host_and_port(url)
    if host in settings.UPSTREAM_PRIVATE_HOSTS:
        return
    try:
        resolve(host, port, allowed=())
    except OSError as error:
        raise ForbiddenAddressError(f"{host} cannot be found.") from error


def check_literal(url: str, *, allowed: Collection[str] | None = None) -> None:
    """What can be said of an address without asking DNS: for the moment somebody hands it in.

    Raises ForbiddenAddressError. Hosts of `allowed` (CALLBACK_PRIVATE_HOSTS when None) are let
    through. Whether a name is public is checked anew each time something is sent to it (`resolve`).
    """
    host, port = _host_and_port(url)
    if host in (settings.CALLBACK_PRIVATE_HOSTS if allowed is None else allowed):
        return
    literal = _literal(host)
    local = host.rpartition(".")[2] in _LOCAL_NAMES
    if local or (literal and not _is_public(literal)):
        raise ForbiddenAddressError(f"{host} is not on the public internet.")
    _check_port(port)


def resolve(host: str, port: int, *, allowed: Collection[str]) -> list[tuple[Any, ...]]:
    """What `socket.getaddrinfo` finds, every address of it checked: connect to these only.

    A second look-up could answer differently. Raises ForbiddenAddressError, and OSError when the
    name cannot be found (now). Hosts of `allowed` are let through.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise socket.gaierror(f"{host} is no host name") from error
    if host.lower().rstrip(".") not in allowed:
        if not all(_is_public(str(address[0])) for *_, address in found):
            raise ForbiddenAddressError(f"{host} is not on the public internet.")
        _check_port(port)
    return list(found)


def _host_and_port(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().rstrip(".")
        port = parts.port
    except ValueError as error:
        raise ForbiddenAddressError("Enter a full address; this one cannot be read.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ForbiddenAddressError("Enter a full address that starts with https://.")
    if _STRANGE.search(url) or "%" in parts.netloc:
        raise ForbiddenAddressError("An address has no blanks, backslashes or hidden characters.")
    if "@" in parts.netloc:
        raise ForbiddenAddressError("Put credentials in their own fields, not in the address.")
    default = 443 if parts.scheme == "https" else 80
    return host, default if port is None else port


def _check_port(port: int) -> None:
    """The other system ports belong to mail, shells and the like, which a request could talk to."""
    if port not in (80, 443) and port < _SYSTEM_PORTS:
        raise ForbiddenAddressError(
            f"Port {port} is not for the web: use 80, 443 or one above 1023."
        )


def _literal(host: str) -> str:
    """The address `host` spells out, "" for a name; also 127.1, 0x7f000001, 0177.0.0.1."""
    try:
        return host if ":" in host else socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def _is_public(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip.sixtofour is not None:
            ip = ip.sixtofour
        elif ip not in _UNICAST6 or ip.teredo is not None:
            # Also what maps IPv4: no resolver of the public internet answers with it.
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
