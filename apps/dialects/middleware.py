"""Below a dialect's root, what no view answered still answers in that dialect."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from apps.dialects.pingone import errors as pingone
from apps.dialects.pingone.token import UUID
from apps.dialects.plivo.errors import NOT_FOUND
from apps.dialects.plivo.wire import new_api_id
from apps.dialects.telephony import envelope

# Slashes may be doubled, as in the addresses themselves.
PLIVO_ROOT = re.compile(r"/+v1/+Account(/|$)")
PINGONE_ROOT = re.compile(rf"/+(v1/+environments|{UUID.pattern}/+as)(/|$)")
OWN_ROOT = re.compile(r"/+api/+v1(/|$)")
TELEPHONY_ROOT = re.compile(r"/+api/+v2(/|$)")


class DialectMiddleware:
    """Turns Django's pages (no such address, too large a body, our own failure) into JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400 and response.get("Content-Type") != "application/json":
            said = _body(request.path, response.status_code)
            if said is not None:
                response = JsonResponse(said, status=response.status_code)
        if PINGONE_ROOT.match(request.path):
            # PingOne's name for what X-Request-ID says.
            response["Correlation-Id"] = request.id  # type: ignore[attr-defined]
        return response


def _body(path: str, status: int) -> dict[str, Any] | None:
    """What is said of a failure below `path`; None where pages are answered."""
    if PLIVO_ROOT.match(path):
        return {"api_id": new_api_id(), "error": _words(status)}
    if PINGONE_ROOT.match(path):
        return pingone.body(pingone.of_status(status))
    if TELEPHONY_ROOT.match(path):
        return envelope.of_status(status)
    if OWN_ROOT.match(path):
        return {"error": _words(status)}
    return None


def _words(status: int) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return NOT_FOUND
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "Linecheck failed on its side. Try again; if it stays, write to support."
    return HTTPStatus(status).phrase
