"""Addresses inside our own network are refused before a request leaves."""

import socket

import pytest

from apps.core.ssrf import ForbiddenAddressError, check_literal, check_url, resolve

PRIVATE = [
    "http://10.0.0.1/",
    "http://100.64.0.1/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://0177.0.0.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://2130706433./",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://169.254.169.254/latest/meta-data/",
    "http://172.16.0.1/",
    "http://192.168.1.1/x",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]:8080/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::1]/",
    "http://[fc00::1]/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
]
NO_WEB_ADDRESS = [
    "",
    "ftp://plivo.com",
    "file:///etc/passwd",
    "gopher://plivo.com/",
    "plivo.com",
    "//plivo.com/x",
    "https://",
    "https:///x",
    "http://..",
    "http://[::1",
    "http://[::1]x/",
    "http://user:pw@93.184.216.34/",
    "http://user@93.184.216.34/",
    "http://@93.184.216.34/",
    "http://93.184.216.34\\@127.0.0.1/",
    "http://93.184.216.34/a b",
    "http://93.184.216.34/\ud800",
    "http://exa\nmple.com/",
    "http://%31%32%37.0.0.1/",
    f"http://{'a' * 70}.com/",
    "http://93.184.216.34:99999/",
    "http://93.184.216.34:x/",
    "http://93.184.216.34:0/",
    "http://93.184.216.34:22/",
    "http://93.184.216.34:25/",
    "javascript:1",
]
PUBLIC = [
    "https://93.184.216.34/",
    "http://93.184.216.34:8080/x?y=z#f",
    "https://[2606:2800:220:1:248:1893:25c8:1946]/",
    "http://[64:ff9b::5db8:d822]/",
    "http://[2002:5db8:d822::1]/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused(settings, url: str) -> None:
    settings.UPSTREAM_PRIVATE_HOSTS = settings.CALLBACK_PRIVATE_HOSTS = []
    for check in (check_url, check_literal):
        with pytest.raises(ForbiddenAddressError):
            check(url)


@pytest.mark.parametrize("url", NO_WEB_ADDRESS)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    for check in (check_url, check_literal):
        with pytest.raises(ForbiddenAddressError):
            check(url)


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_address_passes(url: str) -> None:
    check_url(url)
    check_literal(url)


def test_a_named_private_host_passes(settings) -> None:
    settings.UPSTREAM_PRIVATE_HOSTS, settings.CALLBACK_PRIVATE_HOSTS = ["127.0.0.1"], []
    check_url("http://127.0.0.1:8100/plivo")
    with pytest.raises(ForbiddenAddressError):
        check_literal("http://127.0.0.1:8100/hook")
    settings.CALLBACK_PRIVATE_HOSTS = ["127.0.0.1"]
    check_literal("http://127.0.0.1:8100/hook")


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "a.localhost", "nas.local", "x.internal"]
)
def test_a_local_name_is_refused_without_asking_anybody(settings, host: str) -> None:
    settings.CALLBACK_PRIVATE_HOSTS = []
    with pytest.raises(ForbiddenAddressError, match="public internet"):
        check_literal(f"https://{host}/hook")


def test_a_name_is_not_looked_up_to_be_taken_down() -> None:
    check_literal("https://no-such-host.invalid/")


def test_a_name_that_cannot_be_found_is_refused() -> None:
    with pytest.raises(ForbiddenAddressError, match="cannot be found"):
        check_url("https://no-such-host.invalid/")


def test_a_name_for_a_private_address_is_refused() -> None:
    with pytest.raises(ForbiddenAddressError, match="public internet"):
        resolve("localhost", 443, allowed=())


def test_an_allowed_name_brings_its_addresses() -> None:
    found = resolve("localhost", 25, allowed=["localhost"])
    assert {address[4][0] for address in found} <= {"127.0.0.1", "::1"}


def test_a_name_that_cannot_be_found_now_may_be_found_later() -> None:
    for host in ("no-such-host.invalid", "a" * 70):
        with pytest.raises(socket.gaierror):
            resolve(host, 443, allowed=())
