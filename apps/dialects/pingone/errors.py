"""One body for every failure: ``{"id", "code", "message", "details": [...]}``.

Codes and messages are PingOne's (PingOne API, Error codes). It knows neither If-Match nor 412: an
object that has changed is REQUEST_FAILED with CONSTRAINT_VIOLATION at ``If-Match``, codes its
clients know.
"""

import math
import uuid
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, NotRequired, Protocol, TypedDict, runtime_checkable

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from apps.core.errors import Conflict, DomainError, Invalid, NotAllowed
from apps.core.logs import request_id
from apps.dialects.json_body import TooLarge
from apps.dialects.versions import PreconditionFailed

WHOLE = ("__all__", "non_field_errors", "")
BEGIN = "The request could not be completed. "
MESSAGES = {
    "INVALID_DATA": f"{BEGIN}One or more validation errors were in the request.",
    "INVALID_REQUEST": f"{BEGIN}The request was malformed or invalid.",
    "REQUEST_FAILED": f"{BEGIN}There was an issue processing the request.",
    "ACCESS_FAILED": f"{BEGIN}You do not have access to this resource.",
    "NOT_FOUND": f"{BEGIN}The requested resource was not found.",
    "REQUEST_LIMITED": f"{BEGIN}Too many requests were made in a short time.",
    "UNEXPECTED_ERROR": f"{BEGIN}Linecheck failed on its side. Try again; if it stays, write to "
    "support.",
}
STATUSES = {
    401: "ACCESS_FAILED",
    403: "ACCESS_FAILED",
    404: "NOT_FOUND",
    409: "REQUEST_FAILED",
    412: "REQUEST_FAILED",
    429: "REQUEST_LIMITED",
}
# What Django REST framework calls it, and PingOne; everything else is INVALID_VALUE.
CODES = {
    "required": "REQUIRED_VALUE",
    "blank": "EMPTY_VALUE",
    "null": "EMPTY_VALUE",
    "empty": "EMPTY_VALUE",
    "max_length": "SIZE_LIMIT_EXCEEDED",
    "min_value": "OUT_OF_RANGE",
    "max_value": "OUT_OF_RANGE",
    "unique": "UNIQUENESS_VIOLATION",
}


class Detail(TypedDict):
    """``target`` is where in the body, dotted; ``innerError`` what a program may want to know."""

    code: str
    message: str
    target: NotRequired[str]
    innerError: NotRequired[dict[str, Any]]


@runtime_checkable
class Detailed(Protocol):
    """A DomainError that knows PingOne's own detail codes: they are answered as they are."""

    details: Sequence[Detail]


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to anything a view raised; None lets Django log it and answer 500."""
    if isinstance(error, Http404):
        return Response(body("NOT_FOUND"), status=404)
    if isinstance(error, DomainError):
        status, code = _domain(error)
        return Response(body(code, _details(error)), status=status)
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(math.ceil(getattr(error, "wait", None) or 1))
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    code = of_status(error.status_code)
    if isinstance(error, exceptions.ValidationError):
        code = "INVALID_DATA"
    return Response(body(code, _explained(error)), status=error.status_code, headers=headers)


def body(code: str, details: Sequence[Detail] = ()) -> dict[str, Any]:
    """``id`` is the request's own as the log has it, when it is written like PingOne's."""
    said: dict[str, Any] = {"id": _id(), "code": code, "message": MESSAGES[code]}
    return said | {"details": list(details)} if details else said


def of_status(status: int) -> str:
    """The code of an answer nothing else is known of."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "UNEXPECTED_ERROR"
    return STATUSES.get(status, "INVALID_REQUEST")


def detail(code: str, message: str, target: str = "", **inner: Any) -> Detail:
    made: Detail = {"code": code, "message": message}
    if target:
        made["target"] = target
    if inner:
        made["innerError"] = inner
    return made


def _id() -> str:
    try:
        return str(uuid.UUID(request_id.get()))
    except ValueError:
        return str(uuid.uuid4())


def _domain(error: DomainError) -> tuple[int, str]:
    if isinstance(error, Conflict):
        return 412, "REQUEST_FAILED"
    if isinstance(error, NotAllowed):
        return 403, "ACCESS_FAILED"
    return 400, "INVALID_DATA" if isinstance(error, Invalid) else "REQUEST_FAILED"


def _details(error: DomainError) -> Sequence[Detail]:
    if isinstance(error, Detailed):
        return error.details
    if isinstance(error, Invalid):
        return [
            detail("INVALID_VALUE", message, "" if field in WHOLE else field)
            for field, messages in error.errors.items()
            for message in messages
        ]
    if isinstance(error, NotAllowed):
        return [detail("INSUFFICIENT_PERMISSIONS", "This token does not allow that.")]
    target = "If-Match" if isinstance(error, Conflict) else ""
    return [detail("CONSTRAINT_VIOLATION", str(error), target)]


def _explained(error: exceptions.APIException) -> list[Detail]:
    """What the framework or a view refused."""
    match error:
        case exceptions.ValidationError():
            return list(_fields(error.detail))
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            code, target = "INVALID_TOKEN", ""
        case exceptions.PermissionDenied():
            code, target = "INSUFFICIENT_PERMISSIONS", ""
        case exceptions.Throttled():
            code, target = "LIMIT_EXCEEDED", ""
        case PreconditionFailed():
            code, target = "CONSTRAINT_VIOLATION", "If-Match"
        case TooLarge():
            code, target = "SIZE_LIMIT_EXCEEDED", "body"
        case exceptions.ParseError():
            code, target = "INVALID_VALUE", "body"
        case exceptions.MethodNotAllowed():
            code, target = "INVALID_VALUE", "method"
        case exceptions.UnsupportedMediaType():
            code, target = "INVALID_VALUE", "Content-Type"
        case _:
            return []
    return [detail(code, str(error.detail), target)]


def _fields(said: Any, path: str = "") -> Iterator[Detail]:
    if isinstance(said, Mapping):
        for name, inner in said.items():
            key = "" if name in WHOLE else str(name)
            yield from _fields(inner, ".".join(part for part in (path, key) if part))
    elif isinstance(said, (list, tuple)):
        for inner in said:
            yield from _fields(inner, path)
    elif said:
        yield detail(CODES.get(getattr(said, "code", ""), "INVALID_VALUE"), str(said), path)
