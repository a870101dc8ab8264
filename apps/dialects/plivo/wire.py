"""Bodies in and out: JSON, as tolerant as the official SDKs need it to be."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

NUL = "\x00"
# Nothing of this dialect is nested deeper than an object in an object.
DEEPEST = 20
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
            return _json_object(request._request.body)
        except RequestDataTooBig as error:
            raise ParseError("The body is too large.") from error
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


def _json_object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LARGEST:
        raise ParseError("The body is too large.")
    if not raw.strip():
        return {}
    try:
        value = json.loads(raw, parse_constant=_no_constant)
        # NUL and half a surrogate pair are valid JSON that no database can hold.
        written = json.dumps(value, ensure_ascii=False)
        written.encode()
    except (ValueError, RecursionError) as error:
        raise ParseError("The body is not valid JSON.") from error
    # Not after another backslash: that is a text about NUL.
    if "\\u0000" in written.replace("\\\\", ""):
        raise ParseError("The body contains a NUL character. Take it out.")
    if _deeper(value, DEEPEST):
        raise ParseError("The body is nested too deeply.")
    if value == "" or value is None:
        return {}
    if not isinstance(value, dict):
        raise ParseError("The body must be a JSON object.")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _deeper(value: Any, levels: int) -> bool:
    """Whether lists and objects stand in each other more than `levels` times."""
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return not levels or any(_deeper(each, levels - 1) for each in inner)
