"""What integrators were told, whether it arrived, and telling them again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HTMX_STOP_POLLING

from apps.accounts.access import MemberRequest, member_required
from apps.sync import outgoing_pages, services
from apps.sync.filters import OutgoingFilter
from apps.sync.models import OutgoingCallback, OutgoingCallbackQuerySet
from apps.sync.pages import objects_of, page_of

PER_PAGE = 25
State = OutgoingCallback.State


def _mine(request: MemberRequest) -> OutgoingCallbackQuerySet:
    return OutgoingCallback.objects.visible_to(request.actor)


@member_required
def outgoing_list(request: MemberRequest) -> HttpResponse:
    found = OutgoingFilter(request.GET, queryset=_mine(request)).qs
    page = Paginator(found.order_by("-created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    count = page.paginator.count
    options = [{"value": value, "label": label} for value, label in State.choices]
    context = {
        "page": page,
        "rows": outgoing_pages.described(page.object_list),
        "filters": [
            {
                "name": "state",
                "label": "State",
                "options": [{"value": "", "label": "All"}, *options],
            }
        ],
        "filtered": bool(request.GET.get("q") or request.GET.get("state")),
        "total_text": f"{count} callback{'' if count == 1 else 's'}",
        "hx_target": "#callback-rows",
        "wide": True,
    }
    partial = "#rows" if request.headers.get("HX-Target") == "callback-rows" else ""
    return render(request, f"sync/outgoing_list.html{partial}", context)


@member_required
def outgoing_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The page; asked by htmx, its live part alone, with 286 once no further try will be made."""
    rows = _mine(request).select_related("configuration", "sync")
    callback = get_object_or_404(rows, pk=pk)
    sync = callback.sync
    obj = objects_of(sync.kind).filter(sync=sync).first() if sync else None
    idle = callback.state != State.PENDING
    context = {
        **outgoing_pages.described([callback])[0],
        "story": outgoing_pages.story_of(callback),
        "facts": outgoing_pages.facts_of(callback),
        "said": outgoing_pages.said_of(callback),
        "entries": outgoing_pages.entries_of(callback),
        "object_url": page_of(obj),
        "may_retry": request.actor.can("sync.retry"),
        "idle": idle,
    }
    if request.headers.get("HX-Target") == "callback-live":
        status = HTMX_STOP_POLLING if idle else 200
        return render(request, "sync/outgoing_detail.html#live", context, status=status)
    return render(request, "sync/outgoing_detail.html", context)


@require_POST
@member_required
def resend(request: MemberRequest, pk: int) -> HttpResponse:
    callback = get_object_or_404(_mine(request), pk=pk)
    services.resend_callback(callback=callback, actor=request.actor)
    messages.success(request, "It is being sent again.")
    return redirect("sync:outgoing_detail", pk)
