"""Trying a request from the pages: asked first, sent once, the answer shown without secrets."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from apps.core import events
from apps.policies.models import PhoneDeliverySetting
from tests.conftest import _browser
from tests.policies.forms import fields_of
from tests.policies.world import SETTING, Environment
from tests.upstream.peer import Peer

CANARY = "hunter2-canary"


@pytest.fixture
def gateway() -> Iterator[Peer]:
    echo = f'{{"taken": true, "key": "{CANARY}"}}'
    head = f"HTTP/1.1 202 Accepted\r\nContent-Length: {len(echo)}\r\nX-Request-Id: r-1\r\n\r\n"
    peer = Peer(None, answer=(head + echo).encode())
    yield peer
    peer.close()


def at(environment: Environment, gateway: Peer) -> PhoneDeliverySetting:
    """A provider whose gateway is on this machine."""
    entry = {**SETTING["requests"][0], "url": gateway.url("sms")}
    return environment.setting(requests=[entry])


def url(setting: PhoneDeliverySetting) -> str:
    return reverse("policies:setting_try", args=[setting.public_id])


def test_it_asks_first_and_sends_nothing(environment: Environment, gateway: Peer) -> None:
    setting = at(environment, gateway)
    page = _browser(environment.olivia).get(url(setting)).content.decode()
    assert "the gateway may charge for it" in page and "Send it now" in page
    assert gateway.requests == []


def test_one_press_is_one_message_with_the_held_secret(
    environment: Environment, gateway: Peer
) -> None:
    setting = at(environment, gateway)
    data = {"request": "0", "act": "send", "sample-to": "+442071838750"}
    page = _browser(environment.olivia).post(url(setting), data).content.decode()
    (raw,) = gateway.requests
    assert b"to=%2B442071838750" in raw and b"Authorization: Basic " in raw
    assert "202" in page and "x-request-id: r-1" in page.lower()
    assert "accepted the request" in page and CANARY not in page
    entry = events.timeline(setting).get(verb="tried_it")
    assert "Request 1 was sent once." in entry.text and CANARY not in entry.text


def test_what_is_being_edited_is_tried_as_it_is(environment: Environment, gateway: Peer) -> None:
    setting = at(environment, gateway)
    client = _browser(environment.olivia)
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    data = fields_of(client.get(edit).content.decode())
    typed = {"requests-0-body": "unsaved=${message}", "authentication-BASIC-password": "x-canary"}
    asked = client.post(edit, {**data, **typed, "act": "try-0"}).content.decode()
    assert "with what is being edited" in asked and "x-canary" not in asked
    again = client.post(url(setting), {**fields_of(asked), "act": "send"}).content.decode()
    (raw,) = gateway.requests
    assert b"unsaved=Your+passcode" in raw and "x-canary" not in again
    setting.refresh_from_db()
    assert setting.version == 1
    back = client.post(edit, {**fields_of(again), "act": "back"}).content.decode()
    assert fields_of(back)["requests-0-body"] == "unsaved=${message}"
    assert "Entered, not saved yet" in back


def test_one_that_is_not_saved_can_be_tried(environment: Environment, gateway: Peer) -> None:
    client = _browser(environment.olivia)
    new = f"/providers/new/?environment={environment.configuration.pk}&kind=CUSTOM_PROVIDER"
    data: dict[str, Any] = fields_of(client.get(new).content.decode())
    data |= {
        "requests-0-url": gateway.url("new"),
        "requests-0-body": "to=${to}&text=${message}",
        "authentication-BASIC-username": "me",
        "authentication-BASIC-password": "pw-canary",
        "act": "try-0",
    }
    asked = client.post(new, data).content.decode()
    done = client.post("/providers/try/", {**fields_of(asked), "act": "send"}).content.decode()
    (raw,) = gateway.requests
    assert raw.startswith(b"POST /new ") and "accepted the request" in done
    assert not PhoneDeliverySetting.objects.exists()


def test_a_held_secret_is_not_tried_at_another_host(
    environment: Environment, gateway: Peer
) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    edit = reverse("policies:setting_edit", args=[setting.public_id])
    data = fields_of(client.get(edit).content.decode()) | {"requests-0-url": gateway.url()}
    asked = client.post(edit, {**data, "act": "try-0"}).content.decode()
    done = client.post(url(setting), {**fields_of(asked), "act": "send"})
    assert done.status_code == 422 and "does not have the password" in done.content.decode()
    assert gateway.requests == []


def test_a_private_address_is_refused_in_words(environment: Environment) -> None:
    entry = {**SETTING["requests"][0], "url": "http://169.254.169.254/latest"}
    setting = environment.setting(requests=[entry])
    answer = _browser(environment.olivia).post(url(setting), {"request": "0", "act": "send"})
    assert "Nothing was sent" in answer.content.decode()


@pytest.mark.parametrize("index", ["7", "x", "-1", "9" * 5000])
def test_a_request_it_does_not_have_is_not_there(environment: Environment, index: str) -> None:
    setting = environment.setting()
    client = _browser(environment.olivia)
    assert client.get(url(setting), {"request": index}).status_code == 404
    data = {"request": index, "act": "send"}
    assert client.post(url(setting), data).status_code in (404, 422)


def test_it_takes_the_right(environment: Environment, gateway: Peer) -> None:
    setting = at(environment, gateway)
    for user in (environment.sam, environment.vera):
        answer = _browser(user).post(url(setting), {"request": "0", "act": "send"})
        assert answer.status_code == 403
    assert gateway.requests == []
