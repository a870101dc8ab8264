"""Every page: axe finds nothing in light and dark, nothing sideways at 360 px, keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.crawl import pages
from tests.e2e.running import Running

DECIDED = 60_000
SETTLE = "() => document.getAnimations().forEach(a => a.finish())"
SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll('body *')].filter(
    e => e.getBoundingClientRect().right > room + 1 && getComputedStyle(e).position !== 'fixed');
  return [`${document.documentElement.scrollWidth} px`].concat(
    wide.slice(-3).map(e => e.outerHTML.slice(0, 120)));
}"""


@pytest.fixture(scope="session")
def signed_in(running: Running, browser: Browser) -> Any:
    """In the organisation that the demo has filled with something in every state."""
    context = browser.new_context(base_url=running.url)
    page = context.new_page()
    sign_in(page, running)
    page.locator("details.lc-org summary").click()
    page.get_by_role("button", name="Borealis Stores").click()
    page.goto("/campaigns/?status=FAILED")
    for word in ("Whitening offers",):
        for _ in range(60):
            if page.get_by_role("link", name=word).count():
                break
            page.wait_for_timeout(1000)
            page.reload()
        expect(page.get_by_role("link", name=word)).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def addresses(running: Running, browser: Browser, signed_in: Any) -> list[str]:
    context = browser.new_context(base_url=running.url, storage_state=signed_in)
    found = pages(context.new_page(), running.url)
    context.close()
    return found


def test_the_crawl_reaches_every_kind_of_page(addresses: list[str]) -> None:
    text = "\n".join(addresses)
    for part in (
        "/companies/",
        "/edit/",
        "/delete/",
        "/deactivate/",
        "/numbers/link/",
        "/review/",
        "/discard/",
        "/use-case/",
        "/identifiers/",
        "/registration/",
        "/campaigns/import/",
        "/connections/",
        "/sync/",
        "/search/",
    ):
        assert part in text, f"no page like {part} among\n{text}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visit: Callable[..., Page], addresses: list[str], theme: str) -> None:
    page = visit(theme=theme)
    axe = Axe()
    found = []
    for address in addresses:
        page.goto(address)
        page.evaluate(SETTLE)
        for violation in axe.run(page).response["violations"]:
            where = [node["html"][:160] for node in violation["nodes"][:2]]
            found.append(f"{address}: {violation['id']}: {where}")
    assert found == []


def test_nothing_scrolls_sideways_at_360(visit: Callable[..., Page], addresses: list[str]) -> None:
    page = visit(width=360)
    found = []
    for address in addresses:
        page.goto(address)
        wide = page.evaluate(SIDEWAYS)
        if wide:
            found.append(f"{address}: {wide}")
    assert found == []


def test_axe_finds_nothing_on_a_phone(visit: Callable[..., Page], addresses: list[str]) -> None:
    page = visit(width=390, theme="dark")
    axe = Axe()
    found = []
    for address in addresses[::3]:
        page.goto(address)
        page.evaluate(SETTLE)
        found += [f"{address}: {v['id']}" for v in axe.run(page).response["violations"]]
    assert found == []


def test_every_page_has_one_heading_and_a_title(
    visit: Callable[..., Page], addresses: list[str]
) -> None:
    page = visit()
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.locator("h1").count() == 1, address
        assert page.locator("h1").inner_text().strip(), address
        assert not page.title().startswith("·"), address


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("/companies/", "Add a company"),
        ("/brands/", "Register a brand"),
        ("/campaigns/", "File a campaign"),
        ("/campaigns/new/", "Start"),
    ],
)
def test_main_actions_are_reached_and_pressed_by_keyboard(
    visit: Callable[..., Page], address: str, action: str
) -> None:
    page = visit()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "lc-skip"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.innerText?.trim()") == action:
            break
    else:
        raise AssertionError(f"{action} was not reached")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith(address))


def test_search_in_a_list_swaps_the_rows_and_keeps_typing(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/campaigns/")
    page.locator("#lc-filter-q").click()
    page.keyboard.type("reminder", delay=60)
    expect(page.get_by_text("1 of 3")).to_be_visible()
    expect(page.locator("#lc-filter-q")).to_have_value("reminder")
    expect(page.locator("#lc-filter-q")).to_be_focused()
    assert "q=reminder" in page.url
