"""What the review of an edit says it changes."""

from typing import Any

from django.template.loader import render_to_string

from apps.policies.countries import CODES
from apps.policies.pages.changes import changes_context
from tests.policies.world import POLICY, Environment, chain


def page(environment: Environment, before: dict[str, Any], after: dict[str, Any]) -> str:
    context = changes_context(environment.configuration, before, after)
    return " ".join(render_to_string("policies/changes.html", context).split())


def test_the_same_policy_changes_nothing(environment: Environment) -> None:
    body = {**POLICY, "countryLimit": {"type": "DENIED", "countries": ["SE"]}}
    context = changes_context(environment.configuration, body, {**body, "name": "Other"})
    assert context == {"changes": [], "stops": []}
    said = page(environment, body, {**body, "name": "Other"})
    assert "stay as they are" in said
    assert "<ul>" not in said


def test_it_names_providers_and_says_before_and_after(environment: Environment) -> None:
    first, second = environment.setting(name="Alpha"), environment.setting(name="Beta")
    before = {**POLICY, "providerConfiguration": {"conditions": [chain(first, second)]}}
    after = {**POLICY, "providerConfiguration": {"conditions": [chain(second, first)]}}
    context = changes_context(environment.configuration, before, after)
    assert context["stops"] == []
    (group,) = context["changes"]
    assert group["title"] == "Who sends"
    assert group["lines"] == [
        {
            "where": "Texts to every country",
            "before": "Alpha → Beta",
            "after": "Beta → Alpha",
            "countries": [],
        }
    ]


def test_countries_that_lose_their_messages_are_told_first(environment: Environment) -> None:
    after = {**POLICY, "countryLimit": {"type": "DENIED", "countries": ["SE", "NO"]}}
    context = changes_context(environment.configuration, POLICY, after)
    assert [stop["text"] for stop in context["stops"]] == [
        "Texts and calls would no longer reach Norway and Sweden."
    ]
    said = page(environment, POLICY, after)
    assert said.index("would no longer reach") < said.index("Who sends")
    back = changes_context(environment.configuration, after, POLICY)
    assert back["stops"] == []
    assert [line["where"] for line in back["changes"][0]["lines"]] == [
        "Texts and calls to Norway and Sweden"
    ]


def test_many_countries_fold_out_by_name(environment: Environment) -> None:
    denied = sorted(CODES)[:20]
    after = {**POLICY, "countryLimit": {"type": "DENIED", "countries": denied}}
    context = changes_context(environment.configuration, POLICY, after)
    assert len(context["stops"][0]["countries"]) == 20
    assert context["stops"][0]["text"].endswith("and 15 others.")
    assert "All 20 countries" in page(environment, POLICY, after)


def test_a_quota_of_nothing_reaches_nobody(environment: Environment) -> None:
    none = [{"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 0}]
    context = changes_context(environment.configuration, POLICY, {**POLICY, "quotas": none})
    texts = [stop["text"] for stop in context["stops"]]
    assert texts == ["Texts and calls would reach nobody any more."]
    assert context["changes"] == [
        {
            "title": "Daily limits",
            "lines": [
                {
                    "where": "Texts and calls a day for each user",
                    "before": "30",
                    "after": "0",
                    "countries": [],
                }
            ],
        }
    ]
