"""PingOne in a browser: from a provider that is tried to a policy that is edited at both ends."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.notifying import (
    ADMIN,
    SAM,
    There,
    Watch,
    copy_of_shoppers,
    look,
    sign_in_at_borealis,
)
from tests.e2e.running import Running

ARRIVED = 30_000
TOKEN = "journey-token-canary"


@pytest.fixture(scope="module")
def there(running: Running) -> There:
    return There(running)


@pytest.fixture
def person(running: Running, browser: Browser) -> Iterator[Callable[..., tuple[Page, Watch]]]:
    """Somebody at Borealis with a browser of their own, watched: `person(SAM)`."""
    opened = []

    def make(email: str = "") -> tuple[Page, Watch]:
        context = browser.new_context(
            base_url=running.url,
            viewport={"width": 1280, "height": 1800},
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        page, watch = context.new_page(), Watch(context, running)
        sign_in_at_borealis(page, running, email)
        return page, watch

    yield make
    for context in opened:
        context.close()


def test_a_provider_is_tried_put_first_and_a_change_made_there_is_taken(
    person: Callable[..., tuple[Page, Watch]], there: There
) -> None:
    page, watch = person()
    provider = add_a_provider(page, there)
    sent = there.wait("settings", "Journey gateway")
    assert sent["secrets"]["authentication.authToken"] == sha(TOKEN)
    expect(page.locator("#badges")).to_contain_text(sent["id"], timeout=ARRIVED)

    copy_of_shoppers(page, "Night shift")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.wait_for_url("**/edit/")
    put_first_for_two_countries(page, provider)
    page.get_by_role("button", name="Review what changes").click()
    effect = page.locator("section[aria-labelledby='effect']")
    texts = effect.locator("li", has_text="Texts to Germany and Sweden")
    expect(texts.locator("del")).to_contain_text("Telesign")
    expect(texts.locator("ins")).to_contain_text("Journey gateway → Telesign")
    look(page)
    page.get_by_role("button", name="Save and send to PingOne").click()
    expect(page.get_by_text("PingOne has this policy as it stands here.")).to_be_visible(
        timeout=ARRIVED
    )
    body = there.wait("policies", "Night shift")
    first = body["providerConfiguration"]["conditions"][0]
    assert first["countries"] == ["DE", "SE"]
    assert first["fallbackChain"][0]["id"] == sent["id"]
    assert len(first["fallbackChain"]) == 2

    take_theirs(page, there, body)
    assert watch.troubles == []


def add_a_provider(page: Page, there: There) -> str:
    """Written, previewed, tried and saved; returns its name as a policy's select shows it."""
    page.goto("/providers/")
    page.get_by_role("link", name="Add a provider").first.click()
    page.get_by_label("Custom provider").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name", exact=True).fill("Journey gateway")
    page.get_by_role("button", name="JSON", exact=True).press("Enter")
    expect(page.locator("#request-0")).to_be_focused()
    panel = page.locator("#setting-panel")
    address = f"{there.sandbox.url}/gateway/echo?to=${{to}}"
    page.locator("[name='requests-0-url']").fill(address)
    page.locator("[name='authentication-BEARER-authToken']").fill(TOKEN)
    page.locator("#number-add").press("Enter")
    expect(page.locator("#number-0")).to_be_focused()
    page.locator("[name='numbers-0-number']").fill("+14155550123")
    shown = panel.locator(".lc-http").first
    expect(shown).to_contain_text("POST http://127.0.0.1")
    expect(shown).to_contain_text("Authorization: Bearer ••••")
    expect(shown).to_contain_text('"from": "+14155550123"')
    expect(page.locator("[name='numbers-0-number']")).to_be_focused()
    try_it(page)
    page.get_by_role("button", name="Back to editing").click()
    expect(page.locator("[name='requests-0-url']")).to_have_value(address)
    expect(page.get_by_text("Entered, not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save and send to PingOne").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journey gateway")
    assert TOKEN not in page.content()
    return "Journey gateway"


def try_it(page: Page) -> None:
    """What the gateway heard is what the preview said, the token left out of what is shown."""
    page.get_by_role("button", name="Try this request").click()
    page.get_by_role("button", name="Send it now").click()
    answer = page.locator("section[aria-labelledby='tried-title']")
    expect(answer).to_be_focused()
    expect(answer.locator("code")).to_have_text("200")
    expect(page.get_by_role("group", name="Body of the answer")).to_contain_text("/gateway/echo")
    expect(page.get_by_role("group", name="Body of the answer")).to_contain_text("+14155550123")
    assert TOKEN not in page.content()
    look(page)


def put_first_for_two_countries(page: Page, provider: str) -> None:
    """A condition of its own before all others, the provider before the one that was there: by
    keyboard."""
    page.locator("#condition-add").press("Enter")
    expect(page.locator("#condition-1")).to_be_focused()
    place = "providerConfiguration-conditions-1--fallbackChain"
    page.locator(f"#{place}-0--id").select_option(label="Telesign")
    page.locator("#chain-add-1").press("Enter")
    expect(page.locator(f"#{place}-1--id")).to_be_focused()
    page.locator(f"#{place}-1--id").select_option(label=provider)
    page.locator("#chain-up-1-1").press("Enter")
    expect(page.locator("#chain-down-1-0")).to_be_focused()
    expect(page.locator("#lc-announce")).to_have_text("Provider 2 is now tried as number 1 of 2.")
    expect(page.locator(f"#{place}-0--id option:checked")).to_have_text(provider)

    page.locator("#pick-providerConfiguration-conditions-1--countries").press("Enter")
    for name in ("Germany", "Sweden"):
        page.get_by_label("Find a country").fill(name)
        page.get_by_label(name).press("Space")
    page.get_by_role("button", name="Done").press("Enter")
    card = page.locator("#condition-1")
    expect(card.get_by_label("Germany")).to_be_checked()
    page.locator("#condition-up-1").press("Enter")
    expect(page.locator("#condition-down-0")).to_be_focused()
    expect(page.locator("#condition-0").get_by_label("Sweden")).to_be_checked()


def take_theirs(page: Page, there: There, body: dict[str, Any]) -> None:
    """Somebody lowers the limit at PingOne; once that is read, the page shows it by itself."""
    address = page.url
    quota = {**body["quotas"][0], "total": 12}
    there.edit("policy", body["id"], quotas=[quota, *body["quotas"][1:]])
    page.goto("/policies/")
    page.get_by_role("button", name="Read from PingOne").click()
    expect(page.locator("#lc-messages")).to_be_visible()
    page.goto(address)
    drift = page.locator("section[aria-labelledby='drift']")
    expect(drift).to_contain_text("12", timeout=ARRIVED)
    drift.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_text("A user may get 12 texts and calls a day.")).to_be_visible()
    expect(page.get_by_text("PingOne has this policy as it stands here.")).to_be_visible(
        timeout=ARRIVED
    )


def test_what_the_second_of_two_admins_typed_is_kept_and_goes_on_top(
    person: Callable[..., tuple[Page, Watch]], running: Running, there: There
) -> None:
    running.manage("shell", "-c", ADMIN)
    olivia, watch = person()
    sam, other = person(SAM)
    address = copy_of_shoppers(olivia, "Two at once")
    olivia.goto(f"{address}edit/")
    sam.goto(f"{address}edit/")
    sam.locator("#quotas-0--total").fill("21")
    save(sam)
    olivia.get_by_label("Name", exact=True).fill("Two at one desk")
    olivia.get_by_role("button", name="Review what changes").click()
    expect(olivia.get_by_role("heading", level=1)).to_contain_text("was changed while you were")
    since = olivia.locator("section[aria-labelledby='since']")
    expect(since).to_contain_text("Sam Whitfield")
    expect(since).to_contain_text("21")
    look(olivia)
    olivia.get_by_role("button", name="Apply mine on top of theirs").click()
    expect(olivia.get_by_label("Name", exact=True)).to_have_value("Two at one desk")
    expect(olivia.locator("#quotas-0--total")).to_have_value("21")
    save(olivia)
    expect(olivia.get_by_role("heading", level=1)).to_have_text("Two at one desk")
    assert there.wait("policies", "Two at one desk")["quotas"][0]["total"] == 21
    assert watch.troubles + other.troubles == []


def save(page: Page) -> None:
    page.get_by_role("button", name="Review what changes").click()
    page.get_by_role("button", name="Save and send to PingOne").click()
    expect(page.locator("#live")).to_be_visible()


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
