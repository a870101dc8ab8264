"""Why the provider has not got a change, and what a person can do about it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_htmx.http import HTMX_STOP_POLLING

from apps.accounts.access import MemberRequest, member_required
from apps.sync import services
from apps.sync.filters import STATES, SyncFilter, listed
from apps.sync.models import Hold, Sync
from apps.sync.outgoing_pages import told_about
from apps.sync.pages import attach, being_read, describe, drift_rows, kind_choices, objects_of
from apps.sync.registry import mirror_for
from apps.sync.timeline import callbacks_of, request_entries

PER_PAGE = 25
CHOOSING = (Hold.SEVERAL, Hold.ID_CLASH, Hold.UNCONFIRMED)


def _mine(request: MemberRequest) -> Any:
    return Sync.objects.visible_to(request.actor)


def _sync(request: MemberRequest, pk: int) -> Sync:
    return get_object_or_404(_mine(request).select_related("configuration__lane"), pk=pk)


@member_required
def sync_list(request: MemberRequest) -> HttpResponse:
    everything = listed(_mine(request))
    found = SyncFilter(request.GET, queryset=everything).qs
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = attach(page.object_list)
    blocked = list(
        everything.exclude(blocked="").order_by().values("kind").annotate(count=Count("pk"))
    )
    names = dict(kind_choices())
    context = {
        "page": page,
        "filters": _chips(names),
        "total_text": f"{page.paginator.count} not in sync",
        "blocked": [{**row, "label": names.get(row["kind"], row["kind"])} for row in blocked],
        "may_retry": request.actor.can("sync.retry"),
        "hx_target": "#sync-rows",
    }
    partial = "#rows" if request.headers.get("HX-Target") == "sync-rows" else ""
    return render(request, f"sync/sync_list.html{partial}", context)


def _chips(names: dict[str, str]) -> list[dict[str, Any]]:
    states = [{"value": value, "label": label} for value, (label, _) in STATES.items()]
    kinds = [{"value": value, "label": label} for value, label in names.items()]
    return [
        {"name": "state", "label": "State", "options": [{"value": "", "label": "All"}, *states]},
        {"name": "kind", "label": "Kind", "options": [{"value": "", "label": "All"}, *kinds]},
    ]


@member_required
def sync_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The page; asked by htmx, its live part alone, with 286 once nothing moves any more."""
    sync = _sync(request, pk)
    mirror = mirror_for(sync.kind)
    obj = objects_of(sync.kind).filter(sync=sync).first()
    describe(sync, obj)
    idle = not moving(sync)
    actor = request.actor
    context = {
        "sync": sync,
        "obj": obj,
        "provider": mirror.provider,
        "entries": request_entries(sync),
        "callbacks": callbacks_of(sync),
        "told": told_about(sync),
        "drift": drift_rows(sync),
        "gone": bool(sync.hold == Hold.DRIFT and sync.detail.get("gone")),
        "choosing": sync.hold in CHOOSING,
        "candidates": sync.detail.get("candidates") or [],
        "can_push": obj is not None and sync.hold == Hold.DRIFT and mirror.can_push(obj),
        "may_retry": actor.can("sync.retry"),
        "may_decide": actor.can(mirror.decided_by),
        "idle": idle,
    }
    if request.headers.get("HX-Target") == "sync-live":
        status = HTMX_STOP_POLLING if idle else 200
        return render(request, "sync/sync_detail.html#live", context, status=status)
    return render(request, "sync/sync_detail.html", context)


def moving(sync: Sync) -> bool:
    """Whether the next seconds may change what the page shows; what waits may wait for weeks."""
    lane = getattr(sync.configuration, "lane", None)
    stopped = bool(lane and lane.paused_at) or bool(sync.waits_for_id)
    return not stopped and (sync.state in ("waiting", "sending", "checking") or being_read(sync))


@require_POST
@member_required
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    services.retry_sync(sync=_sync(request, pk), actor=request.actor)
    messages.success(request, "It is being sent again.")
    return redirect("sync:detail", pk)


@require_POST
@member_required
def retry_many(request: MemberRequest) -> HttpResponse:
    """Every blocked row of one kind (`kind`), or of all kinds."""
    rows = _mine(request).exclude(blocked="")
    kind = request.POST.get("kind", "")
    if kind:
        rows = rows.filter(kind=kind)
    count = services.retry_all(syncs=rows, actor=request.actor)
    messages.success(request, f"{count} {'is' if count == 1 else 'are'} being sent again.")
    return redirect("sync:list")


@require_POST
@member_required
def refresh(request: MemberRequest, pk: int) -> HttpResponse:
    sync = _sync(request, pk)
    services.refresh(sync=sync, actor=request.actor)
    messages.success(request, f"{mirror_for(sync.kind).provider} is being asked again.")
    return redirect("sync:detail", pk)


@require_POST
@member_required
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """`choice` is theirs, ours or match; a match names `remote_id`, empty for none of them.

    `next` is the page to go back to, the delivery's own without it.
    """
    sync, actor = _sync(request, pk), request.actor
    actor.require(mirror_for(sync.kind).decided_by)
    choice = request.POST.get("choice")
    if choice == "theirs":
        services.take_theirs(sync=sync, actor=actor)
        messages.success(request, "Their version counts from now on.")
    elif choice == "ours":
        services.push_ours(sync=sync, actor=actor)
        messages.success(request, "Our version is being sent.")
    elif choice == "match" and "remote_id" in request.POST:
        services.choose_match(sync=sync, remote_id=request.POST["remote_id"], actor=actor)
        messages.success(request, "Decided. Linecheck goes on from there.")
    else:
        messages.error(request, "Nothing was decided: choose one of the answers first.")
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("sync:detail", pk)
