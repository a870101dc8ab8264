"""Sign in, company, brand, campaign, two numbers: to ACTIVE and COMPLETED without one reload."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import filing
from tests.e2e.running import ROOT

SHOTS = ROOT / "artifacts" / "screenshots"
DECIDED = 60_000
LOOKS = [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")]


class Camera:
    """Numbered pictures of each step of one walk."""

    def __init__(self, page: Page, width: int, theme: str) -> None:
        self.page, self.folder = page, SHOTS / f"{width}-{theme}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.counter = itertools.count(1)

    def __call__(self, name: str) -> None:
        self.page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
        path: Path = self.folder / f"{next(self.counter):02d}-{name}.png"
        self.page.screenshot(path=path, full_page=True)


def badge(page: Page, word: str) -> None:
    expect(page.locator("#badges")).to_contain_text(word, timeout=DECIDED)


@pytest.mark.parametrize(("width", "theme"), LOOKS, ids=lambda value: str(value))
def test_a_filer_gets_from_nothing_to_two_sending_numbers(
    visit: Callable[..., Page], width: int, theme: str
) -> None:
    page = visit(width=width, theme=theme)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    shot = Camera(page, width, theme)
    name = f"{theme} {width}"

    page.goto("/")
    shot("home")
    page.goto("/companies/new/")
    shot("company-start")
    page.get_by_role("button", name="Start").click()
    walk(page, shot, "company", filing.COMPANY_STEPS, filing.company_values(f"Bakery {name}"))
    shot("company-review")
    filing.file(page)
    shot("company")

    page.get_by_role("button", name="Register a brand").click()
    walk(page, shot, "brand", ((), ()), {})
    shot("brand-review")
    filing.file(page)
    badge(page, "Completed")
    shot("brand")

    page.get_by_role("button", name="File a campaign").click()
    walk(page, shot, "campaign", filing.CAMPAIGN_STEPS, filing.campaign_values(f"Orders {name}"))
    shot("campaign-review")
    filing.file(page)
    shot("campaign-waiting")
    badge(page, "Active")
    shot("campaign-active")

    page.get_by_role("link", name="Link numbers").first.click()
    picks = page.locator("input[name='numbers']:not([value$='0000'], [value$='0001'])")
    for n in range(2):
        picks.nth(n).check()
    shot("numbers")
    page.get_by_role("button", name="Link numbers").click()
    rows = page.locator("section[aria-labelledby='numbers'] tbody tr")
    expect(rows).to_have_count(2)
    for n in range(2):
        expect(rows.nth(n)).to_contain_text("Completed", timeout=DECIDED)
    shot("campaign-sending")
    unlink(page, shot)
    for path in ("companies", "brands", "campaigns"):
        page.goto(f"/{path}/")
        shot(path)
    assert troubles == []


def unlink(page: Page, shot: Camera) -> None:
    """Leaves the account's few numbers to the next walk."""
    rows = page.locator("section[aria-labelledby='numbers'] tbody tr")
    for n in range(2):
        rows.nth(n).get_by_role("checkbox").check()
    page.get_by_role("button", name="Unlink the ticked numbers").click()
    shot("unlink")
    page.get_by_role("button", name="Unlink numbers").click()
    expect(rows).to_have_count(0, timeout=DECIDED)


def walk(
    page: Page,
    shot: Camera,
    noun: str,
    steps: tuple[tuple[str, ...], ...],
    values: dict[str, object],
) -> None:
    for n, names in enumerate(steps, 1):
        for name in names:
            filing.fill(page, name, values[name])
        expect(page.locator("#lc-saved")).to_contain_text("Saved")
        shot(f"{noun}-step-{n}")
        filing.leave_step(page)
