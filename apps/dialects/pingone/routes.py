"""Addresses of the dialect: what one environment has."""

from collections.abc import Iterable

from django.urls import URLPattern

from apps.dialects.addresses import Route, served_below

__all__ = ["ROOT", "Route", "served"]
ROOT = "v1/environments/{env_id}/"


def served(routes: Iterable[Route]) -> list[URLPattern]:
    """Views get ``env_id`` in lower case, the other variables as they were sent."""
    return served_below(ROOT, routes)
