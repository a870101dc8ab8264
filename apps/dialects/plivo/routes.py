"""Addresses of the dialect: what one account has."""

from collections.abc import Iterable

from django.urls import URLPattern

from apps.dialects.addresses import Route, served_below

__all__ = ["ROOT", "Route", "served"]
ROOT = "v1/Account/{auth_id}/"


def served(routes: Iterable[Route]) -> list[URLPattern]:
    return served_below(ROOT, routes)
