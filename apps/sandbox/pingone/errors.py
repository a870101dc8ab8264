"""PingOne's error bodies (PingOne API, Error codes): {id, code, message, details}."""

import uuid
from typing import Any

from apps.sandbox.arrival import Answer
from apps.sandbox.models import Fault
from apps.sandbox.validation.reader import Refusal

INCOMPLETE = "The request could not be completed."
CODES = {
    400: "INVALID_REQUEST",
    401: "ACCESS_FAILED",
    403: "ACCESS_FAILED",
    404: "NOT_FOUND",
    405: "INVALID_REQUEST",
    409: "REQUEST_FAILED",
    415: "INVALID_REQUEST",
    429: "REQUEST_LIMITED",
}
MESSAGES = {
    "ACCESS_FAILED": f"{INCOMPLETE} You do not have access to this resource.",
    "INVALID_DATA": f"{INCOMPLETE} One or more validation errors were in the request.",
    "INVALID_REQUEST": f"{INCOMPLETE} The request was malformed.",
    "NOT_FOUND": f"{INCOMPLETE} The requested resource was not found.",
    "REQUEST_FAILED": f"{INCOMPLETE} There was an issue processing the request.",
    "REQUEST_LIMITED": f"{INCOMPLETE} Too many requests.",
    "UNEXPECTED_ERROR": "An unexpected error has occurred.",
}

Detail = dict[str, Any]


class Refused(Refusal):
    """`details` are {code, target?, message, innerError?}."""

    def __init__(
        self,
        status: int,
        code: str = "",
        *details: Detail,
        message: str = "",
        retry_after: int | None = None,
    ) -> None:
        self.code = code or CODES.get(status, "UNEXPECTED_ERROR")
        super().__init__(status, message or MESSAGES[self.code])
        self.details = details
        self.retry_after = retry_after


def detail(code: str, message: str, target: str = "", **inner: Any) -> Detail:
    """One entry of details; `inner` becomes its innerError."""
    found: Detail = {"code": code}
    if target:
        found["target"] = target
    found["message"] = message
    if inner:
        found["innerError"] = inner
    return found


def not_found() -> Refused:
    return Refused(404)


def forbidden() -> Refused:
    """The client has no role here. PingOne says the same of environments that do not exist."""
    message = "The actor attempting to perform the request is not authorized."
    return Refused(403, "", detail("INSUFFICIENT_PERMISSIONS", message))


def unauthorized() -> Refused:
    message = "The access token is missing, unknown or expired."
    return Refused(401, "", detail("INVALID_TOKEN", message))


def limited(retry_after: int) -> Refused:
    message = "The rate limit of this environment is exceeded."
    return Refused(429, "", detail("LIMIT_EXCEEDED", message), retry_after=retry_after)


def refuse(refusal: Refusal) -> Answer:
    if not isinstance(refusal, Refused):
        refusal = Refused(refusal.status, message=refusal.error)
    body: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "code": refusal.code,
        "message": refusal.error,
    }
    if refusal.details:
        body["details"] = list(refusal.details)
    headers = {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    return Answer(body, refusal.status, headers)


def misbehave(fault: Fault) -> Answer:
    """A `status` fault. Its `error` is the message; without one, PingOne's own words."""
    status, retry_after = fault.status or 500, fault.retry_after
    if fault.error:
        return refuse(Refused(status, message=fault.error, retry_after=retry_after))
    if status == 401:
        return refuse(unauthorized())
    if status == 403:
        return refuse(forbidden())
    return refuse(Refused(status, retry_after=retry_after))
