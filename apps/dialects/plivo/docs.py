"""The reference, for everybody: it holds nothing of any account and reads neither session nor row.

Each answer is made once for each process.
"""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiYamlRenderer

from apps.dialects.plivo import reference
from apps.dialects.plivo.document import Document
from apps.dialects.plivo.paging import LARGEST

kept = cache_control(public=True, max_age=300)


class Docs:
    """Serves one document as a page, as JSON and as YAML."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def urls(self) -> list[URLPattern]:
        safe = [
            ("plivo/", self.page, "plivo"),
            ("plivo.json", self.json, "plivo_json"),
            ("plivo.yaml", self.yaml, "plivo_yaml"),
        ]
        return [path(route, kept(require_safe(view)), name=name) for route, view, name in safe]

    def page(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(self._page)

    def json(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(self._json, content_type="application/json")

    def yaml(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(self._yaml, content_type="application/yaml")

    @cached_property
    def _page(self) -> str:
        context: dict[str, Any] = {
            "title": self.document.title,
            "groups": reference.groups(self.document),
            "refusals": reference.refusals(),
            "root": f"{settings.PUBLIC_URL}/v1/Account",
            "largest": LARGEST,
            "rate": settings.API_RATE,
            "rate_seconds": settings.API_RATE_SECONDS,
        }
        return render_to_string("reference/plivo.html", context)

    @cached_property
    def _json(self) -> str:
        return reference.pretty(self.document.openapi)

    @cached_property
    def _yaml(self) -> bytes:
        written: bytes = OpenApiYamlRenderer().render(self.document.openapi)
        return written
