"""Every rule is met by one value and broken by another, and says so in words a filer can use."""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.compliance.rules import RULES, advise, check, limits, rules_of
from apps.compliance.rules.page import markdown

HERE = Path(__file__).parent
CASES: dict[str, Any] = json.loads((HERE / "rule_cases.json").read_text())
FILINGS: dict[str, dict[str, Any]] = json.loads((HERE / "filings.json").read_text())
COMPANY = {
    "profile": {
        "retired": False,
        "company_name": "Harbour Dental LLC",
        "website": "www.harbourdental.com",
        "contact_email": "ana@harbourdental.com",
    }
}


def test_every_rule_has_an_accepted_and_a_refused_case() -> None:
    bare = [i for i in RULES if set(CASES.get(i, {})) != {"accepted", "refused"}]
    assert not bare, f"add cases to tests/compliance/rule_cases.json for: {bare}"


def test_no_case_belongs_to_a_rule_that_is_gone() -> None:
    assert not set(CASES) - set(RULES)


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_the_rule_holds_for_its_accepted_case(rule_id: str) -> None:
    case = CASES[rule_id]["accepted"]
    assert RULES[rule_id].complaint(case["values"], case.get("context", {})) == ""


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_the_refused_case_is_reported_at_the_rules_field(rule_id: str) -> None:
    rule, case = RULES[rule_id], CASES[rule_id]["refused"]
    context = {"act": sorted(rule.acts)[0], **case.get("context", {})}
    words = rule.complaint(case["values"], context)
    ask = advise if rule.advice else check
    found = ask(rule.object, case["values"], context=context)
    assert words
    assert words in found[rule.fields[0]]


@pytest.mark.parametrize("object", sorted(FILINGS))
def test_a_good_filing_is_refused_nothing(object: str) -> None:
    assert check(object, FILINGS[object]) == {}


@pytest.mark.parametrize("object", sorted(FILINGS))
def test_an_empty_filing_raises_nothing_and_names_what_is_missing(object: str) -> None:
    found = check(object, {})
    required = {r.fields[0] for r in rules_of(object) if r.id.endswith(".required")}
    assert required <= set(found)


def test_a_step_hears_only_about_its_own_fields() -> None:
    assert set(check("profile", {}, only={"street", "city"})) == {"street", "city"}


def test_an_unknown_fact_refuses_nothing() -> None:
    assert check("campaign", FILINGS["campaign"], context={}) == {}


def test_an_update_asks_only_for_what_it_changes() -> None:
    context = {"act": "update", "status": "FAILED", "changed": ["description"]}
    assert check("campaign", {"description": "x" * 40}, context=context) == {}
    assert "description" in check("campaign", {"description": ""}, context=context)


@pytest.mark.parametrize(
    ("status", "door", "refused"),
    [
        ("FAILED", "portal", False),
        ("FAILED", "rest", False),
        ("PROCESSING", "portal", True),
        ("PROCESSING", "rest", False),
        ("ACTIVE", "rest", True),
        ("EXPIRED", "rest", True),
    ],
)
def test_the_door_decides_which_campaigns_can_be_corrected(
    status: str, door: str, refused: bool
) -> None:
    context = {"act": "update", "status": status, "door": door}
    assert ("__all__" in check("campaign", {}, context=context)) is refused


def test_a_good_toll_free_filing_is_advised_nothing() -> None:
    assert advise("tollfree", FILINGS["tollfree"], context=COMPANY) == {}


@pytest.mark.parametrize("act", ["create", "update"])
def test_what_was_not_written_is_not_judged(act: str) -> None:
    found = advise("tollfree", {}, context={"act": act, **COMPANY})
    assert set(found) == (
        set()
        if act == "update"
        else {"privacy_policy_link", "terms_and_conditions_link", "optin_message", "help_message"}
    )


@pytest.mark.parametrize(
    ("status", "update", "delete"),
    [
        ("SUBMITTED", True, True),
        ("UPDATE_REQUIRED", True, True),
        ("PROCESSING", False, True),
        ("APPROVED", False, False),
        ("REJECTED", False, False),
        ("ON_HOLD", False, False),
        ("", True, True),
    ],
)
def test_the_state_decides_what_becomes_of_a_verification(
    status: str, update: bool, delete: bool
) -> None:
    for act, allowed in (("update", update), ("delete", delete)):
        found = check("tollfree", {}, context={"act": act, "status": status})
        assert ("__all__" not in found) is allowed, act


@pytest.mark.parametrize(
    ("chosen", "rejected", "refused"),
    [
        (["2FA"], [["2FA"]], True),
        (["MARKETING", "2FA"], [["CUSTOMER_CARE"], ["2FA", "MARKETING"]], True),
        (["2FA"], [["2FA", "MARKETING"]], False),
        (["2FA", "MARKETING"], [["2FA"], ["MARKETING"]], False),
        (["2FA"], [], False),
    ],
)
def test_a_rejection_is_final_for_just_those_use_cases(
    chosen: list[str], rejected: list[Any], refused: bool
) -> None:
    context = {"rejected_usecases": rejected}
    found = check("tollfree", {"usecase": chosen}, context=context, only={"usecase"})
    assert bool(found) is refused


@pytest.mark.parametrize(
    "link",
    [
        "http://localhost:8000/form.png",
        "https://127.0.0.1/form.png",
        "https://10.0.0.8/form.png",
        "https://[::1]/form.png",
        "https://intranet/form.png",
        "https://forms.harbour.internal/form.png",
        "https://ana:secret@www.harbourdental.com/form.png",
        "https://www.harbourdental.com:99999/form.png",
        "https://[broken/form.png",
        "ftp://www.harbourdental.com/form.png",
        "www.harbourdental.com/form.png",
        "https://www.harbourdental.com/a form.png",
        "see attachment",
    ],
)
def test_evidence_that_a_reviewer_cannot_open_is_refused(link: str) -> None:
    values = {"optin_image_url": ["https://www.harbourdental.com/visit", link]}
    (words,) = check("tollfree", values, only={"optin_image_url"})["optin_image_url"]
    assert "ink 2" in words
    assert "secret" not in words
    advise("tollfree", values)


def test_evidence_kept_here_is_always_a_good_link_and_a_document() -> None:
    context = {"evidence_prefix": "http://127.0.0.1:8000/evidence/"}
    values = {
        "optin_image_url": ["http://127.0.0.1:8000/evidence/x7"],
        "optin_type": "PAPER_FORM",
    }
    assert check("tollfree", values, context=context, only=set(values)) == {}
    assert advise("tollfree", values, context=context, only=set(values)) == {}


@pytest.mark.parametrize(
    ("website", "advised"),
    [
        ("https://www.harbourdental.com", False),
        ("harbourdental.com", False),
        ("http://harbourdental.com", True),
        ("https://www.facebook.com/harbourdental", True),
        ("https://harbour.vercel.app", True),
        ("", True),
    ],
)
def test_the_companys_website_is_looked_at(website: str, advised: bool) -> None:
    context = {"profile": {"website": website}}
    assert ("profile_uuid" in advise("tollfree", {}, context=context)) is advised


def test_a_confirmation_hears_what_it_lacks() -> None:
    values = {"optin_message": "Harbour Dental: welcome. Reply STOP to opt out."}
    assert advise("tollfree", values, context=COMPANY, only={"optin_message"}) == {
        "optin_message": [
            "The opt-in confirmation lacks how often you write, “Msg & data rates may apply”, "
            "HELP. Add it."
        ]
    }


@pytest.mark.parametrize("status", ["FAILED", "EXPIRED"])
def test_a_campaign_that_came_to_an_end_takes_no_numbers(status: str) -> None:
    context = {"campaign": {"status": status}}
    assert "campaign" in check("number", {"number": "15125550143"}, context=context)


def test_a_missing_text_says_how_many_characters_are_missing() -> None:
    found = check("campaign", {"description": "x" * 28}, only={"description"})
    assert found == {
        "description": ["The description needs at least 40 characters; 12 more to go."]
    }


def test_counters_know_both_bounds() -> None:
    assert limits("campaign", "description") == (40, 4096)
    assert limits("profile", "company_name") == (None, 100)
    assert limits("profile", "vertical") == (None, None)


def test_a_text_never_blames_and_ends_as_a_sentence() -> None:
    for rule in RULES.values():
        assert rule.text.endswith("."), rule.id
        assert "!" not in rule.text, rule.id
        assert "error" not in rule.text.lower(), rule.id


def test_the_page_of_rules_is_true() -> None:
    page = HERE.parent.parent / "docs" / "rules.md"
    assert page.read_text() == markdown(), (
        "run: python -m apps.compliance.rules.page > docs/rules.md"
    )
