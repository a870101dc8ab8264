"""Deleting a provider: refused while somebody sends through it."""

from django.urls import reverse

from apps.policies.models import PhoneDeliverySetting
from tests.conftest import _browser
from tests.policies.world import Environment, chain


def url(setting: PhoneDeliverySetting) -> str:
    return reverse("policies:setting_delete", args=[setting.public_id])


def test_it_is_asked_for_its_name_and_then_gone_at_pingone(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    client = _browser(environment.olivia)
    wrong = client.post(url(setting), {"confirm": "Other"})
    assert wrong.status_code == 422 and "Type the name Gateway" in wrong.content.decode()
    assert client.post(url(setting), {"confirm": "Gateway"}).status_code == 302
    environment.drain()
    assert environment.there("setting") == []


def test_policies_that_name_it_are_named_and_it_stays(environment: Environment) -> None:
    setting = environment.setting()
    policy = environment.policy(providerConfiguration={"conditions": [chain(setting)]})
    client = _browser(environment.olivia)
    page = client.get(url(setting)).content.decode()
    assert policy.get_absolute_url() in page and "it would have nobody left there" in page
    assert 'name="confirm"' not in page
    refused = client.post(url(setting), {"confirm": "Gateway"})
    assert refused.status_code == 422
    setting.refresh_from_db()
    assert not setting.retiring


def test_twice_is_once(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    client.post(url(setting), {"confirm": "Gateway"})
    again = client.post(url(setting), {"confirm": "Gateway"}, follow=True)
    assert "being deleted already" in again.content.decode()


def test_it_takes_the_right(environment: Environment) -> None:
    assert _browser(environment.sam).get(url(environment.setting())).status_code == 403
