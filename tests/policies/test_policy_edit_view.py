"""The editor of a policy: the form, its buttons, JSON both ways, the review and the save."""

import json
from copy import deepcopy
from typing import Any

import pytest

from apps.policies.models import NotificationPolicy
from tests.policies import printed
from tests.policies.pages import browser, fields, press, words
from tests.policies.world import Environment


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
