"""The account's phone numbers: what each can do and who sends from it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, member_required
from apps.core.errors import NotAllowed, Refused
from apps.numberpools import services
from apps.numberpools.export import csv_lines
from apps.numberpools.filters import STANDINGS, PhoneNumberFilter, connections_of
from apps.numberpools.models import PhoneNumber
from apps.numberpools.uses import Use, uses_of

PER_PAGE = 50


def _numbers(request: MemberRequest) -> Any:
    mine = PhoneNumber.objects.visible_to(request.actor).rented()
    return mine.select_related("configuration").order_by("number", "pk")


@member_required
def number_list(request: MemberRequest) -> HttpResponse:
    everything = _numbers(request)
    found = PhoneNumberFilter(request.GET, queryset=everything, request=request).qs
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    numbers = list(page.object_list)
    uses = uses_of(numbers)
    connections = list(connections_of(request))
    totals = everything.order_by().aggregate(seen_at=Max("seen_at"))
    context = {
        "page": page,
        "rows": [_row(number, uses.get(number.pk, [])) for number in numbers],
        "filters": _chips(connections),
        "filtered": any(request.GET.get(name) for name in ("q", "type", "standing", "connection")),
        "total_text": f"{page.paginator.count} number{'' if page.paginator.count == 1 else 's'}",
        "seen_at": totals["seen_at"],
        "connections": connections,
        "several": len(connections) > 1,
        "may_refresh": request.actor.can("number.refresh"),
        "may_verify": request.actor.can("tollfree.submit"),
        "hx_target": "#number-rows",
        "wide": True,
    }
    partial = "#rows" if request.headers.get("HX-Target") == "number-rows" else ""
    return render(request, f"numberpools/number_list.html{partial}", context)


def _row(number: PhoneNumber, uses: list[Use]) -> dict[str, Any]:
    """A link we follow knows more than the account's list, which is read now and then."""
    status = next((use.status for use in uses if use.status), number.tendlc_registration_status)
    return {
        "number": number,
        "uses": uses,
        "status": status.upper(),
        "verification": next((use for use in uses if use.badge), None),
        "verified": number.toll_free_sms_verification.upper(),
    }


def _chips(connections: list[Any]) -> list[dict[str, Any]]:
    everything = {"value": "", "label": "All"}
    types = [{"value": value, "label": label} for value, label in PhoneNumber.Type.choices]
    standings = [{"value": value, "label": label} for value, (label, _) in STANDINGS.items()]
    chips = [
        {"name": "type", "label": "Type", "options": [everything, *types]},
        {"name": "standing", "label": "Standing", "options": [everything, *standings]},
    ]
    if len(connections) > 1:
        options = [{"value": one.pk, "label": one.name} for one in connections]
        chips.append(
            {"name": "connection", "label": "Connection", "options": [everything, *options]}
        )
    return chips


@require_POST
@member_required
def refresh(request: MemberRequest) -> HttpResponse:
    """Reads the list of every connected account again; one that fails does not stop the others."""
    actor = request.actor
    if not actor.can("number.refresh"):
        raise NotAllowed("number.refresh")
    for connection in connections_of(request).filter(active=True):
        try:
            count = services.pull_numbers(configuration=connection, actor=actor)
            messages.success(request, f"{count} numbers read from {connection.name}.")
        except Refused as error:
            messages.error(request, f"{connection.name}: {error}")
    return redirect("numberpools:number_list")


@member_required
def export(request: MemberRequest) -> Any:
    """The filtered list as CSV, written row by row so that a hundred thousand need no memory."""
    found = PhoneNumberFilter(request.GET, queryset=_numbers(request), request=request).qs
    response = StreamingHttpResponse(csv_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="numbers.csv"'
    return response
