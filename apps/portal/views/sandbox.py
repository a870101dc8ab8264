"""What to type so that the demo's provider declines, waits or loses an answer."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.access import member_required
from apps.upstream.http import BrokenError, NotSentError, exchange

SECONDS = 10.0


def sandbox_url() -> str:
    return f"http://127.0.0.1:{settings.SANDBOX_PORT}"


@member_required
def sandbox(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    inputs, trouble = _magic()
    context = {"sandbox_url": sandbox_url(), "inputs": inputs, "trouble": trouble}
    return render(request, "portal/sandbox.html", context)


def _magic() -> tuple[Any, str]:
    try:
        done = exchange("GET", f"{sandbox_url()}/_control/magic", seconds=SECONDS)
        if done.status == 200:
            return json.loads(done.content).get("magic", []), ""
    except (NotSentError, BrokenError, ValueError):
        pass
    return [], (
        f"The sandbox at {sandbox_url()} does not answer. "
        "Start it with “python -m apps.sandbox serve”, then reload this page."
    )
