"""One body for every answer: ``{"status_code", "message", "data"}``, failures too.

204 has no body (RFC 9110), though the Provider Configurations API prints one.
"""

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from apps.core.errors import DomainError, Invalid, NotAllowed
from apps.dialects.plivo.errors import text_of

NOT_FOUND = "Configuration not found."
OUR_FAULT = "Linecheck failed on its side. Try again; if it stays, write to support."
NOT_ALLOWED = "This token does not allow that."


def body(status: int, message: str, data: Any = None) -> dict[str, Any]:
    """``data`` is {} where there is nothing to say."""
    return {"status_code": status, "message": message, "data": {} if data is None else data}


def answer(data: Any, message: str = "Success") -> Response:
    return Response(body(200, message, data))


def of_status(status: int) -> dict[str, Any]:
    """The body of an answer nothing else is known of."""
    if status == HTTPStatus.NOT_FOUND:
        return body(status, "There is nothing at this address.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return body(status, OUR_FAULT)
    return body(status, HTTPStatus(status).phrase)


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to anything a view raised; None lets Django log it and answer 500."""
    if isinstance(error, Http404):
        return _refusal(404, NOT_FOUND)
    if isinstance(error, Invalid):
        return _refusal(400, text_of(error.errors), {"errors": error.errors})
    if isinstance(error, NotAllowed):
        return _refusal(403, NOT_ALLOWED)
    if isinstance(error, DomainError):
        return _refusal(400, str(error))
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, exceptions.Throttled):
        wait = math.ceil(getattr(error, "wait", None) or 1)
        response = _refusal(429, f"Too many requests. Wait {wait} s.")
        response["Retry-After"] = str(wait)
        return response
    data = {"errors": error.detail} if isinstance(error, exceptions.ValidationError) else None
    response = _refusal(error.status_code, text_of(error.detail), data)
    if challenge := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    return response


def _refusal(status: int, message: str, data: Any = None) -> Response:
    return Response(body(status, message, data), status=status)
