"""What is typed is never lost; filing works without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import filing

WITHIN = 2_000


def start(page: Page, kind: str = "companies") -> None:
    page.goto(f"/{kind}/new/")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/file/**")


def test_typing_survives_a_reload_within_two_seconds(page: Page) -> None:
    start(page)
    page.get_by_label("Legal name").fill("Reloaded Bakery LLC")
    page.get_by_label("Non-profit").check()
    page.wait_for_timeout(WITHIN)
    page.reload()
    expect(page.get_by_label("Legal name")).to_have_value("Reloaded Bakery LLC")
    expect(page.get_by_label("Non-profit")).to_be_checked()


def test_the_page_says_that_it_saved_and_what_is_wrong_while_typing(page: Page) -> None:
    start(page)
    page.locator("#filing-steps a", has_text="Identifiers").click()
    page.get_by_label("EIN").fill("12-34")
    expect(page.locator("#lc-saved")).to_contain_text("Saved")
    expect(page.locator("#filing-panel")).to_contain_text("EIN:")
    expect(page.get_by_label("EIN")).to_be_focused()


def test_leaving_for_another_step_keeps_what_was_just_typed(page: Page) -> None:
    start(page)
    page.get_by_label("Legal name").fill("Hasty Bakery LLC")
    page.locator("#filing-steps a", has_text="Contact").click()
    page.wait_for_url("**/contact/")
    page.locator("#filing-steps a", has_text="Business").click()
    expect(page.get_by_label("Legal name")).to_have_value("Hasty Bakery LLC")


def test_two_windows_are_told_and_one_can_be_kept(page: Page) -> None:
    start(page)
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Legal name").fill("First window")
    expect(page.locator("#lc-saved")).to_contain_text("Saved")
    page.wait_for_timeout(WITHIN)
    other.get_by_label("Legal name").fill("Second window")
    expect(other.get_by_text("changed in another window")).to_be_visible()
    expect(other.get_by_label("Legal name")).to_have_value("Second window")
    other.get_by_role("button", name="Keep what is on this page").click()
    expect(other.locator("#lc-saved")).to_contain_text("Saved ")
    page.reload()
    expect(page.get_by_label("Legal name")).to_have_value("Second window")


def test_the_errors_of_a_step_take_the_focus_and_lead_to_the_fields(page: Page) -> None:
    start(page)
    page.get_by_role("button", name="Continue").click()
    summary = page.locator(".lc-errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Legal name").click()
    expect(page.get_by_label("Legal name")).to_be_focused()
    assert page.get_by_label("Legal name").get_attribute("aria-invalid") == "true"


def test_characters_are_counted_and_the_missing_ones_named(page: Page) -> None:
    start(page, "campaigns")
    page.locator("#filing-steps a", has_text="Content").click()
    page.get_by_label("Description").fill("x" * 39)
    expect(page.locator("#id_description_count")).to_have_text("1 more to go")
    page.get_by_label("Description").press_sequentially("x")
    expect(page.locator("#id_description_count")).to_contain_text("40 of")


def test_combined_use_cases_are_asked_for_where_they_apply(page: Page) -> None:
    start(page, "campaigns")
    combined = page.locator("#id_sub_usecases")
    page.locator("[name=usecase][value=MARKETING]").check()
    expect(combined).to_be_hidden()
    page.locator("[name=usecase][value=MIXED]").check()
    expect(combined).to_be_visible()


def test_a_company_is_filed_without_scripts(visit: Callable[..., Page]) -> None:
    page = visit(scripts=False)
    start(page)
    filing.walk(page, filing.COMPANY_STEPS, filing.company_values("No scripts Bakery"))
    filing.file(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("No scripts Bakery")
    page.get_by_role("button", name="Register a brand").click()
    filing.walk(page, ((), ()), {})
    filing.file(page)
    expect(page.locator("#badges")).to_contain_text("Processing")


def test_back_without_scripts_keeps_what_was_typed(visit: Callable[..., Page]) -> None:
    page = visit(scripts=False)
    start(page)
    filing.walk(page, filing.COMPANY_STEPS[:1], filing.company_values("Back Bakery"))
    page.get_by_label("City").fill("Boston")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("City")).to_have_value("Boston")
