"""The walk in a browser while the provider fails in every way and the worker is killed."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import filing
from tests.e2e.conftest import sign_in
from tests.e2e.running import ROOT, Running
from tests.e2e.test_walk import DECIDED, badge
from tests.world import CAMPAIGN

ATTEMPTS = """
import json
from apps.sync.models import Attempt
rows = Attempt.objects.filter(configuration__account_id=ACCOUNT).values_list("method", "path")
print(json.dumps([list(row) for row in rows]))
"""


@pytest.fixture(scope="module")
def failing() -> Iterator[Running]:
    """A demo of its own: its calls are short, so that a lost answer does not take 20 s."""
    os.environ["SYNC_HTTP_SECONDS"] = "2"
    try:
        made = Running()
    finally:
        del os.environ["SYNC_HTTP_SECONDS"]
    yield made
    made.stop()


class Sandbox:
    def __init__(self, running: Running) -> None:
        self.root = f"{running.credentials['sandbox']['url']}/_control"
        self.account = running.credentials["plivo"]["auth_id"]

    def fault(self, **fault: Any) -> None:
        body = json.dumps({"account": self.account, "times": 1, **fault}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.root}/faults", body, headers)
        urllib.request.urlopen(request, timeout=10).close()

    def get(self, what: str) -> Any:
        url = f"{self.root}/{what}?account={self.account}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            return json.load(answer)

    def living(self, kind: str) -> int:
        return sum(not found["deleted"] for found in self.get("objects")[kind])


def kill_worker(running: Running) -> None:
    """`kill -9`; the demo starts another one."""
    mine = f"--schedule {running.folder.name}"
    found = subprocess.run(["pgrep", "-f", "--", mine], capture_output=True, text=True)
    assert found.stdout.split()
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)


def attempts(running: Running) -> Counter[tuple[str, str]]:
    account = running.credentials["plivo"]["auth_id"]
    code = ATTEMPTS.replace("ACCOUNT", repr(account))
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=running.env,
        capture_output=True,
        text=True,
        check=True,
    )
    return Counter((method, path) for method, path in json.loads(done.stdout.splitlines()[-1]))


def test_it_ends_active_with_two_numbers_and_everything_once(
    failing: Running, browser: Browser
) -> None:
    sandbox = Sandbox(failing)
    context = browser.new_context(base_url=failing.url, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    sign_in(page, failing)

    sandbox.fault(method="POST", path="Profile", kind="status", status=500)
    filing.company(page, "Bakery")
    sandbox.fault(method="POST", path="10dlc/Brand", kind="timeout_after", seconds=5)
    filing.brand(page)
    badge(page, "Completed")

    sandbox.fault(method="POST", path="10dlc/Campaign", kind="status", status=429, retry_after=3)
    declined = f"DECLINE 1004. {CAMPAIGN['message_flow']}"
    page.get_by_role("button", name="File a campaign").click()
    values = {**filing.campaign_values("Orders"), "message_flow": declined}
    filing.walk(page, filing.CAMPAIGN_STEPS, values)
    filing.file(page)
    badge(page, "Failed")
    expect(page.locator("main")).to_contain_text("The message flow is incomplete or unclear")

    resubmit(page)
    kill_worker(failing)
    badge(page, "Active")

    sandbox.fault(method="POST", path="10dlc/Campaign", kind="reset_after")
    page.get_by_role("link", name="Link numbers").first.click()
    picks = page.locator("input[name='numbers']:not([value$='0000'], [value$='0001'])")
    for n in range(2):
        picks.nth(n).check()
    page.get_by_role("button", name="Link numbers").click()
    rows = page.locator("section[aria-labelledby='numbers'] tbody tr")
    for n in range(2):
        expect(rows.nth(n)).to_contain_text("Completed", timeout=DECIDED)
    context.close()

    assert sandbox.living("brands") == 1
    assert sandbox.living("campaigns") == 1
    assert sandbox.living("links") == 2
    paid = sorted(fee["kind"] for fee in sandbox.get("objects")["paid"])
    assert paid == ["brand", "campaign", "campaign update"]
    asked = Counter(
        (request["method"], re.sub(r".*/Account/[^/]+/", "", request["path"]))
        for request in sandbox.get("requests")["requests"]
        if request["method"] != "GET"
    )
    recorded = attempts(failing)
    writes = Counter({key: n for key, n in recorded.items() if key[0] != "GET"})
    # A worker killed between recording and sending leaves a record more, never one less.
    assert asked - writes == Counter()


def resubmit(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Correct and resubmit")).click()
    page.wait_for_url("**/file/**")
    while page.get_by_role("button", name="Continue").count():
        flow = page.locator("main form [name='message_flow']")
        if flow.count():
            flow.fill(CAMPAIGN["message_flow"])
        filing.leave_step(page)
    filing.file(page)
