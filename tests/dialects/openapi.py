"""The dialect's document, and whether a value fits one of its schemas."""

from typing import Any

from jsonschema import Draft4Validator

from config.urls import PLIVO_DOCUMENT

DOCUMENT = PLIVO_DOCUMENT.openapi
OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    operation["operationId"]: (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}


def media(part: Any) -> dict[str, Any]:
    """The JSON of a request body or an answer; {} without one."""
    return part.get("content", {}).get("application/json", {})


def misfits(schema: dict[str, Any], value: Any) -> list[str]:
    """What is wrong with a value; OpenAPI's `nullable` is read as the type null."""
    whole = {**_nullable(schema), "components": _nullable(DOCUMENT["components"])}
    return [error.message for error in Draft4Validator(whole).iter_errors(value)]


def _nullable(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_nullable(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: _nullable(value) for name, value in schema.items()}
    if inner.pop("nullable", False):
        inner["type"] = [inner["type"], "null"]
    return inner
