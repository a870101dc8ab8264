"""The pages of providers take any body PingOne or a person may come up with."""

import json
import uuid
from typing import Any

import pytest
from django.urls import reverse

from apps.policies.models import PhoneDeliverySetting
from apps.policies.services.common import Violations
from apps.upstream.redact import MASK
from tests.conftest import _browser
from tests.policies.forms import fields_of
from tests.policies.world import SETTING, Environment

ODD: list[dict[str, Any]] = [
    {"provider": "CUSTOM_PROVIDER"},
    {"provider": "CUSTOM_PROVIDER", "name": 7, "requests": [1, None, {}], "numbers": {"a": 1}},
    {"provider": "CUSTOM_PROVIDER", "authentication": ["BASIC"], "requests": {"0": {}}},
    {
        "provider": "CUSTOM_PROVIDER",
        "authentication": {"method": 3, "password": MASK, "scopes": "a b", "grantType": None},
        "requests": [{"url": 1, "headers": ["x"], "body": {"a": []}, "deliveryMethod": "FAX"}],
        "numbers": [None, {"number": 5, "capabilities": "SMS", "supportedCountries": {"US": 1}}],
    },
    {
        "provider": "CUSTOM_PROVIDER",
        "requests": [{"headers": {"": "a", "b/c": MASK, "x-api-key": MASK, "n": None, "o": {}}}],
    },
    {"provider": "CUSTOM_TWILIO", "sid": 3, "numbers": ["+1", {"selected": "yes"}], "name": None},
    {"provider": "CUSTOM_TWILIO_MESSAGING_SERVICE", "messagingServices": [1, {}]},
    {"provider": "CUSTOM_SYNIVERSE_CHANNELS", "channels": [{"capabilities": 1}], "sid": ""},
    {"provider": ["CUSTOM_PROVIDER"]},
    {"provider": None, "more": [[]]},
    {},
]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_an_odd_body_is_drawn_judged_and_comes_back_as_it_was(
    environment: Environment, body: dict[str, Any]
) -> None:
    setting = environment.setting()
    PhoneDeliverySetting.objects.filter(pk=setting.pk).update(wanted=body)
    client = _browser(environment.olivia)
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    assert client.get(setting.get_absolute_url()).status_code == 200
    assert client.get("/providers/").status_code == 200
    data = fields_of(client.get(edit).content.decode())
    again = client.post(edit, {**data, "act": "preview"})
    assert again.status_code == 200
    assert json.loads(fields_of(again.content.decode())["base"]) == body
    assert client.post("/providers/preview/", data).status_code == 200
    for act in ("request-add", "number-add", "request-up-1", "header-remove-0-0", "starter-form"):
        assert client.post(edit, {**data, "act": act}).status_code == 200
    assert client.post(edit, {**data, "act": "review"}).status_code in (200, 422)


DEEP = '{"a":' * 300 + "1" + "}" * 300
LONG = '{"a": ' + "1" * 5000 + "}"


@pytest.mark.parametrize(
    "base",
    ["", "[]", "{", '{"a": "\\u0000"}', '{"a": "\\ud800"}', "7", DEEP, LONG, '{"a": NaN}'],
)
def test_a_base_that_is_none_falls_back_on_what_is_saved(
    environment: Environment, base: str
) -> None:
    setting = environment.setting()
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    data = {"base": base, "sealed": "nonsense", "version": "x", "act": "preview"}
    page = _browser(environment.olivia).post(edit, data).content.decode()
    assert fields_of(page)["name"] == "Gateway"


@pytest.mark.parametrize(
    "text",
    [
        *('{"name": "\\u0000"}', '{"name": "\\ud800"}', "[1]", "nul"),
        *(DEEP, LONG, '{"a": NaN}', '{"a": 1e999}', '{"name": "a", "name": "b"}'),
    ],
)
def test_json_nobody_can_keep_is_refused_in_words(environment: Environment, text: str) -> None:
    setting = environment.setting()
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    answer = _browser(environment.olivia).post(edit, {"json": text, "act": "review"})
    assert answer.status_code == 422
    assert "This JSON cannot be read" in answer.content.decode()


def test_a_nul_in_a_field_is_left_out(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    data = fields_of(client.get(edit).content.decode())
    review = client.post(edit, {**data, "name": "A\x00B", "act": "review"}).content.decode()
    client.post(edit, {**fields_of(review), "act": "save"})
    setting.refresh_from_db()
    assert setting.name == "AB"


def test_a_hundred_numbers_read_from_pingone_fit_on_a_page(environment: Environment) -> None:
    numbers = [{**SETTING["numbers"][0], "number": f"+1415555{n:04}"} for n in range(100)]
    environment.load(settings=[{**SETTING, "id": str(uuid.uuid4()), "numbers": numbers}])
    environment.pull()
    (setting,) = PhoneDeliverySetting.objects.filter(configuration=environment.configuration)
    client = _browser(environment.olivia)
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    data = fields_of(client.get(edit).content.decode())
    page = client.post(edit, {**data, "act": "number-remove-0"})
    assert page.status_code == 200
    assert fields_of(page.content.decode())["numbers-98-number"] == "+14155550099"


def test_a_version_nobody_drew_is_none(environment: Environment) -> None:
    setting, policy = environment.setting(), environment.policy()
    client = _browser(environment.olivia)
    for url, status in (
        (reverse("policies:setting_edit", args=[setting.public_id]), 422),
        (reverse("policies:setting_delete", args=[setting.public_id]), 422),
        (reverse("policies:policy_edit", args=[policy.public_id]), 200),
    ):
        data = {"version": "9" * 5000, "base": "{}", "body": "{}", "act": "review", "tab": "form"}
        assert client.post(url, data).status_code in (status, 409)


def test_a_digit_for_a_key_is_no_place_in_the_list(environment: Environment) -> None:
    setting = environment.setting()
    body = {**SETTING, "requests": {"0": {"headers": {"x-api-key": MASK}}}}
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    data = {"json": json.dumps(body), "act": "save"}
    assert _browser(environment.olivia).post(edit, data).status_code == 422


def test_names_that_differ_behind_what_is_kept_of_them_are_refused(
    environment: Environment,
) -> None:
    environment.setting(name="x" * 300)
    for name in ("x" * 300, "x" * 256 + "y"):
        with pytest.raises(Violations) as told:
            environment.setting(name=name)
        assert list(told.value.errors) == ["name"]
