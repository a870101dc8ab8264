"""The left bar: sections and pages, in the order people work through them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

# (group, ((label, url name, icon, counter), ...)); a page without a URL is left out.
SECTIONS: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    ("", (("Home", "portal:home", "home", ""),)),
    (
        "Registrations",
        (
            ("Companies", "compliance:profile_list", "building", ""),
            ("Brands", "compliance:brand_list", "id-badge-2", ""),
            ("Campaigns", "compliance:campaign_list", "speakerphone", ""),
            ("Toll-free", "compliance:tollfree_list", "phone-check", ""),
        ),
    ),
    ("", (("Numbers", "numberpools:number_list", "phone", ""),)),
    (
        "Notifications",
        (
            ("Policies", "policies:policy_list", "bell", ""),
            ("Providers", "policies:setting_list", "send", ""),
            ("Simulator", "policies:simulator", "route", ""),
        ),
    ),
    (
        "Connections",
        (
            ("Provider configurations", "portal:connections", "plug-connected", "paused"),
            ("API credentials", "portal:credentials", "key", ""),
            ("Sync", "sync:list", "arrows-exchange", "troubled"),
            ("Callbacks out", "sync:outgoing_list", "webhook", ""),
        ),
    ),
    (
        "Organisation",
        (
            ("Members", "portal:members", "users", ""),
            ("Audit", "portal:audit", "clipboard-list", ""),
        ),
    ),
)
# Pages that only some roles see.
RIGHTS = {"portal:audit": "audit.read"}
SANDBOX = ("Demo", (("Sandbox", "portal:sandbox", "test-pipe", ""),))


def navigation(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Groups as base.html draws them; `active` is the page that is open or the nearest above."""
    sections = SECTIONS + ((SANDBOX,) if settings.DEMO or settings.DEBUG else ())
    groups: list[dict[str, Any]] = []
    for label, pages in sections:
        items = []
        for name, url_name, icon, counter in pages:
            right = RIGHTS.get(url_name)
            if right and not request.actor.can(right):  # type: ignore[attr-defined]
                continue
            try:
                url = reverse(url_name)
            except NoReverseMatch:
                continue
            items.append(
                {
                    "label": name,
                    "url": url,
                    "icon": icon,
                    "active": False,
                    "count": counts.get(counter, 0),
                }
            )
        if items:
            groups.append({"label": label, "items": items})
    _mark([item for group in groups for item in group["items"]], request.path)
    return groups


def _mark(items: list[dict[str, Any]], path: str) -> None:
    """Only one: /connections/credentials/ lies below /connections/ and has its own entry."""
    above = [
        item
        for item in items
        if path == item["url"] or (item["url"] != "/" and path.startswith(item["url"]))
    ]
    if above:
        max(above, key=lambda item: len(item["url"]))["active"] = True
