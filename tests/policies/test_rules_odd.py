"""Whatever JSON is sent, the rules answer: no exception, no flood, no secret in the words."""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.policies.rules import RULES, Context, SettingFacts, check_policy, check_setting
from apps.policies.rules.registry import MOST
from apps.policies.summary import sentences, setting_sentences
from tests.policies.test_rules import CASES, put

DOCS = Path(__file__).parents[2] / "docs"
JUNK: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**400, float("inf"), "", " ", "x", "SMS", "Voice", "••••",
    "a" * 9999, "{to}", "${", "\x00", "https://[", "🙂", [], [None], [[]], [{}], {}, {"": None},
    {"id": {}}, {"type": []}, ["SMS", 1, {}], [True] * 3,
]  # fmt: skip


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"conditions": [value]}
    return value


def places(value: Any, way: str = "") -> Iterator[str]:
    """Every path below ``value``."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{way}.{key}".removeprefix(".")
            yield from places(item, f"{way}.{key}".removeprefix("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield f"{way}[{index}]"
            yield from places(item, f"{way}[{index}]")


def answered(body: Any, before: Any = None) -> None:
    """Both checks and both summaries take ``body`` in every context."""
    before = before if isinstance(before, dict) else None
    contexts = [
        Context(),
        Context(act="replace", before=before, names=["x"], is_default=True, setting_count=11),
        Context(act="replace", before=before, imported=True, settings={"x": SettingFacts("X")}),
    ]
    for context in contexts:
        for finding in (*check_setting(body, context), *check_policy(body, context)):
            assert finding.rule in RULES
            json.dumps([finding.target, finding.message, finding.fix, finding.inner])
    for sentence in (*sentences(body), *setting_sentences(body)):
        assert sentence.text.endswith(".")


@pytest.mark.parametrize("name", sorted(CASES["bodies"]))
def test_junk_in_any_place_is_answered(name: str) -> None:
    good = CASES["bodies"][name]
    for place in places(good):
        for junk in JUNK:
            body = copy.deepcopy(good)
            put(body, place, junk)
            answered(body, before=good)
            answered(good, before=body)


@pytest.mark.parametrize("name", sorted(CASES["bodies"]))
def test_much_junk_at_once_is_answered(name: str) -> None:
    dice = random.Random(name)
    good = CASES["bodies"][name]
    for _ in range(150):
        body = copy.deepcopy(good)
        for _ in range(dice.randrange(2, 8)):
            put(body, dice.choice(sorted(places(body))), copy.deepcopy(dice.choice(JUNK)))
            if not list(places(body)):
                break
        answered(body, before=body)


@pytest.mark.parametrize("body", JUNK, ids=lambda body: repr(body)[:20])
def test_a_body_of_another_type_is_answered(body: Any) -> None:
    answered(body)


def test_a_wrong_type_is_named_at_its_own_place() -> None:
    good = CASES["bodies"]["policy"]
    texts = [
        place
        for place in places(good)
        if place.endswith(("type", "timeUnit", ".id")) or place == "name"
    ]
    assert len(texts) > 8
    for place in texts:
        body = copy.deepcopy(good)
        put(body, place, {"a": 1})
        found = {(f.target, f.code) for f in check_policy(body) if f.rule == "policy.type"}
        assert found == {(place, "INVALID_VALUE")}


def test_deep_bodies_are_answered() -> None:
    deep = nested(5000)
    for key in ("quotas", "countryLimit", "cooldownConfiguration", "providerConfiguration"):
        answered({"name": "x", key: deep})
        answered({"name": "x", key: [deep]})
    answered({"provider": "CUSTOM_PROVIDER", "requests": [deep], "authentication": deep})
    answered({"provider": deep, "name": deep}, before={"provider": deep, "name": deep})


def test_a_flood_is_cut_and_no_error_is_lost_to_warnings() -> None:
    conditions: list[Any] = [{"countries": ["BQ"], "fallbackChain": [{"id": "x"}] * 50}] * 2000
    body = {
        "name": "x",
        "quotas": [],
        "countryLimit": {"type": "DENIED", "countries": ["BQ", "BQ"] * 500 + ["nowhere"]},
        "providerConfiguration": {"conditions": conditions},
    }
    known = Context(known_ids=["x"])
    found = check_policy(body, known)
    assert len(found) == MOST
    assert {f.rule for f in found if f.severity == "error"} == {
        "policy.country.code",
        "policy.conditions.rest.required",
    }
    assert len(check_policy({**body, "quotas": [0] * 100_000}, known)) == MOST


def test_no_finding_and_no_sentence_holds_a_secret() -> None:
    secret = "s3cr3t-and-unmistakable"
    fields = ("password", "authToken", "clientSecret", "assertion", "headerValue", "username")
    for method in ("BASIC", "BEARER", "OAUTH2", "CUSTOM_HEADER", secret, "", None):
        for grant in ("JWT_BEARER", secret, None):
            authentication = {**dict.fromkeys(fields, secret), "method": method}
            authentication["grantType"] = grant
            authentication["authUrl"] = f"http://joe:{secret}@login.example.com/{secret}"
            body = {
                **CASES["bodies"]["setting"],
                "authentication": authentication,
                "authToken": secret,
                "requests": [
                    {
                        "deliveryMethod": "SMS",
                        "method": "GET",
                        "url": f"http://joe:{secret}@gw.example.com/send?key={secret}",
                        "headers": {"Authorization": secret, "content-type": secret},
                    }
                ],
            }
            for kind in ("CUSTOM_PROVIDER", "CUSTOM_TWILIO"):
                before = {**body, "provider": kind}
                found = check_setting(before, Context(act="replace", before=before))
                assert found
                assert secret not in repr(found)
                assert secret not in repr(setting_sentences(before))


def test_every_rule_stands_in_the_table_of_the_docs() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in (DOCS / "rules-pingone.md").read_text().splitlines()
        if line.startswith(("| `setting.", "| `policy."))
    ]
    words = {"stops": "error", "warns": "warning"}
    written = [(row[0].strip("` |"), words[row[2]], row[3], row[5]) for row in rows]
    assert sorted(written) == sorted(
        (rule.id, rule.severity, rule.code, rule.source) for rule in RULES.values()
    )


def test_the_page_of_rules_leads_to_these() -> None:
    assert "(rules-pingone.md)" in (DOCS / "rules.md").read_text()


@pytest.mark.parametrize(
    ("periods", "target"),
    [([None], "periods[0]"), ([{"duration": 2.5, "timeUnit": "SECONDS"}], "periods[0].duration")],
)
def test_a_cooldown_that_is_off_still_has_the_right_types(periods: Any, target: str) -> None:
    off = {channel: {"enabled": False} for channel in ("email", "voice", "whatsApp")}
    body = {"name": "A", "quotas": []}
    body["cooldownConfiguration"] = {**off, "sms": {"enabled": False, "periods": periods}}
    found = [one for one in check_policy(body, Context()) if one.severity == "error"]
    assert [one.target for one in found] == [f"cooldownConfiguration.sms.{target}"]
