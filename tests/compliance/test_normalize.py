from typing import Any

import pytest

from apps.compliance.rules import normalize


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12-3456789", "123456789"), (" 12 3456789 ", "123456789"), (122321231, "122321231"),
     ("", ""), (None, "")],
)  # fmt: skip
def test_an_ein_is_its_digits(typed: object, kept: str) -> None:
    assert normalize.ein(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("(512) 555-0143", "+15125550143"),
        ("15125550143", "+15125550143"),
        ("+1 512 555 0143", "+15125550143"),
        ("919033998877", "+919033998877"),
        ("+44 20 7946 0958", "+442079460958"),
        ("call us", "call us"),
        ("", ""),
    ],
)
def test_a_phone_number_becomes_e164_or_stays_as_typed(typed: str, kept: str) -> None:
    assert normalize.phone(typed) == kept


def test_a_number_of_the_account_has_no_plus() -> None:
    assert normalize.number("+1 (512) 555-0143") == "15125550143"


@pytest.mark.parametrize(
    ("typed", "kept"), [("78701 2345", "78701-2345"), ("787012345", "78701-2345"),
                        (" 78701", "78701"), ("m5v  3l9", "M5V 3L9")],
)  # fmt: skip
def test_a_postal_code_gets_its_standard_form(typed: str, kept: str) -> None:
    assert normalize.postal_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("WWW.Harbour.com/", "www.harbour.com"),
        ("HTTPS://Harbour.com/Book", "https://harbour.com/Book"),
        ("hibye.com", "hibye.com"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_a_website_keeps_its_path_and_lowers_its_host(typed: str, kept: str) -> None:
    assert normalize.website(typed) == kept


def test_enums_are_read_in_any_case_and_the_printed_misspelling_too() -> None:
    raw = {"entity_type": "public", "vertical": "Enterntainment", "customer_type": "reseller"}
    assert normalize.values("profile", raw) == {
        "entity_type": "PUBLIC",
        "vertical": "ENTERTAINMENT",
        "customer_type": "RESELLER",
    }


def test_keywords_lose_blanks_and_doubles() -> None:
    assert normalize.keywords("start, yes ,YES;join") == "START,YES,JOIN"


def test_keywords_can_be_judged_as_they_were_sent() -> None:
    raw = {"optin_keywords": "YES, SUBSCRIBE"}
    assert normalize.values("campaign", raw, as_sent=["optin_keywords"]) == raw


def test_use_cases_come_as_list_or_comma_string() -> None:
    assert normalize.use_cases("CUSTOMER_CARE, 2fa") == ["CUSTOMER_CARE", "2FA"]
    assert normalize.use_cases(["customer care"]) == ["CUSTOMER_CARE"]
    assert normalize.use_cases("") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://a.com/1, https://a.com/2", ["https://a.com/1", "https://a.com/2"]),
        ("https://a.com/1,HTTPS://a.com/2,", ["https://a.com/1", "HTTPS://a.com/2"]),
        ("https://a.com/1\r\nhttps://a.com/1\n", ["https://a.com/1"]),
        ("https://a.com/map?at=30.2,-97.7", ["https://a.com/map?at=30.2,-97.7"]),
        ([" https://a.com/1 ", "", None, "https://a.com/1"], ["https://a.com/1"]),
        ("", []),
        (None, []),
    ],
)
def test_links_come_as_list_or_comma_string(typed: object, kept: list[str]) -> None:
    assert normalize.urls(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1000", "1,000"), (10000, "10,000"), (" 1, 000 ", "1,000"), ("10000000+", "10,000,000+"),
     ("10,000,000 +", "10,000,000+"), ("A lot", "A lot"), ("9" * 5000, "9" * 5000), ("", ""),
     (None, "")],
)  # fmt: skip
def test_a_volume_gets_plivos_commas(typed: object, kept: str) -> None:
    assert normalize.volume(typed) == kept


def test_a_toll_free_verification_is_brought_into_form() -> None:
    raw = {"number": "+1 (833) 555-0143", "usecase": "2fa, customer care", "optin_type": "web form"}
    assert normalize.values("tollfree", raw) == {
        "number": "18335550143",
        "usecase": ["2FA", "CUSTOMER_CARE"],
        "optin_type": "WEB_FORM",
    }


def test_absent_comes_in_many_shapes() -> None:
    raw: dict[str, Any] = {"website": None, "ein": "", "company_name": None, "stock_exchange": []}
    assert set(normalize.values("profile", raw).values()) == {""}


def test_a_boolean_may_be_spelt_out() -> None:
    raw = {"age_gated": "False", "embedded_link": True, "direct_lending": "perhaps"}
    assert normalize.values("campaign", raw) == {
        "age_gated": False,
        "embedded_link": True,
        "direct_lending": "perhaps",
    }


def test_a_us_state_is_capitals() -> None:
    assert normalize.values("profile", {"country": "us", "state": "tx"})["state"] == "TX"


def test_unknown_keys_are_kept() -> None:
    assert normalize.values("brand", {"mobile_phone": "1"}) == {"mobile_phone": "1"}


def test_normalizing_twice_changes_nothing() -> None:
    raw = {"ein": "12-3456789", "contact_phone": "(512) 555-0143", "website": "Harbour.com/"}
    once = normalize.values("profile", raw)
    assert normalize.values("profile", once) == once
