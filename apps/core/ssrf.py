"""Refuses addresses inside our own network before a request leaves."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings


class ForbiddenAddressError(ValueError):
    """The URL is malformed or names a host that is not on the public internet."""


def check_url(url: str) -> None:
    """Raises ForbiddenAddressError unless `url` is http(s) to a public host.

    Names are resolved, so a public name for a private address is refused as well. Hosts of
    UPSTREAM_PRIVATE_HOSTS (the sandbox) are let through.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ForbiddenAddressError("Enter a full address that starts with https://.")
    if parts.username or parts.password:
        raise ForbiddenAddressError("Put credentials in their own fields, not in the address.")
    if parts.hostname in settings.UPSTREAM_PRIVATE_HOSTS:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise ForbiddenAddressError(f"{parts.hostname} cannot be found.") from error
    for *_, address in found:
        ip = ipaddress.ip_address(address[0])
        if not ip.is_global or ip.is_multicast:
            raise ForbiddenAddressError(f"{parts.hostname} is not on the public internet.")


def check_literal(url: str) -> None:
    """Like `check_url` without asking DNS: what an address alone shows to be inside.

    For the door, which answers at once; who sends there later resolves and checks again.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ForbiddenAddressError("Enter a full address that starts with https://.")
    if parts.username or parts.password:
        raise ForbiddenAddressError("Put credentials in their own fields, not in the address.")
    host = parts.hostname.rstrip(".")
    if host in settings.CALLBACK_PRIVATE_HOSTS:
        return
    inside = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        inside = not ip.is_global or ip.is_multicast
    if inside:
        raise ForbiddenAddressError(f"{host} is not on the public internet.")
