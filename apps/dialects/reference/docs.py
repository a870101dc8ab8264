"""A reference, for everybody: it holds nothing of any account and reads neither session nor row.

Each answer is made once for each process.
"""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiYamlRenderer

from apps.dialects.reference import reading
from apps.dialects.reference.document import Document
from apps.dialects.reference.samples import pretty

kept = cache_control(public=True, max_age=300)


class Docs:
    """Serves one document as a page, as JSON and as YAML."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def urls(self) -> list[URLPattern]:
        name = self.document.name
        safe = [
            (f"{name}/", self.page, name),
            (f"{name}.json", self.json, f"{name}_json"),
            (f"{name}.yaml", self.yaml, f"{name}_yaml"),
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
        name = self.document.name
        context: dict[str, Any] = {
            "title": self.document.title,
            "groups": reading.groups(self.document),
            "models": reading.models(self.document),
            "refusals": reading.refusals(self.document),
            "json_name": f"reference:{name}_json",
            "yaml_name": f"reference:{name}_yaml",
            **self.document.context(),
        }
        return render_to_string(f"reference/{name}.html", context)

    @cached_property
    def _json(self) -> str:
        return pretty(self.document.openapi)

    @cached_property
    def _yaml(self) -> bytes:
        written: bytes = OpenApiYamlRenderer().render(self.document.openapi)
        return written
