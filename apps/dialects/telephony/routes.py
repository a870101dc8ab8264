"""Addresses of the dialect."""

from collections.abc import Iterable

from django.urls import URLPattern

from apps.dialects.addresses import Route, served_below

__all__ = ["ROOT", "Route", "served"]
ROOT = "api/v2/platform/telephony/"


def served(routes: Iterable[Route]) -> list[URLPattern]:
    return served_below(ROOT, routes)
