"""Every page: axe finds nothing in light and dark, nothing sideways at 360 px, keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.crawl import pages
from tests.e2e.running import Running

DECIDED = 60_000
# Colours change in a transition that starts a frame after the theme; axe would measure halfway.
SETTLE = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  for (const each of document.getAnimations())
    each.effect.getTiming().iterations === Infinity ? each.cancel() : each.finish();
  await frame();
}"""
THEMED = "theme => document.documentElement.dataset.bsTheme === theme"
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


@dataclass
class Look:
    """What one page showed: words of violations, what stuck out at 360 px, how it is headed."""

    address: str
    status: int
    headings: list[str]
    title: str
    light: list[str]
    dark: list[str]
    phone: list[str]
    sideways: list[str]


@pytest.fixture(scope="session")
def looks(running: Running, browser: Browser, signed_in: Any) -> list[Look]:
    """Every page opened once and looked at in each way."""
    context = browser.new_context(
        base_url=running.url, storage_state=signed_in, reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    found = [_look(page, address) for address in pages(page, running.url)]
    context.close()
    return found


def _look(page: Page, address: str) -> Look:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    answer = page.goto(address)
    light = violations(page)
    headings, title = page.locator("h1").all_inner_texts(), page.title()
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(THEMED, arg="dark")
    dark = violations(page)
    page.set_viewport_size({"width": 360, "height": 780})
    sideways, phone = page.evaluate(SIDEWAYS), violations(page)
    status = answer.status if answer else 0
    return Look(address, status, headings, title, light, dark, phone, sideways)


def violations(page: Page) -> list[str]:
    """What axe finds: the rule and the first elements that break it."""
    page.evaluate(SETTLE)
    return [
        f"{each['id']}: {[node['html'][:160] for node in each['nodes'][:2]]}"
        for each in Axe().run(page).response["violations"]
    ]


def test_the_crawl_reaches_every_kind_of_page(looks: list[Look]) -> None:
    text = "\n".join(look.address for look in looks)
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
        "/toll-free/",
        "/withdraw/",
        "/evidence/",
        "/registration/",
        "/campaigns/import/",
        "/connections/",
        "/sync/",
        "/search/",
        "/policies/",
        "/coverage/",
        "/copy/",
        "/default/",
        "/history/",
        "/providers/",
        "/try/",
        "/simulator/",
    ):
        assert part in text, f"no page like {part} among\n{text}"


@pytest.mark.parametrize("how", ["light", "dark", "phone"])
def test_axe_finds_nothing(looks: list[Look], how: str) -> None:
    assert {look.address: getattr(look, how) for look in looks if getattr(look, how)} == {}


def test_nothing_scrolls_sideways_at_360(looks: list[Look]) -> None:
    assert {look.address: look.sideways for look in looks if look.sideways} == {}


def test_every_page_has_one_heading_and_a_title(looks: list[Look]) -> None:
    for look in looks:
        assert look.status == 200, look.address
        assert len(look.headings) == 1, look.address
        assert look.headings[0].strip(), look.address
        assert not look.title.startswith("·"), look.address


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("/companies/", "Add a company"),
        ("/brands/", "Register a brand"),
        ("/campaigns/", "File a campaign"),
        ("/toll-free/", "Verify a number"),
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
    # Down only: the page that would acknowledge the key's way up is gone by then.
    page.keyboard.down("Enter")
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
