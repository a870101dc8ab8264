"""PingOne's side of the demo: who works there, the sandbox's copy, what a page must not do."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.e2e.running import Running
from tests.e2e.test_pages import SIDEWAYS, violations
from tests.sandbox_process import SandboxProcess

SAM = "sam@acme.test"
ADMIN = """
from apps.accounts.models import Membership, Organization, User
Membership.objects.update_or_create(
    user=User.objects.get(email="sam@acme.test"),
    organization=Organization.objects.get(handle="borealis"),
    defaults={"role": "admin"},
)
"""


class Watch:
    """What went wrong in a browser: `troubles` are sentences of its console, errors of scripts and
    requests to anybody but the console."""

    def __init__(self, context: BrowserContext, running: Running) -> None:
        self.troubles: list[str] = []
        self._home = urlsplit(running.url).netloc
        context.on("console", lambda said: self._said(said.type, said.text))
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)

    def _said(self, kind: str, text: str) -> None:
        # What was refused is shown on the page; the browser notes its status as well. A request cut
        # off by a newer one or by leaving is an error to htmx; _failed tells those that failed.
        cut = text.startswith(("htmx:afterRequest", "htmx:sendAbort", "htmx:sendError"))
        if kind in ("error", "warning") and "status of 4" not in text and not cut:
            self.troubles.append(f"{kind}: {text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.failure}: {request.url}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self._home:
            self.troubles.append(f"asked {request.url}")


class There:
    """Borealis' environment as the sandbox has it."""

    def __init__(self, running: Running) -> None:
        self.environment: str = running.credentials["pingone"]["environment_id"]
        self.sandbox = SandboxProcess(data=running.folder.name)
        self.sandbox.url = running.credentials["sandbox"]["url"]

    def find(self, kind: str, name: str) -> dict[str, Any] | None:
        """The policy or setting of this name; `kind` is policies or settings."""
        found = self.sandbox.objects(self.environment)[kind]
        return next((one for one in found if one.get("name") == name), None)

    def wait(self, kind: str, name: str) -> dict[str, Any]:
        body: dict[str, Any] = self.sandbox.wait(lambda: self.find(kind, name), within=30)
        return body

    def edit(self, kind: str, remote_id: str, **over: Any) -> None:
        """As somebody in PingOne's console would; `kind` is policy or setting."""
        self.sandbox.drift(self.environment, kind, remote_id, over)


def sign_in_at_borealis(page: Page, running: Running, email: str = "") -> None:
    """The owner, or somebody else of the demo."""
    people = json.loads((Path(running.folder.name) / "demo.json").read_text())["people"]
    email = email or running.credentials["portal"]["email"]
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(people[email])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    if "Borealis" not in page.locator(".lc-org summary").inner_text():
        page.locator(".lc-org summary").click()
        page.get_by_role("button", name="Borealis Stores").click()
        expect(page.locator(".lc-org summary")).to_contain_text("Borealis")


def look(page: Page) -> None:
    """For pages no link leads to: nothing for axe to find, nothing sideways at 360 px."""
    for theme, width in (("light", 1280), ("dark", 360)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        wrong = violations(page) + page.evaluate(SIDEWAYS)
        assert not wrong, (theme, width, page.url, wrong)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 1800})


def copy_of_shoppers(page: Page, name: str) -> str:
    """A policy of its own to edit; returns the address of its page."""
    page.goto("/policies/")
    page.get_by_role("link", name="Shoppers", exact=True).click()
    page.get_by_role("link", name="Copy").click()
    if page.get_by_role("button", name="Continue").count():
        page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the copy").fill(name)
    page.get_by_role("button", name="Review the copy").click()
    page.get_by_role("button", name="Copy and send to PingOne").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url
