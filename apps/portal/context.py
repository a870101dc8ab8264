"""What every page's frame needs: navigation, the organisation, banners."""

from typing import Any

from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    return {}
