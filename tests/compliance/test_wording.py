"""What advice reads out of a text. The samples are printed by Plivo, Telnyx, Azure and filers."""

import pytest

from apps.compliance.rules import wording

HARBOUR = {"company_name": "The Harbour Dental Co., LLC", "website": "https://harbour-dental.co.uk"}


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Book at https://www.harbourdental.com/visit.", ["www.harbourdental.com"]),
        ("Track: BIT.LY/3xYz", ["bit.ly"]),
        ("See microsoft.co/x", ["microsoft.co"]),
        ("Write to help@acme.com or call", []),
        ("Open 9 a.m./5 p.m. and/or 24/7.", []),
        ("See you Friday.Thanks", []),
        ("www.acme.com", ["www.acme.com"]),
    ],
)
def test_links_are_found_and_nothing_else(text: str, hosts: list[str]) -> None:
    assert [link.host for link in wording.links(text)] == hosts


def test_a_shortener_is_known_by_its_whole_name() -> None:
    assert wording.shortened("bit.ly")
    assert wording.shortened("www.tinyurl.com")
    assert not wording.shortened("microsoft.co")


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        ("STOP", "Contoso: Txt HELP or STOP. Msg&Data rates may apply.", True),
        ("STOP", "Stop by our shop.", False),
        ("STOP", "reply stop to end", True),
        ("HELP", "We help you.", False),
        ("rates", "Msg&data rates may apply.", True),
        ("rates", "Message & data rates may apply.", True),
        ("rates", "Standard message rates apply.", True),
        ("frequency", "Contoso Promo Alerts: 3 msgs/week.", True),
        ("frequency", "Message frequency varies.", True),
        ("frequency", "Thank you for opting in!", False),
        ("forced consent", "customers cannot use our service without providing SMS consent", True),
        ("forced consent", "a mandatory, non-preselected checkbox that users must check", True),
        ("forced consent", "Consent is not a condition of purchase.", False),
        ("test", "lorem ipsum", True),
        ("test", "Test 123", True),
        ("test", "Your COVID test results are ready.", False),
        ("keyword", "Text JOIN to 18335550143", True),
        ("keyword", "Text STOP to leave", False),
        ("promotion", "Summer sale: 20% off", True),
        ("promotion", "We deal with your request", False),
    ],
)
def test_phrases(phrase: str, text: str, said: bool) -> None:
    assert wording.says(phrase, text) is said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Harbour Dental: see you", True),
        ("HARBOUR-DENTAL: see you", True),
        ("harbour-dental.co.uk/visit", True),
        ("Your dentist: see you", False),
    ],
)
def test_a_company_is_known_by_its_name_or_its_site(text: str, named: bool) -> None:
    assert wording.names(HARBOUR, text) is named


def test_a_company_without_a_known_name_is_taken_as_named() -> None:
    assert wording.names({}, "See you")


def test_a_legal_form_in_the_midst_of_a_name_belongs_to_it() -> None:
    company = {"company_name": "Sandbox Company Ohio LLC"}
    assert wording.names(company, "Sandbox Company Ohio LLC: your order is ready.")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. Your Plivo verification code is xxxx. 2. Dear <customer name>, welcome.", 2),
        ("Sample1 - Your code is xxxx. Sample2 - Dear <customer name>, welcome.", 2),
        ("Your code is xxxx.\n\nDear <customer name>, welcome.", 2),
        ("Your code is xxxx.", 1),
        ("", 0),
    ],
)
def test_messages_are_counted_as_plivo_numbers_them(text: str, count: int) -> None:
    assert wording.samples(text) == count
