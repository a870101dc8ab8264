"""Who did what, when and from where, in the whole organisation."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from apps.accounts.access import MemberRequest, right_required
from apps.core.models import Event, EventQuerySet
from apps.portal.audit_export import csv_lines
from apps.portal.audit_facts import rows_of
from apps.portal.audit_filters import AuditForm, before, cursor_of

PER_PAGE = 50


def _mine(request: MemberRequest) -> EventQuerySet:
    """`data` holds whole bodies of policies, which nothing here shows."""
    return Event.objects.visible_to(request.actor).defer("data")


def _page(request: MemberRequest, form: AuditForm) -> HttpResponse:
    """No count of everything: it would cost more than the page. For htmx its moving part."""
    rows: list[dict[str, Any]] = []
    older = ""
    if form.is_valid():
        found = before(form.found(_mine(request)), request.GET.get("before", ""))
        events = list(found[: PER_PAGE + 1])
        if len(events) > PER_PAGE:
            older = cursor_of(events[PER_PAGE - 1])
        rows = rows_of(events[:PER_PAGE], request.actor)
    more = "or more " if older else ""
    context = {
        "form": form,
        "rows": rows,
        "older": older,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "narrowed": sum(bool(request.GET.get(field.name)) for field in _folded(form)),
        "total_text": f"{len(rows)} {more}entr{'y' if len(rows) == 1 and not more else 'ies'}",
        "subject": rows[0] if rows and form.cleaned_data.get("object") else None,
        "hx_target": "#audit-rows",
        "wide": True,
    }
    partial = "#rows" if request.headers.get("HX-Target") == "audit-rows" else ""
    status = 422 if form.errors else 200
    return render(request, f"portal/audit.html{partial}", context, status=status)


def _folded(form: AuditForm) -> list[Any]:
    return [field for field in form.visible_fields() if field.name != "q"]


@right_required("audit.read")
def audit(request: MemberRequest) -> HttpResponse:
    return _page(request, AuditForm(request.GET))


@right_required("audit.read")
def export(request: MemberRequest) -> Any:
    """What the filters let through, whole; filters nobody understands are told, not left out."""
    form = AuditForm(request.GET)
    if not form.is_valid():
        return _page(request, form)
    lines = csv_lines(form.found(_mine(request)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response
