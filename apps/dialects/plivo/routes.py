"""Addresses of the dialect: written once, served tolerantly, documented plainly."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import URLPattern, path, re_path

ROOT = "v1/Account/{auth_id}/"


class Route(NamedTuple):
    """``template`` is what follows the account, variables in braces: ``Profile/{profile_uuid}/``.

    An ``alias`` is another spelling of a documented address: served, not documented again.
    """

    template: str
    view: Any
    name: str
    alias: bool = False


def served(routes: Iterable[Route]) -> list[URLPattern]:
    """With and without the last slash, slashes doubled or not (some SDK calls double one)."""
    return [
        re_path(_pattern(ROOT + route.template), route.view.as_view(), name=route.name)
        for route in routes
    ]


def documented(routes: Iterable[Route]) -> list[URLPattern]:
    """The same as plain paths, for the schema."""
    return [
        path(re.sub(r"\{(\w+)\}", r"<str:\1>", ROOT + route.template), route.view.as_view())
        for route in routes
        if not route.alias
    ]


def _pattern(template: str) -> str:
    parts = [
        f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else re.escape(part)
        for part in template.strip("/").split("/")
    ]
    return "^" + "/+".join(parts) + "/*$"
