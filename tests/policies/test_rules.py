"""Every rule of PingOne's settings and policies is met by one body and broken by another.

A case in ``rule_cases.json`` is one of its ``bodies`` with some paths ``set`` and ``unset``, or a
``body`` of its own, judged in a ``context``.
"""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from apps.policies.rules import RULES, Context, Finding, SettingFacts, check_policy, check_setting
from tests.policies import printed

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "rule_cases.json").read_text())
RULE_CASES: dict[str, Any] = CASES["rules"]
PRINTED_IDS = {id for policy in printed.policies() for id in printed.chain_ids(policy)}


def steps(path: str) -> list[str | int]:
    """``quotas[0].total`` → ``["quotas", 0, "total"]``."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", path)
    return [int(part[1:-1]) if part.startswith("[") else part for part in parts]


def put(body: Any, path: str, value: Any) -> None:
    *way, last = steps(path)
    for step in way:
        body = body[step]
    if isinstance(body, list) and last == len(body):
        body.append(value)
    else:
        body[last] = value


def remove(body: Any, path: str) -> None:
    *way, last = steps(path)
    for step in way:
        body = body[step]
    del body[last]


def body_of(case: dict[str, Any]) -> Any:
    if "body" in case:
        return case["body"]
    body = copy.deepcopy(CASES["bodies"][case["on"]])
    for path in case.get("unset", ()):
        remove(body, path)
    for path, value in case.get("set", {}).items():
        put(body, path, value)
    return body


def context_of(case: dict[str, Any]) -> Context:
    facts = dict(case.get("context", {}))
    if "settings" in facts:
        facts["settings"] = {
            id: SettingFacts(
                name=known["name"],
                methods=frozenset(known["methods"]) if "methods" in known else None,
            )
            for id, known in facts["settings"].items()
        }
    return Context(**facts)


def judged(case: dict[str, Any]) -> list[Finding]:
    check = check_policy if case["on"] == "policy" else check_setting
    return check(body_of(case), context_of(case))


def pairs(kind: str) -> list[Any]:
    return [
        pytest.param(rule, case, id=f"{rule}-{number}")
        for rule in sorted(RULE_CASES)
        for number, case in enumerate(RULE_CASES[rule][kind])
    ]


def test_every_rule_has_an_accepted_and_a_refused_case() -> None:
    bare = [
        id
        for id in RULES
        if not all(RULE_CASES.get(id, {}).get(kind) for kind in ("accepted", "refused"))
    ]
    assert not bare, f"add cases to tests/policies/rule_cases.json for: {bare}"


def test_no_case_belongs_to_a_rule_that_is_gone() -> None:
    assert not set(RULE_CASES) - set(RULES)


@pytest.mark.parametrize(("rule", "case"), pairs("accepted"))
def test_the_rule_is_silent_for_its_accepted_case(rule: str, case: dict[str, Any]) -> None:
    assert rule not in {finding.rule for finding in judged(case)}


@pytest.mark.parametrize(("rule", "case"), pairs("refused"))
def test_the_refused_case_is_found_at_its_place(rule: str, case: dict[str, Any]) -> None:
    found = [f for f in judged(case) if f.rule == rule and f.target == case["target"]]
    assert len(found) == 1, judged(case)
    assert found[0].severity == RULE_CASES[rule]["severity"]
    assert found[0].code == RULE_CASES[rule]["code"]


@pytest.mark.parametrize(("rule", "case"), pairs("refused"))
def test_what_was_found_is_said_in_whole_sentences(rule: str, case: dict[str, Any]) -> None:
    for finding in judged(case):
        for words in (finding.message, finding.fix):
            assert words.endswith("."), finding
            assert words[0].isupper() or words.startswith("“"), finding
            assert not re.search(r"!|(?<!\$)\{|\berror\b", words), finding
        assert finding.source


@pytest.mark.parametrize("name", sorted(CASES["bodies"]))
def test_the_bodies_of_the_cases_are_good(name: str) -> None:
    assert judged({"on": name}) == []


@pytest.mark.parametrize("policy", printed.policies(), ids=lambda policy: str(policy["name"])[:40])
def test_a_printed_policy_has_no_errors_where_its_providers_are_known(
    policy: dict[str, Any],
) -> None:
    context = Context(act="replace", known_ids=PRINTED_IDS, before=policy)
    assert [f for f in check_policy(policy, context) if f.severity == "error"] == []


def test_the_six_providers_of_the_printed_policies_must_be_there() -> None:
    (policy,) = [p for p in printed.list_2024() if p["name"].endswith("custom providers")]
    found = check_policy(policy, Context(known_ids=()))
    assert {f.rule for f in found if f.severity == "error"} == {"policy.chain.known"}
    assert found[0].target == "providerConfiguration.conditions[0].fallbackChain[0].id"
    assert len(PRINTED_IDS) == 6


def test_the_printed_setting_has_no_errors() -> None:
    found = check_setting(printed.setting_request())
    assert {(f.rule, f.severity) for f in found} == {("setting.requests.messageType", "warning")}


def test_a_setting_as_pingone_returns_it_can_be_replaced() -> None:
    body = printed.setting_response()
    context = Context(act="replace", before=body, imported=True)
    assert {f.rule for f in check_setting(body, context)} == {
        "setting.authentication.secret.unknown",
        "setting.requests.body.required",
    }


def test_a_value_that_only_differs_in_capitals_is_told_its_spelling() -> None:
    case = {"on": "policy", "set": {"quotas[0].deliveryMethods": ["SMS", "VOICE"]}}
    (finding,) = judged(case)
    assert finding.fix == "Write Voice, spelled exactly so."
    assert finding.inner == {"allowedValues": ["SMS", "Voice", "WhatsApp", "Email"]}
    case = {"on": "setting", "set": {"requests[1].deliveryMethod": "Voice"}}
    (finding,) = judged(case)
    assert finding.fix == "Write VOICE, spelled exactly so."


@pytest.mark.parametrize(
    ("set", "inner"),
    [
        ({"quotas[0].total": 51}, {"rangeMinimumValue": 1, "rangeMaximumValue": 50}),
        (
            {"cooldownConfiguration.sms.periods[0].duration": 9},
            {"rangeMinimumValue": 10, "rangeMaximumValue": 600},
        ),
        (
            {"cooldownConfiguration.sms.periods[2].duration": 11},
            {"rangeMinimumValue": 1, "rangeMaximumValue": 10},
        ),
        ({"name": "n" * 257}, {"maximumValue": 256}),
    ],
)
def test_a_bound_comes_with_its_numbers(set: dict[str, Any], inner: dict[str, int]) -> None:
    (finding,) = judged({"on": "policy", "set": set})
    assert finding.inner == inner


def test_unknown_keys_are_nobodys_rule() -> None:
    extra = {"futureKey": {"a": [1]}, "quotas[0].window": "P1D"}
    assert judged({"on": "policy", "set": extra}) == []
