"""The policy editor in a browser: buttons, dragging, what is typed, and it all without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.running import Running


@pytest.fixture(scope="module")
def borealis(running: Running, browser: Browser) -> Any:
    """The cookies of a sign-in of its own that works in the organisation with PingOne."""
    context = browser.new_context(base_url=running.url)
    page = context.new_page()
    sign_in(page, running)
    page.locator(".lc-org summary").click()
    page.get_by_role("button", name="Borealis Stores").click()
    page.wait_for_load_state()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def edit(running: Running, browser: Browser, borealis: Any) -> Iterator[Callable[..., Page]]:
    """The editor of the policy with two conditions: `edit(scripts=False)`."""
    opened = []

    def make(*, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=running.url,
            storage_state=borealis,
            viewport={"width": 1280, "height": 1800},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        opened.append(context)
        page = context.new_page()
        page.goto("/policies/")
        page.get_by_role("link", name="Shoppers").click()
        page.get_by_role("link", name="Edit").click()
        page.wait_for_url("**/edit/")
        return page

    yield make
    for context in opened:
        context.close()


def chains(page: Page) -> list[str]:
    """The first provider of each condition."""
    first = page.locator(".lc-chain-form > li:first-child select")
    return [one.locator("option:checked").inner_text() for one in first.all()]


def test_a_moved_condition_keeps_the_focus_and_is_told(edit: Callable[..., Page]) -> None:
    page = edit()
    before = chains(page)
    page.locator("#condition-down-0").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#condition-up-1")).to_be_focused()
    expect(page.locator("#lc-announce")).to_have_text("Condition 1 is now number 2 of 2.")
    assert chains(page) == before[::-1]
    page.keyboard.press("Enter")
    expect(page.locator("#condition-down-0")).to_be_focused()
    assert chains(page) == before


def test_a_condition_can_be_dragged(edit: Callable[..., Page]) -> None:
    page = edit()
    before = chains(page)
    page.locator("#condition-1").scroll_into_view_if_needed()
    boxes = [page.locator(f"#condition-{n} h3").bounding_box() for n in (0, 1)]
    assert boxes[0] and boxes[1]
    page.mouse.move(boxes[0]["x"] + 60, boxes[0]["y"] + 8)
    page.mouse.down()
    page.mouse.move(boxes[0]["x"] + 70, boxes[0]["y"] + 30, steps=4)
    page.mouse.move(boxes[1]["x"] + 60, boxes[1]["y"] + 8, steps=8)
    page.mouse.up()
    expect(page.locator("#lc-announce")).to_have_text("Condition 1 is now number 2 of 2.")
    assert chains(page) == before[::-1]


def test_findings_follow_the_typing_and_the_field_keeps_the_focus(
    edit: Callable[..., Page],
) -> None:
    page = edit()
    page.locator("#quotas-0--total").fill("99")
    panel = page.locator("#policy-panel")
    expect(panel).to_contain_text("outside of what PingOne counts")
    expect(page.locator("#quotas-0--total")).to_be_focused()
    panel.get_by_role("link", name="Daily limit 1, messages a day").click()
    expect(page.locator("#quotas-0--total")).to_be_focused()


def test_a_country_is_found_and_a_region_chosen(edit: Callable[..., Page]) -> None:
    page = edit()
    page.locator("#pick-countryLimit-countries").click()
    page.get_by_label("Find a country").fill("aland")
    expect(page.get_by_label("Åland Islands AX")).to_be_visible()
    expect(page.get_by_label("Algeria DZ")).to_be_hidden()
    page.get_by_label("Find a country").fill("")
    page.locator("summary", has_text="Oceania").click()
    page.get_by_role("button", name="All of Oceania").click()
    expect(page.locator("#countryLimit-countries-Oceania")).to_be_focused()
    expect(page.locator("#lc-announce")).to_contain_text("countries are chosen.")


def test_what_was_typed_outlives_the_tab_until_it_is_saved(edit: Callable[..., Page]) -> None:
    page = edit()
    address = page.url
    page.locator("#quotas-0--total").fill("17")
    page.locator("#condition-down-0").click()
    expect(page.locator("#condition-up-1")).to_be_focused()
    page.goto("/policies/")
    page.goto(address)
    expect(page.get_by_text("was kept and is not saved")).to_be_visible()
    expect(page.locator("#quotas-0--total")).not_to_have_value("17")
    order = chains(page)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#quotas-0--total")).to_have_value("17")
    assert chains(page) == order[::-1]
    page.goto("/policies/")
    page.goto(address)
    page.get_by_role("button", name="Discard it").click()
    page.reload()
    expect(page.locator("#quotas-0--total")).to_be_visible()
    expect(page.get_by_text("was kept and is not saved")).to_have_count(0)


def test_a_policy_is_changed_reviewed_and_saved_without_scripts(
    edit: Callable[..., Page],
) -> None:
    page = edit(scripts=False)
    before = chains(page)
    page.locator("#condition-down-0").click()
    assert chains(page) == before[::-1]
    page.locator("#condition-up-1").click()
    page.locator("#tab-json").click()
    expect(page.locator("#json")).to_be_visible()
    page.locator("#tab-form").click()
    page.locator("#quotas-0--total").fill("33")
    page.get_by_role("button", name="Review what changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review Shoppers")
    page.get_by_role("button", name="Save and send to PingOne").click()
    expect(page.get_by_text("A user may get 33 texts and calls a day.")).to_be_visible()
