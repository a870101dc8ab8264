"""Bodies in and out: JSON, as tolerant as the official SDKs need it to be."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from apps.dialects.json_body import TooLarge, read_object

# Bytes; a filing at all its limits has a tenth. What is larger only keeps us busy.
LARGEST = 256 * 1024


def new_api_id() -> str:
    return str(uuid.uuid4())


class PlivoRenderer(JSONRenderer):
    """Every answer carries an ``api_id``; 204 has no body."""

    charset = None

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> bytes:
        response = (context or {}).get("response")
        if response is not None and response.status_code == 204:
            return b""
        if isinstance(data, dict):
            data = {"api_id": new_api_id(), **data}
        return super().render(data, media_type, context)


class PlivoParser(BaseParser):
    """The JSON object of a POST. Other methods take their arguments from wherever they are.

    Plivo's Node SDK sends a body of two quote characters, or ``{}``, with some GET and DELETE
    requests; its Python SDK sends DELETE arguments as JSON.
    """

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, context: Any = None) -> dict[str, Any]:
        request = (context or {})["request"]
        try:
            return read_object(request._request.body, largest=LARGEST, nothing=("", None))
        except RequestDataTooBig as error:
            raise TooLarge from error
        except ParseError:
            if request.method == "POST":
                raise
            return {}


class PlivoNegotiation(BaseContentNegotiation):
    """JSON whatever is accepted; a body of another type is 415."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> Any:
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        readable = kind in ("", "application/json", "text/json") or request.method != "POST"
        return next(iter(parsers)) if readable else None

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], suffix: str | None = None
    ) -> Any:
        first = next(iter(renderers))
        return first, first.media_type
