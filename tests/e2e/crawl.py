"""Every page of the portal, found by following links, a few of each kind."""

import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

# Not pages of ours to look at: the stock admin, downloads, files.
SKIP = re.compile(r"^/(admin|static|callbacks|evidence)/|(\.(csv|json|yaml)|/export/)(\?|$)")
EACH = 2
# Forms that lead to a page a link does not: started once, their steps are links.
DOORS = ("/companies/new/", "/brands/new/", "/campaigns/new/", "/toll-free/new/")


def shape(address: str) -> str:
    """The kind of page an address is: ids replaced, and whatever narrows it one kind more."""
    parts = urlsplit(address)
    path = re.sub(r"/(?=[^/]*[\dA-Z])[\w-]+(?=/|$)", "/*", parts.path)
    return f"{path}?" if parts.query else path


def pages(page: Page, base: str) -> list[str]:
    """Addresses without host, at most a few of each shape, in the order they were found."""
    started = []
    for door in DOORS:
        page.goto(door)
        page.get_by_role("button", name="Start").click()
        page.wait_for_url("**/file/**")
        started.append(urlsplit(page.url).path)
    waiting = deque(["/", *DOORS, *started, "/search/?q=juniper", "/campaigns/import/"])
    found: list[str] = []
    counted: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        if address in found or counted[shape(address)] >= EACH:
            continue
        counted[shape(address)] += 1
        found.append(address)
        page.goto(address)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        for link in links:
            target = urlsplit(urljoin(f"{base}{address}", link))
            path = target.path + (f"?{target.query}" if target.query else "")
            if f"{target.scheme}://{target.netloc}" == base and not SKIP.search(path):
                waiting.append(path)
    return found
