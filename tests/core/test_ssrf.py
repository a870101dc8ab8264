"""Addresses inside our own network are refused before a request leaves."""

import pytest

from apps.core.ssrf import ForbiddenAddressError, check_url


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://224.0.0.1/",
    ],
)
def test_private_addresses_are_refused(settings, url: str) -> None:
    settings.UPSTREAM_PRIVATE_HOSTS = []
    with pytest.raises(ForbiddenAddressError):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    ["ftp://plivo.com", "plivo.com", "https://", "http://user:pw@93.184.216.34/", "javascript:1"],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        check_url(url)


def test_a_public_address_passes() -> None:
    check_url("https://93.184.216.34/")


def test_a_named_private_host_passes(settings) -> None:
    settings.UPSTREAM_PRIVATE_HOSTS = ["127.0.0.1"]
    check_url("http://127.0.0.1:8100/plivo")


def test_a_name_that_cannot_be_found_is_refused() -> None:
    with pytest.raises(ForbiddenAddressError, match="cannot be found"):
        check_url("https://no-such-host.invalid/")
