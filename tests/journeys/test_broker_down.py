"""A form saved while the broker is down is saved, answered at once, and sent by the sweep."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import ConfigurationFactory, MembershipFactory
from tests.world import PROFILE
from apps.accounts.actors import actor_of
from apps.compliance.models import Profile
from apps.compliance.services.profile import create_profile
from apps.providers.models import Lane
from apps.sync.models import Sync
member = MembershipFactory(role="owner")
configuration = ConfigurationFactory(organization=member.organization)
create_profile(configuration=configuration, values=PROFILE, actor=actor_of(member))
assert Profile.objects.count() == 1
sync = Sync.objects.get()
assert (sync.wanted, sync.sent) == (1, 0)
# The wake was not delivered and is not believed to be on its way.
assert not Lane.objects.get().pending
print("saved")
"""


@pytest.mark.parametrize("broker", ["amqp://guest:guest@127.0.0.1:9//", "redis://127.0.0.1:9/0"])
def test_the_save_succeeds(broker: str, tmp_path: Path) -> None:
    env = {
        **os.environ,
        "CELERY_BROKER_URL": broker,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ENV_FILE": os.devnull,
        "LINECHECK_DEMO": "1",
        "PYTHONPATH": str(ROOT),
    }
    env.pop("DATABASE_URL", None)
    code = f"import django; django.setup()\n{SCRIPT}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "saved" in done.stdout
    assert "broker unreachable" in done.stderr
