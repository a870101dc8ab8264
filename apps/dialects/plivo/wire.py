"""Bodies in and out: JSON, as tolerant as the official SDKs need it to be."""

import uuid
from typing import Any

from rest_framework.exceptions import ParseError

from apps.dialects.wire import JsonParser, JsonRenderer

# Bytes; a filing at all its limits has a tenth. What is larger only keeps us busy.
LARGEST = 256 * 1024


def new_api_id() -> str:
    return str(uuid.uuid4())


class PlivoRenderer(JsonRenderer):
    """Every answer carries an ``api_id``."""

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> bytes:
        if isinstance(data, dict):
            data = {"api_id": new_api_id(), **data}
        return super().render(data, media_type, context)


class PlivoParser(JsonParser):
    """The JSON object of a POST. Other methods take their arguments from wherever they are.

    Plivo's Node SDK sends a body of two quote characters, or ``{}``, with some GET and DELETE
    requests; its Python SDK sends DELETE arguments as JSON.
    """

    largest = LARGEST
    nothing = ("", None)

    def parse(self, stream: Any, media_type: Any = None, context: Any = None) -> dict[str, Any]:
        request = (context or {})["request"]
        try:
            return self.read(request)
        except ParseError:
            if request.method == "POST":
                raise
            return {}
