"""The documents of the dialects, and whether a value fits one of their schemas."""

from typing import Any

from jsonschema import Draft4Validator

from apps.dialects.reference.document import Document
from config.urls import PINGONE_DOCUMENT, PLIVO_DOCUMENT


class Spec:
    """`operations` are (method, path, operation) by id."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.openapi = document.openapi
        self.operations: dict[str, tuple[str, str, dict[str, Any]]] = {
            operation["operationId"]: (method, path, operation)
            for path, methods in self.openapi["paths"].items()
            for method, operation in methods.items()
        }
        self.components = _nullable(self.openapi["components"])

    def misfits(self, schema: dict[str, Any], value: Any) -> list[str]:
        """What is wrong with a value; OpenAPI's `nullable` is read as the type null."""
        whole = {**_nullable(schema), "components": self.components}
        return [error.message for error in Draft4Validator(whole).iter_errors(value)]

    def body(self, operation: str) -> dict[str, Any]:
        """The schema of what it is sent."""
        schema: dict[str, Any] = media(self.operations[operation][2]["requestBody"])["schema"]
        return schema

    def answer(self, operation: str, status: int) -> dict[str, Any]:
        """What is said of this answer, references resolved."""
        said: dict[str, Any] = self.operations[operation][2]["responses"][str(status)]
        if "$ref" in said:
            return self.openapi["components"]["responses"][said["$ref"].rpartition("/")[2]]
        return said


def media(part: Any) -> dict[str, Any]:
    """What a request body or an answer consists of; {} without one."""
    return next(iter(part.get("content", {}).values()), {})


def _nullable(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_nullable(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: _nullable(value) for name, value in schema.items()}
    if inner.pop("nullable", False):
        inner["type"] = [inner["type"], "null"]
    return inner


PLIVO, PINGONE = Spec(PLIVO_DOCUMENT), Spec(PINGONE_DOCUMENT)
OPERATIONS = PLIVO.operations
misfits = PLIVO.misfits
