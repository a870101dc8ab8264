"""A policy or a provider as JSON text: read strictly, so that what is saved is what was written."""

import json
from typing import Any

from apps.policies.body import Body

DEEPEST = 40


class Unreadable(ValueError):
    """What is wrong with the text, with line and column where that is known."""


def read(text: str, noun: str = "policy") -> Body:
    """Raises Unreadable for what is no JSON object, or what a database could not keep."""
    try:
        body = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Unreadable(f"Line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise Unreadable("It is nested too deeply.") from error
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable("It has a number with too many digits.") from error
    if not isinstance(body, dict):
        raise Unreadable(f"Line 1: a {noun} is an object and begins with {{.")
    _keepable(body)
    return body


def written(body: Body) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Unreadable(f"“{key}” is there twice in one object; only one could be kept.")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise Unreadable(f"{text} is no JSON value.")


def _keepable(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise Unreadable("It is nested too deeply.")
    if isinstance(value, dict):
        for key, item in value.items():
            _keepable(key, depth)
            _keepable(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _keepable(item, depth + 1)
    elif isinstance(value, str) and ("\x00" in value or not _encodes(value)):
        raise Unreadable(r"A text in it has a character no database keeps (\u0000, half a pair).")
    elif isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise Unreadable("It has a number that is too large.")


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
