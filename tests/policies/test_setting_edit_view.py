"""The editor of a provider that is there: fields, buttons, review, saving, conflict."""

import hashlib
import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from apps.policies.models import PhoneDeliverySetting
from apps.policies.services.setting import create_setting, replace_setting
from apps.upstream.redact import MASK
from tests.conftest import _browser
from tests.policies.forms import fields_of
from tests.policies.world import SETTING, Environment

NEW = "n3w-canary"


def url(setting: PhoneDeliverySetting) -> str:
    return reverse("policies:setting_edit", args=[setting.public_id])


def press(client: Client, at: str, shown: str, act: str, **typed: Any) -> Any:
    """Presses a button on a page of the editor, with `typed` over what its fields hold."""
    data = {**fields_of(shown), **{k.replace("__", "-"): v for k, v in typed.items()}, "act": act}
    return client.post(at, {k: v for k, v in data.items() if v is not None})


def opened(client: Client, setting: PhoneDeliverySetting) -> str:
    answer = client.get(url(setting))
    assert answer.status_code == 200
    return answer.content.decode()


def saved(client: Client, setting: PhoneDeliverySetting, **typed: Any) -> PhoneDeliverySetting:
    """Types, reviews and saves."""
    review = press(client, url(setting), opened(client, setting), "review", **typed)
    assert review.status_code == 200, review.content.decode()
    assert "Save and send to PingOne" in review.content.decode()
    done = press(client, url(setting), review.content.decode(), "save")
    assert done.status_code == 302
    return PhoneDeliverySetting.objects.get(pk=setting.pk)


def test_no_field_brings_a_secret_back(environment: Environment) -> None:
    shown = opened(_browser(environment.olivia), environment.setting())
    assert "hunter2-canary" not in shown
    assert "Leave empty to keep it" in shown
    assert re.search(r'name="authentication-BASIC-password"[^>]*>', shown)


def test_saving_without_a_change_changes_nothing(environment: Environment) -> None:
    odd = {
        "surprise": {"kept": [None, ""]},
        "requests": [{**SETTING["requests"][0], "retries": 3, "beforeTag": ""}],
        "numbers": [{"number": "+1 415", "type": "PHONE_NUMBER", "mine": None}],
    }
    setting = environment.setting(**odd)
    after = saved(_browser(environment.olivia), setting)
    assert after.wanted == setting.wanted and after.version == 1
    assert after.secrets == setting.secrets


def test_what_is_typed_reaches_pingone_with_the_kept_secret(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    body = 'say "${message}"\nto ${to}'
    typed = {"requests__0__body": body, "authentication__BASIC__username": "new"}
    after = saved(_browser(environment.olivia), setting, **typed)
    environment.drain()
    sent = environment.requests("PUT")[-1]["body"]
    assert sent["requests"][0]["body"] == body
    assert sent["authentication"]["username"] == "new"
    (there,) = environment.there("setting")
    kept = hashlib.sha256(b"hunter2-canary").hexdigest()
    assert there["secrets"]["authentication.password"] == kept
    assert after.wanted["authentication"]["password"] == MASK


def test_a_new_secret_travels_sealed_through_buttons_and_review(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    shown = opened(client, setting)
    typed = {"authentication__BASIC__password": NEW}
    page = press(client, url(setting), shown, "number-add", **typed).content.decode()
    assert NEW not in page and "Entered, not saved yet" in page
    page = press(client, url(setting), page, "number-remove-1").content.decode()
    review = press(client, url(setting), page, "review").content.decode()
    assert NEW not in review and f"{MASK} a new value" in review
    assert press(client, url(setting), review, "save").status_code == 302
    setting.refresh_from_db()
    assert setting.secrets == {"/authentication/password": NEW}


def test_nobody_else_can_open_what_was_sealed(environment: Environment) -> None:
    setting = environment.setting()
    typed = {"authentication__BASIC__password": NEW}
    mine = _browser(environment.olivia)
    page = press(mine, url(setting), opened(mine, setting), "number-add", **typed)
    other = _browser(environment.ada)
    review = press(other, url(setting), page.content.decode(), "review").content.decode()
    assert "a new value" not in review


def test_requests_move_with_the_secrets_of_their_headers(environment: Environment) -> None:
    first = {**SETTING["requests"][0], "headers": {"X-Api-Key": "one-canary"}}
    second = {
        **SETTING["requests"][0], "deliveryMethod": "VOICE", "headers": {"X-Api-Key": "two-canary"},
    }  # fmt: skip
    setting = environment.setting(requests=[first, second])
    client = _browser(environment.olivia)
    moved = press(client, url(setting), opened(client, setting), "request-up-1").content.decode()
    assert "Request 1: Call" in moved and "canary" not in moved
    assert "Request 2 is now number 1." in moved
    review = press(client, url(setting), moved, "review").content.decode()
    press(client, url(setting), review, "save")
    setting.refresh_from_db()
    assert setting.wanted["requests"][0]["deliveryMethod"] == "VOICE"
    keys = {place: v for place, v in setting.secrets.items() if "headers" in place}
    assert keys == {
        "/requests/0/headers/X-Api-Key": "two-canary",
        "/requests/1/headers/X-Api-Key": "one-canary",
    }


def test_a_secret_does_not_follow_to_another_host(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    typed = {"requests__0__url": "https://elsewhere.example/message"}
    answer = press(client, url(setting), opened(client, setting), "review", **typed)
    assert answer.status_code == 422
    assert "a new address may not get the old one" in answer.content.decode()


def test_headers_and_numbers_are_added_and_taken_away(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    typed = {
        "requests__0__headers__1__name": "x-sender", "requests__0__headers__1__value": "acme",
    }  # fmt: skip
    page = press(client, url(setting), opened(client, setting), "header-add-0", **typed)
    page = press(client, url(setting), page.content.decode(), "header-remove-0-0")
    page = press(client, url(setting), page.content.decode(), "number-remove-0")
    review = press(client, url(setting), page.content.decode(), "review").content.decode()
    press(client, url(setting), review, "save")
    setting.refresh_from_db()
    assert setting.wanted["requests"][0]["headers"] == {"x-sender": "acme"}
    assert setting.wanted["numbers"] == []


def test_the_browser_keeps_what_was_typed_but_nothing_that_may_be_a_secret(
    environment: Environment,
) -> None:
    key = {**SETTING["requests"][0], "headers": {"accept": "text/plain", "X-Api-Key": "k-canary"}}
    setting = environment.setting(requests=[key])
    client = _browser(environment.olivia)
    shown = opened(client, setting)
    assert f'data-lc-keep-form="setting-{setting.public_id}-{environment.olivia.pk}"' in shown
    left_out = re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"[^>]* data-lc-keep-not', shown)
    assert set(left_out) == {
        "sealed", "requests-0-headers-1-value", "requests-0-headers-2-value",
    }  # fmt: skip
    kept = {name: value for name, value in fields_of(shown).items() if name not in left_out}
    back = client.post(url(setting), {**kept, "name": "Kept", "act": "preview"})
    review = press(client, url(setting), back.content.decode(), "review").content.decode()
    press(client, url(setting), review, "save")
    setting.refresh_from_db()
    assert setting.name == "Kept"
    assert setting.wanted["requests"][0]["headers"] == {"X-Api-Key": MASK, "accept": "text/plain"}
    assert setting.secrets["/requests/0/headers/X-Api-Key"] == "k-canary"


def test_another_way_to_sign_in_takes_its_own_fields_only(environment: Environment) -> None:
    setting = environment.setting()
    typed = {"authentication__method": "BEARER", "authentication__BEARER__authToken": NEW}
    after = saved(_browser(environment.olivia), setting, **typed)
    assert after.wanted["authentication"] == {"method": "BEARER", "authToken": MASK}
    assert after.secrets == {"/authentication/authToken": NEW}


def test_what_pingone_would_refuse_stands_at_its_field(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    answer = press(client, url(setting), opened(client, setting), "review", requests__0__url="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_requests-0-url"' in page and 'id="id_requests-0-url_error"' in page


def test_json_and_form_are_two_ways_to_the_same_body(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    page = press(client, url(setting), opened(client, setting), "to-json").content.decode()
    text = fields_of(page)["json"]
    assert MASK in text and "hunter2-canary" not in text
    text = text.replace('"name": "Gateway"', '"name": "By JSON", "surprise": {"a": null}')
    page = press(client, url(setting), page, "to-form", json=text).content.decode()
    assert fields_of(page)["name"] == "By JSON" and "<code>surprise</code>" in page
    review = press(client, url(setting), page, "review").content.decode()
    press(client, url(setting), review, "save")
    setting.refresh_from_db()
    assert setting.wanted["surprise"] == {"a": None}
    assert setting.secrets == {"/authentication/password": "hunter2-canary"}


def test_broken_json_is_kept_and_its_place_said(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    page = press(client, url(setting), opened(client, setting), "to-json").content.decode()
    answer = press(client, url(setting), page, "review", json='{"name":\n  oops}')
    assert answer.status_code == 422
    assert "Line 2, column 3" in answer.content.decode()
    assert fields_of(answer.content.decode())["json"].endswith("oops}")


def test_the_review_is_against_what_pingone_has(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    client = _browser(environment.olivia)
    page = opened(client, setting)
    review = press(client, url(setting), page, "review", name="Renamed").content.decode()
    assert "In PingOne now" in review
    assert "<del>Gateway</del>" in review and "<ins>Renamed</ins>" in review
    back = press(client, url(setting), review, "back").content.decode()
    assert fields_of(back)["name"] == "Renamed"


def test_two_people_at_once_lose_nothing(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    shown = opened(client, setting)
    body = {**SETTING, "numbers": []}
    replace_setting(setting=setting, body=body, version=1, actor=environment.admin)
    answer = press(client, url(setting), shown, "review", name="Mine")
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert environment.ada.email in page or str(environment.admin.label) in page
    assert fields_of(page)["name"] == "Mine"
    review = press(client, url(setting), answer.content.decode(), "review").content.decode()
    assert press(client, url(setting), review, "save").status_code == 302
    setting.refresh_from_db()
    assert setting.name == "Mine" and setting.version == 3


def test_htmx_gets_the_editor_and_the_panel_alone(environment: Environment) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    data = {**fields_of(opened(client, setting)), "act": "number-add"}
    answer = client.post(
        url(setting), data, headers={"HX-Request": "true", "HX-Target": "setting-editor"}
    )
    page = answer.content.decode()
    assert 'id="setting-editor"' in page and 'hx-swap-oob="innerHTML"' in page
    assert "<h1" not in page and 'data-lc-announce="Number 2 added."' in page


def test_an_account_keeps_its_sid_and_selects_what_pingone_found(environment: Environment) -> None:
    sid = "AC" + "1" * 32
    body = {"provider": "CUSTOM_TWILIO", "sid": sid, "authToken": "tw-canary"}
    setting = create_setting(
        configuration=environment.configuration, body=body, actor=environment.actor
    )
    environment.drain()
    client = _browser(environment.olivia)
    page = opened(client, setting)
    assert "PingOne does not change these" in page and sid in page
    assert 'name="sid"' not in page and 'name="authToken"' not in page
    assert "tw-canary" not in page
    setting.refresh_from_db()
    chosen = {"numbers__0__selected": "on"}
    after = saved(client, setting, **chosen)
    environment.drain()
    assert after.wanted["numbers"][0]["selected"] is True
    (there,) = environment.there("setting")
    assert there["numbers"][0]["selected"] is True
    assert after.secrets == {"/authToken": "tw-canary"}


def test_exactly_one_messaging_service_is_chosen(environment: Environment) -> None:
    body = {
        "provider": "CUSTOM_TWILIO_MESSAGING_SERVICE",
        "name": "Texts",
        "sid": "AC" + "2" * 32,
        "authToken": "tw-canary",
    }
    setting = create_setting(
        configuration=environment.configuration, body=body, actor=environment.actor
    )
    environment.drain()
    setting.refresh_from_db()
    after = saved(_browser(environment.olivia), setting, messagingServices="1")
    chosen = [one.get("selected") is True for one in after.wanted["messagingServices"]]
    assert chosen.count(True) == 1 and chosen[1]
