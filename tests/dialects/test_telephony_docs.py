"""Every command of docs/provider-configurations.md, run as it stands there, by curl."""

import gc
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.providers.models import ProviderConfiguration
from tests.telephony_rest import token_of
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = Path(__file__).parents[2] / "docs" / "provider-configurations.md"
COMMAND = re.compile(r"^# (?P<title>.+): (?P<status>\d{3})\n(?P<line>curl (?:.+\n)+)", re.M)


def commands() -> list[tuple[str, int, str]]:
    """(title, status, command) in the order of the page."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.S))
    found = [(m["title"], int(m["status"]), m["line"]) for m in COMMAND.finditer(blocks)]
    assert len(found) == blocks.count("curl ")
    return found


@pytest.fixture
def environment(world: World, live_server: Any, settings: Any) -> Iterator[dict[str, str]]:
    """What the page says to export."""
    settings.TWILIO_BASE_URL = world.sandbox.twilio_url
    yield {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "LINECHECK_URL": live_server.url,
        "LINECHECK_TOKEN": token_of(world.actor),
        "ORG_HANDLE": world.organization.handle,
    }
    gc.collect()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


def test_each_command_is_answered_as_the_page_says(
    world: World, environment: dict[str, str]
) -> None:
    answers: dict[str, Any] = {}
    for title, status, line in commands():
        script = f"curl() {{ command curl -w '\\n%{{http_code}}' \"$@\"; }}\n{line}"
        ran = subprocess.run(
            ["bash", "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        body, _, code = ran.stdout.rpartition("\n")
        assert int(code) == status, (title, body)
        if status == 204:
            assert body == ""
            continue
        answers[title] = json.loads(body)
        assert answers[title]["status_code"] == status
        if title == "create":
            environment["ID"] = str(answers[title]["data"]["id"])
    made = ProviderConfiguration.objects.filter(organization=world.organization, provider=3)
    assert not made.exists()
    again = answers["the same provider and name again, which updates"]["data"]
    printed = json.loads(re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.S)[0])["data"]
    here = {"id": again["id"], "org_handle": again["org_handle"]}
    icon = {"provider_details": again["provider_details"]}
    assert printed | here | icon == again
    assert printed["provider_details"].keys() == again["provider_details"].keys()
    kept = answers["change; the secret as it was read changes nothing"]["data"]
    assert kept["api_secret"] == answers["read"]["data"]["api_secret"] == "••••cret"
    assert kept["name"] == "Twilio Support EU"


def test_the_page_tries_every_call_and_every_status_it_promises() -> None:
    statuses = {status for _, status, _ in commands()}
    assert statuses == {200, 204, 400, 401, 403, 404}
    methods = {re.search(r"-X (\w+)", line) for *_, line in commands()}
    assert {match[1] for match in methods if match} == {"PATCH", "DELETE"}
