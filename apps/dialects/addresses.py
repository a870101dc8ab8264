"""Addresses of a dialect: written once, served tolerantly, documented plainly."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import URLPattern, path, re_path


class Route(NamedTuple):
    """``template`` is what follows the root, variables in braces: ``Profile/{profile_uuid}/``.

    An ``alias`` is another spelling of a documented address: served, not documented again.
    """

    template: str
    view: Any
    name: str
    alias: bool = False


def served_below(root: str, routes: Iterable[Route]) -> list[URLPattern]:
    """With and without the last slash, slashes doubled or not (some SDK calls double one)."""
    return [
        re_path(pattern(root + route.template), route.view.as_view(), name=route.name)
        for route in routes
    ]


def documented_below(root: str, routes: Iterable[Route]) -> list[URLPattern]:
    """The same as plain paths, for the schema."""
    return [
        path(re.sub(r"\{(\w+)\}", r"<str:\1>", root + route.template), route.view.as_view())
        for route in routes
        if not route.alias
    ]


def pattern(template: str) -> str:
    parts = [
        f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else re.escape(part)
        for part in template.strip("/").split("/")
    ]
    return "^" + "/+".join(parts) + "/*$"
