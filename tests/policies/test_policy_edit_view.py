"""The editor of a policy: the form, its buttons, JSON both ways, the review and the save."""

import json
from copy import deepcopy
from typing import Any

import pytest

from apps.policies.models import NotificationPolicy
from tests.policies import printed
from tests.policies.pages import browser, fields, press, words
from tests.policies.world import Environment, chain


def body_of(page: Any) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(fields(page)["body"][0])
    return body


@pytest.mark.parametrize("body", printed.policies(), ids=lambda body: body["name"][:30])
def test_a_form_that_comes_back_untouched_changes_nothing(
    environment: Environment, body: dict[str, Any]
) -> None:
    environment.load(policies=[body])
    environment.pull()
    row = NotificationPolicy.objects.get(configuration=environment.configuration)
    olivia = browser(environment.olivia)
    page = olivia.get(f"{row.get_absolute_url()}edit/")
    assert page.status_code == 200
    again = press(olivia, page, "check")
    assert body_of(again) == row.wanted
    as_json = press(olivia, again, "tab-json")
    assert json.loads(fields(as_json)["json"][0]) == row.wanted
    assert body_of(press(olivia, as_json, "tab-form")) == row.wanted


def test_what_the_form_does_not_know_is_kept_and_listed(environment: Environment) -> None:
    odd = {
        "name": "Odd",
        "quotas": [{"type": "USER", "deliveryMethods": ["SMS", "Fax"], "total": None, "new": [1]}],
        "countryLimit": {"type": "ALLOWED", "countries": ["US", "ZZ"], "why": None},
        "cooldownConfiguration": {"sms": {"enabled": False, "extra": {}}, "fax": {"a": 1}},
        "providerConfiguration": {"conditions": ["what", {"fallbackChain": [{"id": "x", "w": 1}]}]},
        "future": {"deep": [None, "", {}]},
    }
    environment.load(policies=[{**odd, "id": "0f1e2d3c-4b5a-4697-8877-665544332200"}])
    environment.pull()
    row = NotificationPolicy.objects.get(configuration=environment.configuration)
    olivia = browser(environment.olivia)
    page = olivia.get(f"{row.get_absolute_url()}edit/")
    text = words(page)
    assert "Kept as they are" in text
    assert "Future" in text and "Cooldown configuration, fax" in text
    assert body_of(press(olivia, page, "check")) == row.wanted
    wanted = deepcopy(row.wanted) | {"name": "Odder"}
    assert body_of(press(olivia, page, "check", name="Odder")) == wanted


def started(environment: Environment, **over: Any) -> tuple[Any, Any, NotificationPolicy]:
    """(olivia, the page of her editor, the policy)."""
    row = environment.policy(**over)
    environment.drain()
    olivia = browser(environment.olivia)
    return olivia, olivia.get(f"{row.get_absolute_url()}edit/"), row


def test_conditions_and_providers_are_ordered_by_buttons_and_the_focus_goes_along(
    environment: Environment,
) -> None:
    first, second = environment.setting(name="First"), environment.setting(name="Second")
    conditions = [chain(first, second, countries=["US"]), chain(second)]
    olivia, page, _ = started(environment, providerConfiguration={"conditions": conditions})
    page = press(olivia, page, "condition-add")
    made = body_of(page)["providerConfiguration"]["conditions"]
    assert [one.get("countries") for one in made] == [["US"], [], None]
    page = press(olivia, page, "condition-up:1")
    made = body_of(page)["providerConfiguration"]["conditions"]
    assert [one.get("countries") for one in made] == [[], ["US"], None]
    assert "Condition 2 is now number 1 of 3." in page.content.decode()
    assert 'id="condition-down-0" name="act"' in page.content.decode()
    page = press(olivia, page, "chain-down:1.0")
    made = body_of(page)["providerConfiguration"]["conditions"][1]["fallbackChain"]
    assert made == [{"id": second.public_id}, {"id": first.public_id}]
    page = press(olivia, page, "chain-add:1")
    place = "providerConfiguration.conditions[1].fallbackChain[2].id"
    page = press(olivia, page, "chain-remove:1.0", **{place: first.public_id})
    made = body_of(page)["providerConfiguration"]["conditions"][1]["fallbackChain"]
    assert made == [{"id": first.public_id}, {"id": first.public_id}]
    for _ in range(3):
        page = press(olivia, page, "condition-remove:0")
    assert "providerConfiguration" not in body_of(page)


def test_the_button_of_what_moved_has_the_focus(environment: Environment) -> None:
    setting = environment.setting()
    conditions = [chain(setting, countries=["US"]), chain(setting)]
    olivia, page, _ = started(environment, providerConfiguration={"conditions": conditions})
    text = press(olivia, page, "condition-down:0").content.decode()
    button = text[text.index('id="condition-up-1"') :]
    assert "data-lc-focus" in button[: button.index(">")]


@pytest.mark.parametrize(
    "act", ["condition-up:0", "condition-down:9", "chain-up:7.1", "quota-remove:5", "nothing:1.2",
            "condition-move:0", "region-add:name:Europe", "chain-add:x", "condition-up:-1"]
)  # fmt: skip
def test_a_button_that_fits_nothing_changes_nothing(environment: Environment, act: str) -> None:
    setting = environment.setting()
    routes = {"conditions": [chain(setting, setting)]}
    olivia, page, row = started(environment, providerConfiguration=routes)
    answer = press(olivia, page, act)
    assert answer.status_code == 200
    assert body_of(answer) == row.wanted


def test_a_region_is_chosen_whole_and_let_go_of(environment: Environment) -> None:
    limit = {"type": "ALLOWED", "countries": ["US", "XK", "SE"]}
    olivia, page, _ = started(environment, countryLimit={**limit, "countries": ["US", "SE"]})
    place = "countryLimit.countries"
    page = press(olivia, page, f"pick:{place}")
    assert "Åland Islands" in words(page)
    page = press(olivia, page, f"region-add:{place}:Europe")
    chosen = body_of(page)["countryLimit"]["countries"]
    assert chosen[:2] == ["US", "SE"] and len(chosen) == 52 and "AX" in chosen
    page = press(olivia, page, "pick:")
    assert "52 countries" in words(page)
    assert body_of(press(olivia, page, "check"))["countryLimit"]["countries"] == chosen
    page = press(olivia, press(olivia, page, f"pick:{place}"), f"region-remove:{place}:Europe")
    assert body_of(page)["countryLimit"]["countries"] == ["US"]


def test_a_cooldown_switched_on_names_all_four_channels(environment: Environment) -> None:
    olivia, page, row = started(environment)
    assert "cooldownConfiguration" not in row.wanted
    at = "cooldownConfiguration.sms"
    page = press(olivia, page, "check", **{f"{at}.enabled": "on", f"{at}.groupBy": "USER_ID"})
    made = body_of(page)["cooldownConfiguration"]
    assert made["email"] == made["voice"] == made["whatsApp"] == {"enabled": False}
    assert made["sms"] == {
        "enabled": True,
        "periods": [
            {"duration": 30, "timeUnit": "SECONDS"},
            {"duration": 1, "timeUnit": "MINUTES"},
            {"duration": 2, "timeUnit": "MINUTES"},
        ],
        "resendLimit": 5,
        "groupBy": "USER_ID",
    }
    page = press(olivia, page, "check", **{f"{at}.enabled": None})
    assert body_of(page)["cooldownConfiguration"]["sms"] == {"enabled": False}


def test_a_limit_is_counted_together_or_apart(environment: Environment) -> None:
    olivia, page, _ = started(environment)
    pair = {
        "quotas[0].amount": "pair",
        "quotas[0].claimed": "20",
        "quotas[0].unclaimed": "ten",
    }
    page = press(olivia, page, "check", **pair)
    quota = body_of(page)["quotas"][0]
    assert (quota["claimed"], quota["unclaimed"]) == (20, "ten") and "total" not in quota
    page = press(olivia, page, "review")
    assert page.status_code == 422
    assert 'id="quotas-0--unclaimed-error"' in page.content.decode()
    assert 'href="#quotas-0--unclaimed"' in page.content.decode()
    assert 'value="ten"' in page.content.decode()
    page = press(olivia, page, "quota-add")
    assert body_of(page)["quotas"][1]["deliveryMethods"] == ["Email"]


def test_json_that_cannot_be_read_says_where_and_stays(environment: Environment) -> None:
    olivia, page, row = started(environment)
    page = press(olivia, page, "tab-json")
    for text, said in (
        ('{\n "name": }', "Line 2, column 10"),
        ('{"name": "a", "name": "b"}', "“name” is there twice"),
        ("[1]", "a policy is an object"),
        ('{"a": NaN}', "NaN is no JSON value"),
        ('{"a": "\\u0000"}', "no database keeps"),
        ('{"a": "\\ud800"}', "no database keeps"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}", "too many digits"),
    ):
        answer = press(olivia, page, "tab-form", json=text)
        assert answer.status_code == 422
        assert said in words(answer)
        assert fields(answer)["json"] == [text]
    row.refresh_from_db()
    assert row.version == 1


def test_json_keeps_what_it_says(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    setting.refresh_from_db()
    olivia, page, row = started(environment)
    body = {**row.wanted, "new": None, "providerConfiguration": {"conditions": [
        {"fallbackChain": [{"id": setting.remote_id}]}]}}  # fmt: skip
    page = press(olivia, press(olivia, page, "tab-json"), "tab-form", json=json.dumps(body))
    assert body_of(page)["new"] is None
    named = body_of(page)["providerConfiguration"]["conditions"][0]["fallbackChain"]
    assert named == [{"id": setting.public_id}]


def test_what_is_typed_is_judged_without_drawing_the_form_anew(environment: Environment) -> None:
    olivia, page, _ = started(environment)
    values = {**fields(page), "quotas[0].total": "51"}
    headers = {"HX-Request": "true", "HX-Target": "policy-panel"}
    answer = olivia.post(page.request["PATH_INFO"], values, headers=headers)
    assert "outside of what PingOne counts" in words(answer)
    assert "policy-form" not in answer.content.decode()


def test_a_post_that_is_not_whole_is_refused(environment: Environment) -> None:
    olivia, page, row = started(environment)
    for missing in ("base", "body"):
        assert press(olivia, page, "save", **{missing: None}).status_code == 400
    row.refresh_from_db()
    assert row.version == 1


def test_what_is_wrong_is_called_as_the_form_calls_it(environment: Environment) -> None:
    body = {
        "name": "",
        "quotas": [{"type": "USER", "deliveryMethods": ["SMS"], "total": 0}],
        "countryLimit": {"type": "ALLOWED", "deliveryMethods": ["SMS"], "countries": []},
        "cooldownConfiguration": {"sms": {"enabled": True, "periods": [], "resendLimit": 99}},
        "providerConfiguration": {"conditions": [chain() | {"fallbackChain": [{"id": ""}]}]},
    }
    olivia = browser(environment.olivia)
    page = olivia.get(f"/policies/new/?environment={environment.configuration.pk}")
    page = press(olivia, press(olivia, page, "tab-json"), "tab-form", json=json.dumps(body))
    named = {one["label"] for one in page.context["findings"]}
    assert {
        "Name",
        "Daily limit 1, messages a day",
        "Countries",
        "Texts, resends before a block of 30 minutes",
        "Condition 1, provider 1",
    } <= named


def test_more_conditions_than_a_form_can_bring_are_edited_as_json(environment: Environment) -> None:
    setting = environment.setting()
    conditions = [chain(setting, countries=["US"])] * 101 + [chain(setting)]
    policy = environment.policy(providerConfiguration={"conditions": conditions})
    olivia = browser(environment.olivia)
    url = f"{policy.get_absolute_url()}edit/"
    first = olivia.get(url)
    for page in (first, press(olivia, first, "tab-form")):
        text = page.content.decode()
        assert 'name="json"' in text and 'id="condition-0"' not in text
        assert "more than 100 conditions is edited as JSON" in text
