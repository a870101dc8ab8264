"""One provider, as the browser gets it."""

import re
import uuid

from django.test import Client
from django.urls import reverse

from apps.policies.models import PhoneDeliverySetting
from apps.policies.services.setting import replace_setting
from tests import factories
from tests.conftest import _browser
from tests.policies.world import SETTING, Environment, chain

TWILIO = {
    "provider": "CUSTOM_TWILIO",
    "sid": "AC" + "0" * 32,
    "authToken": "token-canary",
    "name": None,
    "authentication": None,
    "requests": None,
    "numbers": None,
}


def page(client: Client, setting: PhoneDeliverySetting) -> str:
    answer = client.get(setting.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_the_request_with_its_variables_and_no_secret(environment: Environment) -> None:
    shown = page(_browser(environment.vera), environment.setting())
    assert "sms.example.com/message" in shown
    assert '<mark title="to">%2B14155550100</mark>' in shown
    assert "Numbers without a plus (NUMBER_ONLY)" in shown
    assert "Basic ••••" in shown
    assert "hunter2-canary" not in shown


def test_it_says_which_chains_name_it_and_where(environment: Environment) -> None:
    first, second = environment.setting(name="A"), environment.setting(name="B")
    environment.policy(providerConfiguration={"conditions": [chain(first, second)]})
    assert "Condition 1, second of 2" in page(_browser(environment.olivia), second)


def test_who_may_not_edit_gets_no_buttons(environment: Environment) -> None:
    setting = environment.setting()
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    attempt = reverse("policies:setting_try", args=[setting.public_id])
    assert edit in page(_browser(environment.ada), setting)
    assert attempt in page(_browser(environment.ada), setting)
    shown = page(_browser(environment.sam), setting)
    assert edit not in shown and attempt not in shown


def test_a_change_in_pingone_is_shown_beside_ours_and_can_be_taken(
    environment: Environment,
) -> None:
    setting = environment.setting()
    environment.drain()
    setting.refresh_from_db()
    client = _browser(environment.olivia)
    environment.edit_there("setting", setting.remote_id, name="Renamed there")
    environment.pull()
    environment.drain()
    shown = page(client, setting)
    assert "In PingOne now" in shown and "Renamed there" in shown
    client.post(reverse("sync:decide", args=[setting.sync_id]), {"choice": "theirs"})
    setting.refresh_from_db()
    assert setting.name == "Renamed there"
    assert "In PingOne now" not in page(client, setting)


def test_its_history_says_what_changed_and_leads_back(environment: Environment) -> None:
    setting = environment.setting()
    replace_setting(
        setting=setting, body={**SETTING, "name": "New"}, version=1, actor=environment.actor
    )
    shown = page(_browser(environment.olivia), setting)
    assert "Version 2" in shown and "Version 1" in shown
    assert re.search(r"/history/\d+/", shown)


def test_it_is_polled_until_pingone_has_it(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    shown = page(client, setting)
    stamp = re.search(r"\?stamp=(\w+)", shown)
    assert stamp
    poll = {"HX-Request": "true", "HX-Target": "live"}
    url = f"{setting.get_absolute_url()}?stamp={stamp[1]}"
    assert client.get(url, headers=poll).status_code == 204
    environment.drain()
    done = client.get(url, headers=poll)
    assert done.status_code == 286
    assert "<h1" not in done.content.decode() and "At PingOne" in done.content.decode()


def test_an_odd_body_from_pingone_has_a_page_as_well(environment: Environment) -> None:
    odd = {"provider": "CUSTOM_PIGEON", "requests": "none", "numbers": [3], "more": {"x": None}}
    environment.load(settings=[{**odd, "id": str(uuid.uuid4())}])
    environment.pull()
    (row,) = PhoneDeliverySetting.objects.filter(configuration=environment.configuration)
    assert "CUSTOM_PIGEON" in page(_browser(environment.olivia), row)


def test_pingones_id_leads_to_the_same_page(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    setting.refresh_from_db()
    answer = _browser(environment.olivia).get(f"/providers/{setting.remote_id}/")
    assert answer.status_code == 302 and answer["Location"] == setting.get_absolute_url()


def test_strangers_find_nothing(environment: Environment) -> None:
    setting = environment.setting()
    stranger = _browser(factories.MembershipFactory(role="owner").user)
    assert stranger.get(setting.get_absolute_url()).status_code == 404


def test_an_account_says_what_is_still_to_be_selected(environment: Environment) -> None:
    olivia = _browser(environment.olivia)
    numbers = environment.setting(**TWILIO)
    service = environment.setting(
        **TWILIO | {"provider": "CUSTOM_TWILIO_MESSAGING_SERVICE", "name": "News"}
    )
    assert "after it has looked into it" in page(olivia, numbers)
    assert "after it has looked into it" not in page(olivia, service)
    environment.drain()
    assert "None of its numbers is selected yet" in page(olivia, numbers)
    assert "None of its messaging services is selected yet" in page(olivia, service)
    assert "selected yet" not in page(olivia, environment.setting())
