"""The dialect as one OpenAPI document, made once for each process: it depends on code alone."""

import copy
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

from apps.dialects.plivo.routes import Route, documented
from apps.dialects.plivo.samples import Sample
from apps.dialects.plivo.schema import ERROR, HEADERS, REFUSALS

ABOUT = """\
The messaging compliance resources of a Plivo account, in Plivo's own REST dialect: same paths, \
bodies, envelopes and status codes, so that Plivo's SDKs work by changing base URL and token.

A request is judged by the rules of the provider and kept here before it is answered; Linecheck \
then files it with Plivo and follows it up. The header `Linecheck-Sync` says how far that is.

Sources: Plivo docs, Profile, 10DLC brand, 10DLC campaign, 10DLC number, Toll-free verification; \
Plivo Python SDK 4.63.0."""
SCHEMAS: dict[str, dict[str, Any]] = {
    "Absent": {
        "type": "string",
        "maxLength": 0,
        "nullable": True,
        "description": "Empty text and null say that the value is not given. In an update null "
        "empties a text.",
    },
    "Error": {
        "type": "object",
        "description": "The body of every refusal.",
        "properties": {
            "api_id": {"type": "string", "description": "Names this request."},
            "error": {
                "type": "string",
                "description": "What is wrong and what to do; a field's words follow its name.",
            },
        },
        "required": ["api_id", "error"],
    },
}


class Document:
    """``openapi`` is the document, ``samples`` those of the given that belong to its operations."""

    def __init__(self, title: str, routes: Iterable[Route], samples: Iterable[Sample]) -> None:
        self.title = title
        self.routes = list(routes)
        self.samples = list(samples)

    @cached_property
    def openapi(self) -> dict[str, Any]:
        made: dict[str, Any] = SchemaGenerator(patterns=documented(self.routes)).get_schema(
            public=True
        )
        made["info"] = {"title": self.title, "version": "v1", "description": ABOUT}
        made["servers"] = [{"url": settings.PUBLIC_URL, "description": "This Linecheck"}]
        made["components"]["schemas"] |= copy.deepcopy(SCHEMAS)
        made["components"]["responses"] = {
            name: _refusal(words, header) for name, words, header in REFUSALS.values()
        }
        for path in made["paths"].values():
            for operation in path.values():
                self._show(operation)
        return made

    def of(self, operation: str) -> list[Sample]:
        return [sample for sample in self.samples if sample.operation == operation]

    def _show(self, operation: dict[str, Any]) -> None:
        """The samples as they are sent and answered, that is corrected."""
        for sample in self.of(operation["operationId"]):
            answers = operation["responses"].get(str(sample.status), {})
            for part, value in (
                (operation.get("requestBody", {}), sample.sent()),
                (answers, sample.answered()),
            ):
                if value is not None and "content" in part:
                    media = part["content"]["application/json"]
                    media.setdefault("examples", {})[sample.name.replace(" ", "_")] = {
                        "summary": f"{sample.source}: {sample.name}",
                        "value": value,
                    }


def _refusal(words: str, header: str) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": words,
        "content": {"application/json": {"schema": ERROR}},
    }
    if header:
        answer["headers"] = {header: HEADERS[header]}
    return answer
