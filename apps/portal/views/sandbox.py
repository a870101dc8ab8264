"""What to type so that the demo's provider declines, waits or loses an answer."""

import json
import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.access import member_required
from apps.upstream.http import BrokenError, NotSentError, exchange

SECONDS = 10.0
# The literal words at the head of an input: "DECLINE TAX", "CX12345", "wrong".
PHRASE = re.compile(r"[A-Z0-9][A-Z0-9 ]*[A-Z0-9](?=$| \()|wrong(?=,)")
# An address on the sandbox: "/gateway/echo on the sandbox (…)".
ADDRESS = re.compile(r"(?P<path>/\S+) on the sandbox")
PINGONE_OBJECTS = ("environment", "phone delivery settings")


def sandbox_url() -> str:
    return f"http://127.0.0.1:{settings.SANDBOX_PORT}"


@member_required
def sandbox(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    inputs, trouble = _magic()
    plivo = [row for row in inputs if row["object"] not in PINGONE_OBJECTS]
    pingone = [row for row in inputs if row["object"] in PINGONE_OBJECTS]
    groups = [("Plivo", "plivo", plivo), ("PingOne", "pingone", pingone)] if inputs else []
    context = {"sandbox_url": sandbox_url(), "groups": groups, "trouble": trouble}
    return render(request, "portal/sandbox.html", context)


def _shown(row: dict[str, str]) -> dict[str, str]:
    """What can be copied apart from what explains it: "SCORE 30 (any number)" in two."""
    said = row["input"]
    if found := ADDRESS.match(said):
        copy = f"{sandbox_url()}{found['path']}"
    else:
        found = PHRASE.match(said)
        copy = found[0] if found else ""
    note = said[found.end() if found else 0 :].strip(" ,")
    if note.startswith("(") and note.endswith(")"):
        note = note[1:-1]
    return {**row, "copy": copy, "note": note, "field": row["field"].replace("_", " ")}


def _magic() -> tuple[Any, str]:
    try:
        done = exchange("GET", f"{sandbox_url()}/_control/magic", seconds=SECONDS)
        if done.status == 200:
            return [_shown(row) for row in json.loads(done.content)["magic"]], ""
    except (NotSentError, BrokenError, ValueError, KeyError):
        pass
    return [], (
        f"The sandbox at {sandbox_url()} does not answer. "
        "Start it with “python -m apps.sandbox serve”, then reload this page."
    )
