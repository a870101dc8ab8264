"""The requests PingOne's pages print work as they stand against Linecheck: host, ids and token
replaced, nothing else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from apps.policies.models import PhoneDeliverySetting
from tests.policies import printed
from tests.policies.rest import Door, door_of
from tests.policies.world import Environment

HERE = Path(printed.__file__).parent
BODY = "messageType=ARN&message=${message}&phoneNumber=${to}&sender=${from}"


@pytest.fixture
def place(transactional_db: Any, live_server: Any, environment: Environment) -> tuple[str, Door]:
    return live_server.url, door_of(environment)


def _run(name: str, place: tuple[str, Door], policy: str = "") -> dict[str, Any]:
    """The answer of the printed script `name`, a curl line or a Python file."""
    url, door = place
    script = (HERE / f"{name}.txt").read_text()
    for variable, value in {
        "apiPath": f"{url}/v1",
        "envID": door.account,
        "accessToken": door.token,
        "notificationPolicyID": policy,
    }.items():
        script = script.replace(f"{{{{{variable}}}}}", value)
    runner = ["bash", "-c"] if name.endswith(".curl") else [sys.executable, "-c"]
    done = subprocess.run([*runner, script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("kind", ["curl", "python"])
def test_create_phone_delivery_settings(place: tuple[str, Door], kind: str) -> None:
    made = _run(f"create_setting.{kind}", place)
    expected = printed.setting_response()
    assert made["numbers"] == expected["numbers"]
    assert [request.pop("body") for request in made["requests"]] == [BODY, BODY]
    assert made["requests"] == expected["requests"]
    row = PhoneDeliverySetting.objects.get(public_id=made["id"])
    assert "messageType" not in row.wanted["requests"][0]


@pytest.mark.parametrize("kind", ["curl", "python"])
def test_read_all_notification_policies(
    place: tuple[str, Door], environment: Environment, kind: str
) -> None:
    environment.pull()
    found = _run(f"list_policies.{kind}", place)
    assert found["count"] == found["size"] == 1
    assert found["_embedded"]["notificationsPolicies"][0]["default"] is True


@pytest.mark.parametrize("kind", ["curl", "python"])
def test_read_one_notification_policy(
    place: tuple[str, Door], environment: Environment, kind: str
) -> None:
    policy = environment.policy()
    found = _run(f"read_policy.{kind}", place, policy.public_id)
    assert found["id"] == policy.public_id and found["name"] == "Staff"
