"""The campaigns on fixed seeds, and one drawn anew each time; what they count must be 0.

DATABASE_URL and CELERY_BROKER_URL name the servers to run on (tests/faults/place.py). A failed run
is replayed with the command that is printed with it.
"""

import json
import os
import random
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.run import ZERO
from tests.faults.worker import ROOT

KILL_SEEDS = (1, 2)
CAMPAIGN_SEED = 1
ACTS = {
    "profile.create", "profile.update", "profile.delete", "brand.create", "brand.delete",
    "campaign.create", "campaign.resubmit", "campaign.delete", "import", "link", "unlink",
    "tollfree.create", "tollfree.update", "tollfree.delete",
}  # fmt: skip
PINGONE_ACTS = {
    "setting.create", "setting.update", "setting.delete", "policy.create", "policy.update",
    "policy.delete", "default", "console", "decide",
}  # fmt: skip
PATIENCE = 900


def run(*arguments: str) -> dict[str, Any]:
    """The figures of `python -m tests.faults.run`; its line goes to the test's output."""
    command = ["-m", "tests.faults.run", *arguments]
    print("python", *command)
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
    )
    print(done.stdout)
    lines = done.stdout.splitlines()
    assert lines, f"The run ended with status {done.returncode} and no figures."
    return dict(json.loads(lines[-1]))


def wrong(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures that should be 0 and are not, with what they counted."""
    found = {name: figures[name] for name in ZERO if figures.get(name)}
    return {**found, "lines": figures["wrong"]} if found else {}


@pytest.mark.parametrize("seed", KILL_SEEDS)
def test_a_worker_killed_20_times_during_50_filings_loses_and_doubles_nothing(seed: int) -> None:
    figures = run("kill", "--seed", str(seed))
    assert wrong(figures) == {}
    assert (figures["filings"], figures["kills"]) == (50, 20)
    assert figures["overtaken"] > 0


def test_1000_jobs_survive_faults_on_a_third_of_the_writes_and_kills() -> None:
    figures = run("campaign", "--seed", str(CAMPAIGN_SEED), "--jobs", "1000")
    assert wrong(figures) == {}
    assert figures["jobs"] >= 1000
    assert figures["kills"] == 20
    assert set(figures["acts"]) == ACTS
    assert min(figures["acts"].values()) >= 100
    # Each kind of fault was met.
    assert all(figures["injected"].values())


def test_a_seed_nobody_chose_survives_too() -> None:
    """Quick; the seed is printed for replay."""
    figures = run("campaign", "--quick", "--seed", str(random.SystemRandom().randrange(10**6)))
    assert wrong(figures) == {}


def test_without_kills_both_sides_have_the_same_record_of_every_write() -> None:
    """Attempt rows equal the requests that arrived, by method and path."""
    figures = run("calm", "--seed", "1", "--quick")
    assert wrong(figures) == {}
    assert (figures["unrecorded"], figures["unsent"]) == (0, 0)


def test_workers_frozen_past_their_lease_double_nothing() -> None:
    figures = run("freeze", "--seed", "1")
    assert wrong(figures) == {}
    assert figures["freezes"] >= 10
    assert figures["overtaken"] > 0


def test_300_changes_are_pushed_although_the_broker_loses_its_messages() -> None:
    figures = run("broker", "--seed", "1")
    assert wrong(figures) == {}
    assert figures["jobs"] == 300
    assert figures["wiped"] > 0


def test_pingone_gets_what_was_wanted_and_no_edit_made_there_goes_unseen() -> None:
    """Drift is decided by a person, secrets are in the clear nowhere, one policy is the default."""
    figures = run("pingone", "--seed", "1")
    assert wrong(figures) == {}
    assert set(figures["acts"]) == PINGONE_ACTS
    assert figures["kills"] == 3
    assert sum(figures["injected"].values()) >= 30
