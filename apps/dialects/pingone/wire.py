"""Bodies in and out: JSON objects, and nothing at all with 204."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from apps.dialects.json_body import TooLarge, read_object

# Bytes. The numbers of a large account at another provider come back in one body.
LARGEST = 1024 * 1024
# PingOne's own types too: application/vnd.pingidentity.….+json.
JSON = re.compile(r"(application|text)/([\w.-]+\+)?json")
WRITES = ("POST", "PUT")


class PingOneRenderer(JSONRenderer):
    charset = None

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> bytes:
        response = (context or {}).get("response")
        if response is not None and response.status_code == 204:
            return b""
        return super().render(data, media_type, context)


class PingOneParser(BaseParser):
    """The JSON object of a POST or PUT; the body of any other method says nothing."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, context: Any = None) -> dict[str, Any]:
        request = (context or {})["request"]
        if request.method not in WRITES:
            return {}
        try:
            return read_object(request._request.body, largest=LARGEST)
        except RequestDataTooBig as error:
            raise TooLarge from error


class PingOneNegotiation(BaseContentNegotiation):
    """JSON whatever is accepted; a body of another type is 415."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> Any:
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        readable = not kind or JSON.fullmatch(kind) or request.method not in WRITES
        return next(iter(parsers)) if readable else None

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], suffix: str | None = None
    ) -> Any:
        first = next(iter(renderers))
        return first, first.media_type
