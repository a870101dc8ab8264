import os
import shutil
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.running import Running

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
PATIENCE = 600
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


@pytest.fixture(autouse=True)
def _no_endless_wait() -> Iterator[None]:
    """A key press that the browser never acknowledges has no timeout of its own."""

    def give_up(*args: Any) -> None:
        raise TimeoutError(f"The browser did not come back within {PATIENCE} s.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """One demo for the whole session: sandbox, console and worker."""
    made = Running()
    yield made
    trouble = made.trouble()
    made.stop()
    assert not trouble, trouble


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM or None, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def signed_in(running: Running, browser: Browser) -> Any:
    """The owner's cookies, from one sign-in through the form."""
    context = browser.new_context(base_url=running.url)
    page = context.new_page()
    sign_in(page, running)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visit(running: Running, browser: Browser, signed_in: Any) -> Iterator[Callable[..., Page]]:
    """A signed-in page: `visit(width=360, theme="dark", scripts=False)`."""
    opened: list[BrowserContext] = []

    def make(*, width: int = 1280, theme: str = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=running.url,
            storage_state=signed_in,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    return visit()


def sign_in(page: Page, running: Running) -> None:
    page.goto("/sign-in/")
    portal = running.credentials["portal"]
    page.get_by_label("E-mail").fill(portal["email"])
    page.get_by_label("Password").fill(portal["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
