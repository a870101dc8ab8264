"""Bodies in and out as every door reads and writes them: JSON objects."""

import re
from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from apps.dialects.json_body import NUL, TooLarge, read_object

JSON = re.compile(r"(application|text)/json")


class JsonRenderer(JSONRenderer):
    """204 has no body."""

    charset = None

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> bytes:
        response = (context or {}).get("response")
        if response is not None and response.status_code == 204:
            return b""
        return super().render(data, media_type, context)


class JsonParser(BaseParser):
    """The JSON object of a method in ``writes``, of at most ``largest`` bytes.

    The body of any other method says nothing.
    """

    media_type = "application/json"
    writes: ClassVar[Collection[str]] = ("POST",)
    largest: ClassVar[int]
    nothing: ClassVar[Collection[Any]] = ()

    def parse(self, stream: Any, media_type: Any = None, context: Any = None) -> dict[str, Any]:
        request = (context or {})["request"]
        return self.read(request) if request.method in self.writes else {}

    def read(self, request: Request) -> dict[str, Any]:
        try:
            return read_object(request._request.body, largest=self.largest, nothing=self.nothing)
        except RequestDataTooBig as error:
            raise TooLarge from error


class JsonNegotiation(BaseContentNegotiation):
    """JSON whatever is accepted; a body of another type than ``kinds`` is 415."""

    writes: ClassVar[Collection[str]] = ("POST",)
    kinds: ClassVar[re.Pattern[str]] = JSON

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> Any:
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        readable = not kind or self.kinds.fullmatch(kind) or request.method not in self.writes
        return next(iter(parsers)) if readable else None

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], suffix: str | None = None
    ) -> Any:
        first = next(iter(renderers))
        return first, first.media_type


def refuse_nul(request: Request) -> None:
    """No database can look for a NUL: 404 in the address, ValidationError in a parameter."""
    if NUL in request.path:
        raise Http404
    for name, value in request.query_params.items():
        if NUL in f"{name}{value}":
            raise ValidationError({name.replace(NUL, ""): ["Take the NUL character out."]})
