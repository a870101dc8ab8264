"""Countries: complete, as PingOne spells them, and read from a number."""

import re

import pytest

from apps.policies.countries import (
    CODES,
    NAMES,
    NOT_AT_PINGONE,
    REGION,
    REGIONS,
    RETIRED,
    calling_code,
    choices,
    country_of,
    name_of,
)


def test_every_current_code_has_a_name_and_a_region() -> None:
    # 249 officially assigned codes; PingOne's pattern accepts 246: four fewer, one retired more.
    assert len(CODES) == 249
    assert len((CODES - NOT_AT_PINGONE) | RETIRED) == 246
    assert NOT_AT_PINGONE < CODES
    assert not RETIRED & CODES
    assert all(re.fullmatch("[A-Z]{2}", code) for code in CODES)
    assert set(NAMES) == set(REGION) == CODES
    assert len(set(NAMES.values())) == 249
    assert set(REGION.values()) == set(REGIONS)


@pytest.mark.parametrize(
    ("code", "name", "region"),
    [
        ("SZ", "Eswatini", "Africa"),
        ("CY", "Cyprus", "Asia"),
        ("RU", "Russia", "Europe"),
        ("GL", "Greenland", "Americas"),
        ("SH", "Saint Helena, Ascension and Tristan da Cunha", "Africa"),
        ("ZW", "Zimbabwe", "Africa"),
    ],
)
def test_a_country_stands_in_its_region(code: str, name: str, region: str) -> None:
    assert (name_of(code), REGION[code]) == (name, region)


def test_a_code_without_a_country_is_named_as_it_is() -> None:
    assert name_of("ZZ") == "ZZ"
    assert name_of("AN") == "Netherlands Antilles (retired code)"


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+14155550100", "US"),
        ("+1 (613) 555-0100", "CA"),
        ("46701234567", "SE"),
        ("0046 70 123 45 67", "SE"),
        ("+77011234567", "KZ"),
        ("+24740123", "SH"),
        ("+38344123456", ""),
        ("+1 222 333", ""),
        ("+80012345678", ""),
        ("+999", ""),
        ("seven", ""),
        ("", ""),
        ("+" + "1" * 400, ""),
    ],
)
def test_a_number_tells_its_country(number: str, country: str) -> None:
    assert country_of(number) == country


def test_calling_codes() -> None:
    assert calling_code("SE") == "+46"
    assert calling_code("CA") == calling_code("US") == "+1"
    assert calling_code("AQ") == calling_code("ZZ") == ""


def test_the_picker_offers_each_code_once_by_name() -> None:
    offered = [code for _, group in choices() for code, _ in group]
    assert sorted(offered) == sorted(CODES)
    europe = dict(choices())["Europe"]
    assert [code for code, _ in europe[:3]] == ["AX", "AL", "AD"]
