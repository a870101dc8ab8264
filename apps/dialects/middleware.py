"""Below a dialect's root, what no view answered still answers in that dialect."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from apps.dialects.plivo.errors import NOT_FOUND
from apps.dialects.plivo.wire import new_api_id

# Slashes may be doubled, as in the addresses themselves.
PLIVO_ROOT = re.compile(r"/+v1/+Account(/|$)")
OWN_ROOT = re.compile(r"/+api/+v1(/|$)")


class DialectMiddleware:
    """Turns Django's pages (no such address, too large a body, our own failure) into JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < 400 or response.get("Content-Type") == "application/json":
            return response
        if PLIVO_ROOT.match(request.path):
            body = {"api_id": new_api_id(), "error": _words(response.status_code)}
        elif OWN_ROOT.match(request.path):
            body = {"error": _words(response.status_code)}
        else:
            return response
        return JsonResponse(body, status=response.status_code)


def _words(status: int) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return NOT_FOUND
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "Linecheck failed on its side. Try again; if it stays, write to support."
    return HTTPStatus(status).phrase
