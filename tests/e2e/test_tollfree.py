"""Toll-free verification in a browser: a file is uploaded, the decision comes without a reload."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import filing
from tests.e2e.test_pages import SETTLE, SIDEWAYS
from tests.world import TOLLFREE, picture

DECIDED = 60_000


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    path = tmp_path / "checkout.png"
    path.write_bytes(picture("I agree to get texts"))
    return path


def start(page: Page) -> None:
    """To the step that asks for evidence, with everything before it filled in."""
    page.goto("/toll-free/new/")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/sender/")
    page.get_by_label("Company").select_option(index=1)
    free = page.locator(".lc-card-choice", has_text="Not verified").first
    free.get_by_role("radio").check()
    filing.leave_step(page)


def messages(page: Page, word: str = "") -> None:
    """From the purpose to the evidence; `word` is the sandbox's magic."""
    page.get_by_label("Account notification").check()
    page.get_by_label("Summary").fill(f"{word} {TOLLFREE['usecase_summary']}".strip())
    page.get_by_label("Messages a month").select_option(TOLLFREE["volume"])
    filing.leave_step(page)
    page.get_by_label("Sample messages").fill(TOLLFREE["message_sample"])
    filing.leave_step(page)
    page.get_by_label("Web form").check()


def link_and_file(page: Page) -> None:
    """From the evidence to the page of the verification, with a link as evidence."""
    page.get_by_label("Or links").fill(TOLLFREE["optin_image_url"][0])
    filing.leave_step(page)
    filing.leave_step(page)
    filing.file(page)


def badge(page: Page, word: str) -> None:
    expect(page.locator("#badges")).to_contain_text(word, timeout=DECIDED)


def look_at(page: Page) -> None:
    """Nothing for axe to find, wide and narrow, light and dark; nothing sideways at 360 px."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(SETTLE)
            found = Axe().run(page).response["violations"]
            assert [each["id"] for each in found] == [], (theme, width)
            assert page.evaluate(SIDEWAYS) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_number_is_filed_with_an_uploaded_picture_and_approved_without_a_reload(
    page: Page, screenshot: Path
) -> None:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    start(page)
    messages(page)
    page.get_by_label("Upload pictures or PDFs").set_input_files(screenshot)
    file = page.locator(".lc-file", has_text="checkout.png")
    expect(file.locator("img")).to_be_visible()
    expect(file).to_contain_text("Picture")
    expect(page.locator("#lc-saved")).to_contain_text("Saved")
    expect(page.get_by_role("button", name="Upload", exact=True)).to_be_hidden()
    look_at(page)
    page.reload()
    expect(file.locator("img")).to_be_visible()
    assert file.locator("img").evaluate("e => e.naturalWidth") == 64
    filing.leave_step(page)
    filing.leave_step(page)
    expect(page.get_by_text("No fee (Plivo, 2024)")).to_be_visible()
    filing.file(page)
    page.evaluate("() => { window.stayed = true; }")
    badge(page, "Submitted")
    badge(page, "Approved")
    assert page.evaluate("() => window.stayed")
    expect(page.get_by_role("link", name="checkout.png")).to_be_visible()
    assert troubles == []


def test_a_file_is_taken_away_and_the_focus_stays_near(page: Page, screenshot: Path) -> None:
    start(page)
    messages(page)
    page.get_by_label("Upload pictures or PDFs").set_input_files(screenshot)
    remove = page.get_by_role("button", name="Remove checkout.png")
    remove.click()
    expect(page.locator(".lc-file")).to_have_count(0)
    expect(page.get_by_label("Upload pictures or PDFs")).to_be_focused()


def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(
    page: Page, tmp_path: Path
) -> None:
    wrong = tmp_path / "notes.png"
    wrong.write_text("these are notes")
    start(page)
    messages(page)
    page.get_by_label("Or links").fill("https://acmebakery.com/optin")
    page.get_by_label("Upload pictures or PDFs").set_input_files(wrong)
    expect(page.get_by_text("notes.png is neither a PNG")).to_be_visible()
    expect(page.get_by_label("Or links")).to_have_value("https://acmebakery.com/optin")
    expect(page.get_by_label("Web form")).to_be_checked()
    look_at(page)


def test_data_asked_for_is_supplied_and_approved(page: Page) -> None:
    start(page)
    messages(page, "UPDATE REQUIRED.")
    link_and_file(page)
    badge(page, "Update required")
    next_step = page.locator(".lc-next")
    expect(next_step).to_contain_text(re.compile(r"Supply the data: 5 days left \(until "))
    expect(page.get_by_text("Opt-in information failed validation").first).to_be_visible()
    look_at(page)
    where = page.url
    page.goto("/")
    expect(page.get_by_text("Update required, 5 days left")).to_be_visible()
    page.goto(where)
    page.get_by_role("button", name="Correct and resubmit").click()
    page.wait_for_url("**/file/**")
    page.locator("#filing-steps a", has_text="Purpose").click()
    page.get_by_label("Summary").fill(TOLLFREE["usecase_summary"])
    for _ in range(4):
        filing.leave_step(page)
    filing.file(page)
    badge(page, "Approved")


def test_a_rejection_says_why_and_a_new_filing_has_the_old_texts(page: Page) -> None:
    start(page)
    messages(page, "REJECT SHAFT.")
    link_and_file(page)
    badge(page, "Rejected")
    expect(page.get_by_text("SHAFT content is not supported").first).to_be_visible()
    page.get_by_role("button", name="File a new verification").click()
    page.wait_for_url("**/file/**")
    page.locator("#filing-steps a", has_text="Messages").click()
    expect(page.get_by_label("Sample messages")).to_have_value(TOLLFREE["message_sample"])


def test_it_is_filed_without_scripts(visit: Callable[..., Page], screenshot: Path) -> None:
    page = visit(scripts=False)
    start(page)
    messages(page, "STAY SUBMITTED.")
    page.get_by_label("Upload pictures or PDFs").set_input_files(screenshot)
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.locator(".lc-file", has_text="checkout.png")).to_be_visible()
    expect(page.get_by_label("Web form")).to_be_checked()
    page.get_by_role("button", name="Remove checkout.png").click()
    expect(page.locator(".lc-file")).to_have_count(0)
    page.get_by_label("Upload pictures or PDFs").set_input_files(screenshot)
    filing.leave_step(page)
    filing.leave_step(page)
    filing.file(page)
    expect(page.locator("#badges")).to_contain_text("Submitted")
    expect(page.get_by_role("link", name="checkout.png")).to_be_visible()
