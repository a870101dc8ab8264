"""`/gateway/…`: an SMS gateway for custom providers to aim at. It keeps nothing.

`echo` answers what it got, credentials included, as real gateways do: who asks must redact.
"""

import json
import time
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

SLOW_SECONDS = 5.0
SLOWEST = 60.0
FORM = "application/x-www-form-urlencoded"


def echo(request: HttpRequest) -> HttpResponse:
    return JsonResponse(_heard(request))


def fail(request: HttpRequest, status: int) -> HttpResponse:
    """That status from 400 to 599; any other is none of ours, 404."""
    if not 400 <= status <= 599:
        return JsonResponse({"error": "The status must be from 400 to 599."}, status=404)
    return JsonResponse({"error": f"The gateway was asked for {status}."}, status=status)


def slow(request: HttpRequest) -> HttpResponse:
    """The echo, after 5 s or `?seconds=`, at most 60."""
    try:
        seconds = float(request.GET.get("seconds", SLOW_SECONDS))
    except ValueError:
        seconds = SLOW_SECONDS
    heard = _heard(request)
    # Not-a-number is in no range and waits not at all.
    time.sleep(min(seconds, SLOWEST) if seconds >= 0 else 0)
    return JsonResponse(heard)


def _heard(request: HttpRequest) -> dict[str, Any]:
    body = request.body.decode("utf-8", "replace")
    heard: dict[str, Any] = {
        "method": request.method,
        "path": request.path,
        "query": request.GET.dict(),
        "headers": dict(request.headers),
        "body": body,
    }
    if request.content_type == FORM:
        heard["form"] = request.POST.dict()
    elif request.content_type == "application/json":
        try:
            heard["json"] = json.loads(body)
        except ValueError:
            heard["json"] = None
    return heard
