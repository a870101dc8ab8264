import re
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from apps.core.errors import Conflict, Invalid, NotAllowed, Refused
from apps.core.logs import request_id

_CLEAN = re.compile(r"[A-Za-z0-9._-]{8,64}")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives each request an id, that of X-Request-ID when well formed, and answers with it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _CLEAN.fullmatch(given) else uuid.uuid4().hex  # type: ignore[attr-defined]
        token = request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response


class DomainErrorMiddleware:
    """What a service refused and no view placed at a field: a message on the page it came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            from django.shortcuts import render

            return render(request, "403.html", {"reason": str(error)}, status=403)
        if isinstance(error, (Invalid, Refused, Conflict)):
            messages.error(request, str(error))
            back = request.META.get("HTTP_REFERER", "")
            local = back.startswith(f"{request.scheme}://{request.get_host()}/")
            return HttpResponseRedirect(back if local else "/")
        return None
