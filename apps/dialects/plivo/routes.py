"""Addresses of the dialect, served and documented."""

import re
from collections.abc import Iterable

from django.urls import URLPattern, path

from apps.dialects.addresses import Route, served_below

__all__ = ["ROOT", "Route", "documented", "served"]
ROOT = "v1/Account/{auth_id}/"


def served(routes: Iterable[Route]) -> list[URLPattern]:
    return served_below(ROOT, routes)


def documented(routes: Iterable[Route]) -> list[URLPattern]:
    """The same as plain paths, for the schema."""
    return [
        path(re.sub(r"\{(\w+)\}", r"<str:\1>", ROOT + route.template), route.view.as_view())
        for route in routes
        if not route.alias
    ]
