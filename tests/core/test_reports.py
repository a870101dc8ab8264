"""A report of a failure of ours names places, never values."""

import sys
from typing import Any

from django.test import RequestFactory
from django.views.debug import ExceptionReporter

# Put together, because reports quote source lines.
CANARY = "-".join(("canary", "in", "a", "frame", "91"))


def _report(request: Any) -> str:
    held = {"password": CANARY, "requests-0-header": CANARY}
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        reporter = ExceptionReporter(request, *sys.exc_info())
    assert held
    return reporter.get_traceback_html() + reporter.get_traceback_text()


def test_neither_what_was_sent_nor_what_was_computed_is_in_it() -> None:
    sent = {"authentication-password": CANARY, "requests-0-headers-1-value": CANARY}
    text = _report(RequestFactory().post("/providers/1/edit/", sent))
    assert "RuntimeError" in text and "test_reports.py" in text
    assert "requests-0-headers-1-value" in text
    assert CANARY not in text
