"""A dialect as one OpenAPI document, made once for each process: it depends on code alone."""

import copy
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

from apps.dialects.addresses import Route, documented_below
from apps.dialects.reference.samples import Sample
from apps.dialects.reference.schema import ERROR, Header, Refusal
from apps.dialects.reference.shapes import components


class Model(NamedTuple):
    """An object the page describes once: operations that take or answer it lead there.

    ``parts`` are titles and the descriptions whose own properties stand below them.
    """

    name: str
    title: str
    words: str
    parts: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        return f"object-{self.name}"


class Document(ABC):
    """``openapi`` is the document, ``samples`` those of the given that belong to its operations.

    A dialect's own says what the class variables name: ``name`` is that of its addresses and its
    template, ``root`` what its routes are below, ``account`` the variable every path has,
    ``everywhere`` the headers of every answer. ``bodies`` are what routes take and answer, as
    shapes.py describes it; ``models`` those of them that the page shows by themselves.
    """

    name: ClassVar[str]
    about: ClassVar[str]
    root: ClassVar[str]
    account: ClassVar[str]
    schemas: ClassVar[Mapping[str, Any]]
    headers: ClassVar[Mapping[str, Header]]
    refusals: ClassVar[Mapping[str, Refusal]]
    everywhere: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        title: str,
        routes: Iterable[Route],
        samples: Iterable[Sample],
        bodies: Mapping[str, dict[str, Any]] | None = None,
        models: Iterable[Model] = (),
    ) -> None:
        self.title = title
        self.routes = list(routes)
        self.samples = list(samples)
        self.bodies = bodies or {}
        self.models = list(models)

    @cached_property
    def openapi(self) -> dict[str, Any]:
        patterns = documented_below(self.root, self.routes)
        made: dict[str, Any] = SchemaGenerator(patterns=patterns).get_schema(public=True)
        made["info"] = {"title": self.title, "version": "v1", "description": self.about}
        made["servers"] = [{"url": settings.PUBLIC_URL, "description": "This Linecheck"}]
        made["components"].setdefault("schemas", {})
        self.complete(made)
        made["components"]["schemas"] |= copy.deepcopy({**self.schemas, **components(self.bodies)})
        made["components"]["responses"] = {
            refusal.component: self._refusal(refusal) for refusal in self.refusals.values()
        }
        for path in made["paths"].values():
            for operation in path.values():
                self._carry(operation)
                self._show(operation)
        return made

    def complete(self, made: dict[str, Any]) -> None:  # noqa: B027
        """Adds what no view of the framework says."""

    def of(self, operation: str) -> list[Sample]:
        return [sample for sample in self.samples if sample.operation == operation]

    @abstractmethod
    def curl(self, sample: Sample) -> str:
        """A sample as one command; what differs for each reader is read from the environment."""

    @abstractmethod
    def context(self) -> dict[str, Any]:
        """What the guide of the dialect's page needs."""

    def _carry(self, operation: dict[str, Any]) -> None:
        for answer in operation["responses"].values():
            for name in self.everywhere if "$ref" not in answer else ():
                answer.setdefault("headers", {})[name] = {**self.headers[name], "required": True}

    def _show(self, operation: dict[str, Any]) -> None:
        """The samples as they are sent and answered, that is corrected."""
        for sample in self.of(operation["operationId"]):
            answers = operation["responses"].get(str(sample.status), {})
            for part, value in (
                (operation.get("requestBody", {}), sample.sent()),
                (answers, sample.answered()),
            ):
                for media in part.get("content", {}).values() if value is not None else ():
                    media.setdefault("examples", {})[sample.name.replace(" ", "_")] = {
                        "summary": f"{sample.source}: {sample.name}",
                        "value": value,
                    }

    def _refusal(self, refusal: Refusal) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "description": refusal.words,
            "content": {"application/json": {"schema": ERROR}},
        }
        if refusal.header:
            answer["headers"] = {refusal.header: self.headers[refusal.header]}
        for name in self.everywhere:
            answer.setdefault("headers", {})[name] = {**self.headers[name], "required": True}
        return answer
