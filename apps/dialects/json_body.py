"""JSON objects in: what every door refuses in a body."""

import json
from collections.abc import Collection
from typing import Any

from rest_framework.exceptions import ParseError

NUL = "\x00"
# No resource of any dialect comes near it.
DEEPEST = 20


class TooLarge(ParseError):
    default_detail = "The body is too large."


def read_object(raw: bytes, *, largest: int, nothing: Collection[Any] = ()) -> dict[str, Any]:
    """The object of a body of at most `largest` bytes; {} for an empty body and any of `nothing`.

    Raises ParseError, TooLarge among them.
    """
    if len(raw) > largest:
        raise TooLarge
    if not raw.strip():
        return {}
    try:
        value = json.loads(raw, parse_constant=_no_constant)
        # NUL, half a surrogate pair and 1e999 are valid JSON that no database can hold.
        written = json.dumps(value, ensure_ascii=False, allow_nan=False)
        written.encode()
    except (ValueError, RecursionError) as error:
        raise ParseError("The body is not valid JSON.") from error
    # Not after another backslash: that is a text about NUL.
    if "\\u0000" in written.replace("\\\\", ""):
        raise ParseError("The body contains a NUL character. Take it out.")
    if _deeper(value, DEEPEST):
        raise ParseError("The body is nested too deeply.")
    if value in nothing:
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
