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
