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
        ),
    ),
    ("", (("Numbers", "numberpools:number_list", "phone", ""),)),
    (
        "Connections",
        (
            ("Provider configurations", "portal:connections", "plug-connected", "paused"),
            ("Sync", "sync:list", "arrows-exchange", "troubled"),
        ),
    ),
    ("Organisation", (("Members", "portal:members", "users", ""),)),
)
SANDBOX = ("Demo", (("Sandbox", "portal:sandbox", "test-pipe", ""),))


def navigation(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Groups as base.html draws them; the page that is open, or one below it, is `active`."""
    sections = SECTIONS + ((SANDBOX,) if settings.DEMO or settings.DEBUG else ())
    groups = []
    for label, pages in sections:
        items = []
        for name, url_name, icon, counter in pages:
            try:
                url = reverse(url_name)
            except NoReverseMatch:
                continue
            here = request.path == url or (url != "/" and request.path.startswith(url))
            items.append(
                {
                    "label": name,
                    "url": url,
                    "icon": icon,
                    "active": here,
                    "count": counts.get(counter, 0),
                }
            )
        if items:
            groups.append({"label": label, "items": items})
    return groups
