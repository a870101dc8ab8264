"""Filling in the guided filings the way a person does."""

from playwright.sync_api import Page

from tests.world import CAMPAIGN, PROFILE

COMPANY_STEPS: tuple[tuple[str, ...], ...] = (
    ("profile_alias", "company_name", "entity_type", "vertical", "website"),
    ("street", "city", "state", "postal_code"),
    (
        "contact_first_name",
        "contact_last_name",
        "contact_seniority",
        "contact_email",
        "contact_phone",
    ),
    ("ein",),
)
CAMPAIGN_STEPS: tuple[tuple[str, ...], ...] = (
    ("campaign_alias", "usecase"),
    ("description", "message_flow"),
    ("sample1", "sample2"),
    ("help_message",),
    (
        "subscriber_optin",
        "subscriber_optout",
        "subscriber_help",
        "embedded_link",
        "embedded_phone",
        "age_gated",
        "direct_lending",
        "affiliate_marketing",
    ),
    (),
)


def fill(page: Page, name: str, value: object) -> None:
    """Types into, chooses or ticks the field called `name`, whatever it is."""
    field = page.locator(f"main form [name='{name}']")
    kind = field.first.get_attribute("type") or field.first.evaluate("e => e.tagName.toLowerCase()")
    if kind == "radio":
        word = str(value).lower() if isinstance(value, bool) else str(value)
        page.locator(f"main form [name='{name}'][value='{word}']").check()
    elif kind == "checkbox":
        field.first.set_checked(bool(value))
    elif kind == "select":
        field.select_option(str(value))
    else:
        field.fill(str(value))


def leave_step(page: Page) -> None:
    before = page.url
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: url != before)


def file(page: Page) -> None:
    """The last button of the review page; agrees to the fee when there is one."""
    agree = page.get_by_label("I agree that Plivo charges")
    if agree.count():
        agree.check()
    before = page.url
    page.locator("section[aria-labelledby='file'] button").click()
    page.wait_for_url(lambda url: url != before)


def company_values(alias: str) -> dict[str, object]:
    return {**PROFILE, "profile_alias": alias}


def campaign_values(alias: str) -> dict[str, object]:
    return {**CAMPAIGN, "campaign_alias": alias}


def walk(page: Page, steps: tuple[tuple[str, ...], ...], values: dict[str, object]) -> None:
    """From the first step to the review page."""
    for names in steps:
        for name in names:
            fill(page, name, values[name])
        leave_step(page)


def company(page: Page, alias: str) -> None:
    """To the page of a new company."""
    page.goto("/companies/new/")
    page.get_by_role("button", name="Start").click()
    walk(page, COMPANY_STEPS, company_values(alias))
    file(page)


def brand(page: Page) -> None:
    """From a company's page to its brand's."""
    page.get_by_role("button", name="Register a brand").click()
    walk(page, ((), ()), {})
    file(page)


def campaign(page: Page, alias: str) -> None:
    """From a brand's page to its campaign's."""
    page.get_by_role("button", name="File a campaign").click()
    walk(page, CAMPAIGN_STEPS, campaign_values(alias))
    file(page)
