"""The panel beside the editor: nothing is saved, nothing secret is shown."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests import factories
from tests.conftest import _browser
from tests.policies.forms import fields_of
from tests.policies.world import SETTING, Environment

URL = "/providers/preview/"


def panel(client: Client, environment: Environment, **typed: Any) -> str:
    setting = environment.setting()
    page = client.get(reverse("policies:setting_edit", args=[setting.public_id]))
    named = {key.replace("__", "-"): value for key, value in typed.items()}
    answer = client.post(URL, {**fields_of(page.content.decode()), **named})
    assert answer.status_code == 200
    setting.refresh_from_db()
    assert setting.wanted["requests"] == SETTING["requests"]
    return answer.content.decode()


def test_it_fills_in_what_is_typed_with_the_sample(environment: Environment) -> None:
    shown = panel(
        _browser(environment.olivia),
        environment,
        requests__0__body="hello=${message}&to=${to}",
        sample__message="It is 4711",
        sample__to="+442071838750",
    )
    assert '<mark title="message">It+is+4711</mark>' in shown
    assert "%2B442071838750" in shown
    assert ">442071838750</mark>" in shown, "the other number format beside it"


def test_it_warns_of_what_the_gateway_would_not_learn(environment: Environment) -> None:
    shown = panel(_browser(environment.olivia), environment, requests__0__body="x=${oops}")
    assert "${message} is missing" in shown and "${to} is missing" in shown
    assert "name no variable ${oops}" in shown


def test_neither_typed_nor_held_secrets_are_in_it(environment: Environment) -> None:
    typed = {"authentication__BASIC__password": "typed-canary"}
    shown = panel(_browser(environment.olivia), environment, **typed)
    assert "canary" not in shown and "Basic ••••" in shown


def test_findings_lead_to_their_fields(environment: Environment) -> None:
    shown = panel(_browser(environment.olivia), environment, name="")
    assert 'href="#id_name"' in shown


def test_who_may_not_edit_may_not_ask(environment: Environment) -> None:
    assert _browser(environment.sam).post(URL, {"base": "{}"}).status_code == 403


def test_strangers_get_no_held_secret_by_naming_it(environment: Environment) -> None:
    setting = environment.setting()
    stranger = _browser(factories.MembershipFactory(role="owner").user)
    assert stranger.post(URL, {"of": setting.public_id, "base": "{}"}).status_code == 404
