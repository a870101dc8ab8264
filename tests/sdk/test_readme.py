"""The lines of Python the README shows do what they say."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import plivo
import plivo.rest.client
import pytest

from apps.compliance.models import CampaignNumber
from tests.sdk.test_example import EXAMPLE, decide
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
README = Path(__file__).parents[2] / "README.md"
DEMO = "http://127.0.0.1:8000"


def test_the_readmes_lines_take_a_number_into_an_active_campaign(
    world: World,
    server: str,
    token: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(plivo.rest.client, "PLIVO_API_BASE_URI", "")
    (lines,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.S)
    assert DEMO in lines
    given = {
        **{name: runpy.run_path(str(EXAMPLE))[name] for name in ("COMPANY", "CAMPAIGN")},
        "plivo": plivo,
        "time": SimpleNamespace(sleep=lambda seconds: decide(world)),
        "auth_id": world.account,
        "token": token,
        "number": world.numbers(1)[0],
    }
    exec(lines.replace(DEMO, server), given)
    given["client"].session.close()
    assert capsys.readouterr().out == "ACTIVE\n"
    decide(world)
    assert CampaignNumber.objects.get().status == "COMPLETED"
