"""Going back to an earlier version of a provider."""

from django.urls import reverse

from apps.core import events
from apps.policies.models import PhoneDeliverySetting
from apps.policies.services.setting import replace_setting
from tests.conftest import _browser
from tests.policies.world import SETTING, Environment


def url(setting: PhoneDeliverySetting, verb: str = "created") -> str:
    event = events.timeline(setting).get(verb=verb)
    return reverse("policies:setting_restore", args=[setting.public_id, event.pk])


def test_the_old_body_counts_again_with_the_present_secret(environment: Environment) -> None:
    setting = environment.setting()
    body = {
        **SETTING,
        "name": "New",
        "authentication": {**SETTING["authentication"], "password": "newer-canary"},
    }
    replace_setting(setting=setting, body=body, version=1, actor=environment.actor)
    client = _browser(environment.olivia)
    page = client.get(url(setting)).content.decode()
    assert "<del>New</del>" in page and "<ins>Gateway</ins>" in page and "canary" not in page
    assert client.post(url(setting), {"version": "2"}).status_code == 302
    setting.refresh_from_db()
    assert setting.name == "Gateway" and setting.version == 3
    assert setting.secrets == {"/authentication/password": "newer-canary"}


def test_a_version_whose_secret_is_gone_says_so(environment: Environment) -> None:
    setting = environment.setting()
    body = {**SETTING, "authentication": {"method": "BEARER", "authToken": "t-canary"}}
    replace_setting(setting=setting, body=body, version=1, actor=environment.actor)
    answer = _browser(environment.olivia).post(url(setting), {"version": "2"})
    assert answer.status_code == 422
    assert "password" in answer.content.decode()
    setting.refresh_from_db()
    assert setting.version == 2


def test_who_was_faster_is_not_overwritten(environment: Environment) -> None:
    setting = environment.setting()
    for name in ("One", "Two"):
        body = {**SETTING, "name": name}
        replace_setting(setting=setting, body=body, version=None, actor=environment.actor)
    answer = _browser(environment.olivia).post(url(setting), {"version": "2"})
    assert answer.status_code == 422 and "Somebody else changed" in answer.content.decode()


def test_an_entry_of_another_provider_is_not_there(environment: Environment) -> None:
    one, two = environment.setting(name="One"), environment.setting(name="Two")
    event = events.timeline(two).get(verb="created")
    at = reverse("policies:setting_restore", args=[one.public_id, event.pk])
    assert _browser(environment.olivia).get(at).status_code == 404
