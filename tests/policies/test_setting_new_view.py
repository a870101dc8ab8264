"""Adding a provider: environment and kind, then the editor."""

import re
from typing import Any

import pytest
from django.test import Client

from apps.policies.models import PhoneDeliverySetting
from apps.upstream.redact import MASK
from tests import factories
from tests.conftest import _browser
from tests.policies.forms import fields_of
from tests.policies.world import Environment

URL = "/providers/new/"
CANARY = "pw-canary"


def begun(client: Client, environment: Environment, kind: str) -> tuple[str, str]:
    """(address, page) of the editor of a new provider."""
    at = f"{URL}?environment={environment.configuration.pk}&kind={kind}"
    answer = client.get(at)
    assert answer.status_code == 200
    return at, answer.content.decode()


def press(client: Client, at: str, shown: str, act: str, **typed: Any) -> Any:
    named = {key.replace("__", "-"): value for key, value in typed.items()}
    return client.post(at, {**fields_of(shown), **named, "act": act})


def test_every_kind_is_offered_with_a_line(environment: Environment) -> None:
    page = _browser(environment.olivia).get(URL).content.decode()
    for label in (
        "Custom provider", "Twilio", "Twilio Verify", "Twilio Messaging Service", "Syniverse",
        "Syniverse Channels", "Other kind",
    ):  # fmt: skip
        assert label in page
    assert "you write the request PingOne makes" in page


def test_several_environments_are_asked_about(environment: Environment) -> None:
    one = _browser(environment.olivia)
    assert "<select" not in one.get(URL).content.decode()
    Environment(environment.sandbox, environment.organization)
    assert "<select" in one.get(URL).content.decode()


def test_a_template_a_password_and_it_is_at_pingone(environment: Environment) -> None:
    client = _browser(environment.olivia)
    at, page = begun(client, environment, "CUSTOM_PROVIDER")
    page = press(client, at, page, "starter-telesign", name="Telesign").content.decode()
    typed = {"authentication__BASIC__username": "me", "authentication__BASIC__password": CANARY}
    answer = press(client, at, page, "save", **typed)
    assert answer.status_code == 302
    setting = PhoneDeliverySetting.objects.get(configuration=environment.configuration)
    assert answer["Location"] == setting.get_absolute_url()
    assert setting.wanted["authentication"]["password"] == MASK
    assert setting.secrets == {"/authentication/password": CANARY}
    environment.drain()
    (there,) = environment.there("setting")
    assert there["name"] == "Telesign"
    assert there["requests"][0]["phoneNumberFormat"] == "NUMBER_ONLY"


def test_plivos_template_is_its_json(environment: Environment) -> None:
    client = _browser(environment.olivia)
    at, page = begun(client, environment, "CUSTOM_PROVIDER")
    found = fields_of(press(client, at, page, "starter-plivo").content.decode())
    assert found["requests-0-url"] == "https://api.plivo.com/v1/Account/{auth_id}/Message/"
    assert found["requests-0-body"] == '{"src": "${from}", "dst": "${to}", "text": "${message}"}'
    assert found["requests-0-headers-0-value"] == "application/json"


def test_a_template_does_not_take_the_place_of_what_was_written(environment: Environment) -> None:
    client = _browser(environment.olivia)
    at, page = begun(client, environment, "CUSTOM_PROVIDER")
    typed = {"requests__0__url": "https://mine.example/"}
    found = fields_of(press(client, at, page, "starter-json", **typed).content.decode())
    assert found["requests-0-url"] == "https://mine.example/"
    assert "${message}" in found["requests-1-body"]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("CUSTOM_TWILIO", {"sid": "AC" + "3" * 32, "authToken": CANARY}),
        (
            "CUSTOM_TWILIO_VERIFY",
            {"sid": "AC" + "4" * 32, "authToken": CANARY, "verifyServiceId": "VA" + "1" * 32},
        ),
        (
            "CUSTOM_TWILIO_MESSAGING_SERVICE",
            {"name": "Texts", "sid": "AC" + "5" * 32, "authToken": CANARY},
        ),
        ("CUSTOM_SYNIVERSE", {"authToken": CANARY}),
        ("CUSTOM_SYNIVERSE_CHANNELS", {"authToken": CANARY}),
    ],
)
def test_an_account_needs_its_credentials_only(
    environment: Environment, kind: str, typed: dict[str, str]
) -> None:
    client = _browser(environment.olivia)
    at, page = begun(client, environment, kind)
    answer = press(client, at, page, "save", **typed)
    assert answer.status_code == 302, answer.content.decode()
    setting = PhoneDeliverySetting.objects.get(configuration=environment.configuration)
    assert setting.kind == kind and setting.secrets == {"/authToken": CANARY}
    environment.drain()
    assert len(environment.there("setting")) == 1


def test_another_kind_is_written_as_json(environment: Environment) -> None:
    client = _browser(environment.olivia)
    at, page = begun(client, environment, "OTHER")
    text = '{"provider": "CUSTOM_PIGEON", "loft": {"height": 3}}'
    assert press(client, at, page, "save", json=text).status_code == 302
    setting = PhoneDeliverySetting.objects.get(configuration=environment.configuration)
    assert setting.wanted == {"provider": "CUSTOM_PIGEON", "loft": {"height": 3}}


def test_what_is_missing_is_said_and_nothing_is_saved(environment: Environment) -> None:
    client = _browser(environment.olivia)
    at, page = begun(client, environment, "CUSTOM_PROVIDER")
    answer = press(client, at, page, "save")
    assert answer.status_code == 422
    for name in ("name", "requests-0-url", "authentication-BASIC-password"):
        assert f'id="id_{name}_error"' in answer.content.decode()
    assert not PhoneDeliverySetting.objects.exists()


def test_a_strangers_environment_is_not_there(environment: Environment) -> None:
    stranger = _browser(factories.MembershipFactory(role="owner").user)
    at = f"{URL}?environment={environment.configuration.pk}&kind=CUSTOM_PROVIDER"
    assert stranger.get(at).status_code == 404


def test_without_an_environment_it_leads_to_the_connections(db: None) -> None:
    page = _browser(factories.MembershipFactory(role="owner").user).get(URL)
    assert "Connect a PingOne environment" in page.content.decode()


def test_what_pingone_would_say_names_the_fields_as_they_are_called(
    environment: Environment,
) -> None:
    client = _browser(environment.olivia)
    _, page = begun(client, environment, "CUSTOM_PROVIDER")
    for name in ("Name", "User name", "Password", "Request 1, address"):
        assert re.search(rf'<a href="#id_[^"]+">{name}</a>: ', page)
    _, page = begun(client, environment, "CUSTOM_TWILIO")
    assert '<a href="#id_sid">Account SID</a>: ' in page
