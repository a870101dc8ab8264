"""One body for every failure: ``{"api_id", "error": "<text>"}``.

``error`` is always text: Plivo's SDKs print anything else as a raw structure.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from apps.core.errors import Conflict, DomainError, Invalid, NotAllowed

WHOLE = ("__all__", "non_field_errors", "")
NOT_FOUND = "not found"


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to anything a view raised; None lets Django log it and answer 500."""
    names = getattr(context.get("view"), "wire_names", {})
    if isinstance(error, Http404):
        return Response({"error": NOT_FOUND}, status=404)
    if isinstance(error, Invalid):
        return Response({"error": text_of(error.errors, names)}, status=400)
    if isinstance(error, DomainError):
        status = {Conflict: 412, NotAllowed: 403}.get(type(error), 400)
        return Response({"error": str(error)}, status=status)
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(math.ceil(getattr(error, "wait", None) or 1))
        return Response({"error": "too many requests"}, status=429, headers=headers)
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return Response(
        {"error": text_of(error.detail, names)}, status=error.status_code, headers=headers
    )


def text_of(detail: Any, names: Mapping[str, str] | None = None) -> str:
    """``field: what is wrong`` for each field, one after the other, as one text.

    ``names`` maps our columns to the keys of the wire.
    """
    return " ".join(dict.fromkeys(_lines(detail, names or {})))


def _lines(detail: Any, names: Mapping[str, str], path: str = "") -> Iterator[str]:
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            # Within an object of the body the keys are those of the wire already.
            known = str(name) if path else names.get(str(name), str(name))
            key = "" if name in WHOLE else known
            yield from _lines(inner, names, ".".join(part for part in (path, key) if part))
    elif isinstance(detail, (list, tuple)):
        for inner in detail:
            yield from _lines(inner, names, path)
    elif detail:
        yield f"{path}: {detail}" if path else str(detail)
