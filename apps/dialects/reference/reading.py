"""The document as a person reads it: operations by resource, their fields in rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from apps.dialects.reference.document import Document, Model
from apps.dialects.reference.samples import Correction, Sample, pretty
from apps.dialects.reference.shapes import SENT

Schema = Mapping[str, Any]
ABSENT = "#/components/schemas/Absent"
READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a property; ``place`` is path, query or header, "" in a body.

    ``access`` is read-only or write-only, ``model`` the object of the page it is one of.
    """

    name: str
    kind: str
    required: bool
    values: tuple[str, ...]
    limits: str
    words: str
    place: str = ""
    access: str = ""
    model: Model | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sample as it is sent and answered, corrected, with what was put right."""

    title: str
    source: str
    curl: str
    status: int
    answer: str
    corrections: tuple[Correction, ...]

    @property
    def request_label(self) -> str:
        return f"Request: {self.title}"

    @property
    def answer_label(self) -> str:
        return f"Answer {self.status}: {self.title}"


@dataclass(frozen=True, slots=True)
class Operation:
    """``takes`` and ``gives`` are objects of the page; ``body`` and ``answer`` the rows else."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    parameters: list[Row]
    takes: Model | None
    body: list[Row]
    status: int
    phrase: str
    says: str
    headers: list[str]
    gives: Model | None
    answer: list[Row]
    refusals: list[str]
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    anchor: str
    operations: list[Operation]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Described:
    model: Model
    parts: list[Part]


def groups(document: Document) -> list[Group]:
    """One for each tag, in the order of the routes."""
    found: dict[str, list[Operation]] = {}
    reader = Reader(document)
    for path, methods in document.openapi["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(
                reader.operation(path, method, operation)
            )
    return [Group(tag, tag.lower().replace(" ", "-"), listed) for tag, listed in found.items()]


def models(document: Document) -> list[Described]:
    """The objects the page describes once."""
    return [
        Described(model, list(Reader(document, document.bodies).parts(model)))
        for model in document.models
    ]


def refusals(document: Document) -> list[tuple[str, str, str]]:
    """(status, its phrase, words) of the errors every operation shares."""
    return [
        (status, HTTPStatus(int(status)).phrase, refusal.words.replace("`", ""))
        for status, refusal in document.refusals.items()
    ]


class Reader:
    """Reads the components of a document; with `bodies` their descriptions, each of them once."""

    def __init__(self, document: Document, bodies: Mapping[str, Schema] | None = None) -> None:
        self.document = document
        self.schemas = {**document.openapi["components"]["schemas"], **(bodies or {})}
        self.models = {
            name: model for model in document.models for name in (model.name, model.name + SENT)
        }
        self.told: set[str] | None = None if bodies is None else set()

    def parts(self, model: Model) -> Iterator[Part]:
        for title, name in model.parts:
            whole = self.schemas[name]
            own = [each for each in whole.get("allOf", [whole]) if "$ref" not in each]
            yield Part(title, [row for each in own for row in self.rows(each)])

    def operation(self, path: str, method: str, operation: Mapping[str, Any]) -> Operation:
        status = next(status for status in operation["responses"] if status < "300")
        answer = operation["responses"][status]
        return Operation(
            id=operation["operationId"],
            method=method.upper(),
            path=path,
            summary=operation["summary"],
            text=operation["description"].replace("`", ""),
            parameters=[
                self.row(each["name"], each["schema"], each.get("required", False), place=each)
                for each in operation["parameters"]
                if each["name"] != self.document.account
            ],
            takes=self.model(_media(operation.get("requestBody", {}))),
            body=list(self.rows(_media(operation.get("requestBody", {})))),
            status=int(status),
            phrase=HTTPStatus(int(status)).phrase,
            says=answer["description"],
            headers=[
                name for name in answer.get("headers", {}) if name not in self.document.everywhere
            ],
            gives=self.model(_media(answer)),
            answer=list(self.rows(_media(answer))),
            refusals=[status for status in operation["responses"] if status >= "400"],
            examples=[
                example(self.document, sample)
                for sample in self.document.of(operation["operationId"])
            ],
        )

    def rows(self, schema: Schema, prefix: str = "", given: bool = False) -> Iterator[Row]:
        """Those of an object, and of the objects in it under dotted names; none of a model.

        Of what is read-only nothing is required: it is `given`.
        """
        name = _name(schema)
        if name in self.models or (self.told is not None and name in self.told):
            return
        if self.told is not None and name:
            self.told.add(name)
        whole = self.resolved(schema)
        for name, inner in whole.get("properties", {}).items():
            required = name in whole.get("required", ()) and not given
            yield self.row(f"{prefix}{name}", inner, required)
            listed = self.resolved(inner).get("items", {})
            below = given or _access(inner) == READ_ONLY
            yield from self.rows(inner, f"{prefix}{name}.", below)
            yield from self.rows(listed, f"{prefix}{name}[].", below)

    def row(self, name: str, schema: Schema, required: bool, place: Any = None) -> Row:
        """Of several kinds the first gives values and limits."""
        kinds = [each for each in schema.get("anyOf", [schema]) if each.get("$ref") != ABSENT]
        first = self.resolved(kinds[0])
        words = (place or schema).get("description", "")
        return Row(
            name=name,
            kind=" or ".join(dict.fromkeys(_kind(self.resolved(each)) for each in kinds)),
            required=required,
            values=tuple(first.get("enum") or first.get("items", {}).get("enum") or ()),
            limits=_limits(first),
            words=words,
            place=place["in"] if place else "",
            access=_access(schema),
            model=self.model(first.get("items", {})),
        )

    def model(self, schema: Schema) -> Model | None:
        return self.models.get(_name(schema))

    def resolved(self, schema: Schema) -> Schema:
        """What a reference, or the first of several, stands for."""
        for part in ("allOf", "anyOf"):
            if part in schema:
                return self.resolved(schema[part][0])
        if "$ref" in schema:
            return self.resolved(self.schemas[schema["$ref"].rpartition("/")[2]])
        return schema


def example(document: Document, sample: Sample) -> Example:
    answered = sample.answered()
    return Example(
        title=sample.name,
        source=sample.source,
        curl=document.curl(sample),
        status=sample.status,
        answer=pretty(answered) if answered is not None else "",
        corrections=sample.corrections,
    )


def _media(part: Mapping[str, Any]) -> Schema:
    for media in part.get("content", {}).values():
        found: Schema = media["schema"]
        return found
    return {}


def _name(schema: Schema) -> str:
    """The component a schema is, alone or with words of its own."""
    direct = schema["allOf"][0] if "allOf" in schema else schema
    return str(direct.get("$ref", "")).rpartition("/")[2]


def _access(schema: Schema) -> str:
    if schema.get("readOnly"):
        return READ_ONLY
    return "write-only" if schema.get("writeOnly") else ""


def _kind(schema: Schema) -> str:
    kind = str(schema.get("type", "object"))
    if kind == "array":
        return f"list of {_kind(schema['items'])}s" if "type" in schema["items"] else "list"
    return str(schema.get("format", kind))


def _limits(schema: Schema) -> str:
    fewest, most = schema.get("minLength"), schema.get("maxLength")
    if fewest and most:
        return f"{fewest:,} to {most:,} characters"
    if fewest:
        return f"at least {fewest:,} characters"
    if most:
        return f"at most {most:,} characters"
    return ""
