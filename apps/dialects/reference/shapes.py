"""Bodies described once, as OpenAPI schemas, and read twice: as they are sent, as answered.

A description marks what is ``readOnly`` and ``writeOnly``; ``required`` is what a request needs,
``always`` what every answer has. Descriptions refer to each other by name.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Shape = dict[str, Any]
REFS = "#/components/schemas/"
SENT = "Request"
# In an answer any value: the provider may say one that no page lists.
NARROW = (
    "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "writeOnly",
    "readOnly", "always", "default",
)  # fmt: skip


def text(words: str, values: Iterable[str] = (), **more: Any) -> Shape:
    made: Shape = {"type": "string", "description": words, **more}
    if listed := list(values):
        made["enum"] = listed
    return made


def flag(words: str, **more: Any) -> Shape:
    return {"type": "boolean", "description": words, **more}


def whole(words: str, **more: Any) -> Shape:
    return {"type": "integer", "description": words, **more}


def listed(items: Shape, words: str, **more: Any) -> Shape:
    return {"type": "array", "items": items, "description": words, **more}


def words_of(values: Iterable[str], words: str, **more: Any) -> Shape:
    """A list of words from a closed list."""
    return listed({"type": "string", "enum": list(values)}, words, **more)


def mapping(
    words: str,
    properties: Mapping[str, Shape],
    required: Iterable[str] = (),
    always: Iterable[str] = (),
) -> Shape:
    return {
        "type": "object",
        "description": words,
        "properties": dict(properties),
        "required": list(required),
        "always": list(always),
    }


def ref(name: str, words: str = "", **more: Any) -> Shape:
    """Another description; with `words` about it in this place."""
    made = {"$ref": REFS + name}
    return {"allOf": [made], "description": words, **more} if words else made


def components(descriptions: Mapping[str, Shape]) -> dict[str, Shape]:
    """All of them as they are answered, under their names, and as they are sent (``…Request``)."""
    names = set(descriptions)
    sent = {f"{name}{SENT}": _sent(shape, names) for name, shape in descriptions.items()}
    answered = {name: _answered(shape) for name, shape in descriptions.items()}
    return {**answered, **sent}


def _sent(shape: Any, names: set[str]) -> Any:
    if isinstance(shape, list):
        return [_sent(each, names) for each in shape]
    if not isinstance(shape, dict):
        return shape
    if str(shape.get("$ref", "")).removeprefix(REFS) in names:
        return {"$ref": shape["$ref"] + SENT}
    made = {key: _sent(value, names) for key, value in shape.items() if key not in _OWN}
    if isinstance(properties := shape.get("properties"), dict):
        needed = shape.get("required", [])
        made["properties"] = {
            key: _sent(value, names) if key in needed else _optional(_sent(value, names))
            for key, value in properties.items()
            if not value.get("readOnly")
        }
        _require(made, needed)
    return made


_OWN = ("readOnly", "writeOnly", "always", "required", "properties")


def _optional(shape: Shape) -> Shape:
    """Null clears a value: PingOne API, Replacing a resource."""
    if "type" not in shape:
        return shape
    if "enum" in shape:
        shape = {**shape, "enum": [*shape["enum"], None]}
    return {**shape, "nullable": True}


def _answered(shape: Any) -> Any:
    if isinstance(shape, list):
        return [_answered(each) for each in shape]
    if not isinstance(shape, dict):
        return shape
    left_out = (*NARROW, "required", "properties")
    made = {key: _answered(value) for key, value in shape.items() if key not in left_out}
    if len(made.get("enum", ())) > 1:
        del made["enum"]
    # What a description excludes stays excluded.
    if "not" in shape:
        made["not"] = shape["not"]
    if isinstance(properties := shape.get("properties"), dict):
        made["properties"] = {
            key: _answered(value) for key, value in properties.items() if not value.get("writeOnly")
        }
        _require(made, shape.get("always", []))
    return made


def _require(made: Shape, names: Iterable[str]) -> None:
    if listed := list(names):
        made["required"] = listed
