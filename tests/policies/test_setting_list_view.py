"""The list of providers, as the browser gets it."""

import uuid

from django.test import Client
from django.urls import reverse

from tests import factories
from tests.conftest import _browser
from tests.core.test_query_counts import count
from tests.policies.world import SETTING, Environment, chain

URL = "/providers/"


def page(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(f"{URL}{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_each_sends_from_what_and_for_whom(environment: Environment) -> None:
    setting = environment.setting()
    environment.policy(providerConfiguration={"conditions": [chain(setting)]})
    shown = page(_browser(environment.olivia))
    assert setting.get_absolute_url() in shown
    assert "Custom provider" in shown and "SMS" in shown
    assert "1 of 1</span> selected" in shown
    assert ">1</span> policy" in shown
    assert "1 of 10</span> used" in shown


def test_words_and_kinds_narrow_it_down(environment: Environment) -> None:
    environment.setting(name="Gateway one")
    environment.setting(name="Other door")
    client = _browser(environment.olivia)
    assert "Other door" not in page(client, "?q=gateway")
    assert "Gateway one" in page(client, "?q=gateway")
    assert "No provider fits" in page(client, "?kind=CUSTOM_TWILIO")


def test_htmx_gets_the_rows_alone(environment: Environment) -> None:
    environment.setting()
    rows = page(_browser(environment.olivia), **{"HX-Request": "true", "HX-Target": "rows"})
    assert "Gateway" in rows and "<h1" not in rows


def test_an_empty_environment_offers_the_first_step_to_who_may(environment: Environment) -> None:
    assert reverse("policies:setting_new") in page(_browser(environment.olivia))
    shown = page(_browser(environment.vera))
    assert "No providers yet" in shown and reverse("policies:setting_new") not in shown


def test_without_an_environment_it_leads_to_the_connections(db: None) -> None:
    shown = page(_browser(factories.MembershipFactory(role="owner").user))
    assert "Connect a PingOne environment" in shown


def test_others_providers_are_not_in_it(environment: Environment) -> None:
    environment.setting()
    assert "Gateway" not in page(_browser(factories.MembershipFactory(role="owner").user))


def test_reading_from_pingone_adopts_what_is_there(environment: Environment) -> None:
    environment.load(settings=[{**SETTING, "id": str(uuid.uuid4()), "name": "Made in the console"}])
    client = _browser(environment.olivia)
    pull = reverse("policies:pull", args=[environment.configuration.pk])
    assert pull in page(client)
    client.post(pull, {"next": URL})
    assert "Made in the console" in page(client)


def test_more_rows_take_no_more_queries(environment: Environment) -> None:
    client = _browser(environment.olivia)
    first = environment.setting(name="G0")
    few = count(client, URL)
    for n in range(1, 6):
        environment.setting(name=f"G{n}")
    environment.policy(providerConfiguration={"conditions": [chain(first)]})
    assert count(client, URL) == few
