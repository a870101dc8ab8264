"""Bodies in: the JSON object of a POST or PATCH. The body of any other method says nothing."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from apps.dialects.json_body import TooLarge, read_object

# Bytes; the largest configuration has a tenth.
LARGEST = 64 * 1024
WRITES = ("POST", "PATCH")


class TelephonyParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, context: Any = None) -> dict[str, Any]:
        request = (context or {})["request"]
        if request.method not in WRITES:
            return {}
        try:
            return read_object(request._request.body, largest=LARGEST)
        except RequestDataTooBig as error:
            raise TooLarge from error


class TelephonyNegotiation(BaseContentNegotiation):
    """JSON whatever is accepted; a body of another type is 415."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> Any:
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        readable = kind in ("", "application/json", "text/json") or request.method not in WRITES
        return next(iter(parsers)) if readable else None

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], suffix: str | None = None
    ) -> Any:
        first = next(iter(renderers))
        return first, first.media_type
