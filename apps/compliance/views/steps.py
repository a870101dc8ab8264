"""One step of a filing: shown, saved as it is typed, and left by a button."""

import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, member_required, right_required
from apps.compliance.filing.base import SEEN, TAB, Filing
from apps.compliance.filing.kinds import filing_of
from apps.compliance.forms import FilingForm, Step
from apps.compliance.models import Draft
from apps.compliance.pages.header import declines_of
from apps.compliance.services.draft import discard_draft, save_draft
from apps.compliance.views import find
from apps.compliance.views.uploads import LINKS, changes_files, keep_files
from apps.core.errors import Conflict


@member_required
def draft(request: MemberRequest, pk: int) -> HttpResponse:
    """Goes to the first step that is not done."""
    filing = filing_of(find.draft(request, pk), find.actor_of(request))
    return redirect(filing.url(filing.first_open()))


@never_cache
@right_required("draft.edit")
def step(request: MemberRequest, pk: int, slug: str) -> HttpResponse:
    row = find.draft(request, pk)
    filing, current = _step(request, row, slug)
    if request.method != "POST":
        # A step somebody has left before says at once what is wrong with it.
        form = filing.judged(current) if slug in filing.seen else filing.form(current)
        return _page(request, filing, current, form)
    return _leave(request, row, filing, current)


def _leave(request: MemberRequest, row: Draft, filing: Filing, current: Step) -> HttpResponse:
    """Keeps what was typed first, whatever it is worth; only "next" asks whether it is right."""
    values = filing.typed(current, request.POST)
    refused = keep_files(request, values)
    go = "save" if "drop" in request.POST else request.POST.get("go", "next")
    # Who only uploads a file has not left the step, so its gaps are no complaints yet.
    left = values if go == "save" else {**values, SEEN: sorted({*filing.seen, current.slug})}
    try:
        row = _save(request, row, left)
    except Conflict as conflict:
        filing = filing_of(row, filing.actor, values)
        form = filing.judged(current)
        return _page(request, filing, current, form, conflict=conflict, status=409)
    filing = filing_of(row, filing.actor)
    if refused:
        form = filing.judged(current)
        form.is_valid()
        for words in refused:
            form.add_error(LINKS, words)
        return _page(request, filing, current, form, status=422)
    if go == "back":
        return redirect(filing.url(filing.before(current) or current))
    if go == "leave":
        return redirect(f"compliance:{row.kind}_list")
    if go == "save":
        return redirect(filing.url(current))
    if go.startswith("to:"):
        return redirect(filing.url(filing.step(go[3:])))
    form = filing.judged(current)
    if not form.is_valid():
        return _page(request, filing, current, form, status=422)
    save_draft(draft=row, values=form.values, version=None, actor=filing.actor)
    return redirect(filing.url(filing.after(current)))


@never_cache
@require_POST
@right_required("draft.edit")
def save(request: MemberRequest, pk: int, slug: str) -> HttpResponse:
    """Autosave: answers with "Saved 12:03", the new version, and the panel as it is now."""
    row = find.draft(request, pk)
    filing, current = _step(request, row, slug)
    values = filing.typed(current, request.POST)
    refused = keep_files(request, values)
    try:
        row = _save(request, row, values)
    except Conflict as conflict:
        context = {"conflict": conflict, "current_version": conflict.current_version}
        return render(request, "compliance/filing_conflict.html", context)
    if not request.headers.get("HX-Request"):
        return redirect(filing.url(current))
    filing = filing_of(row, filing.actor)
    context = {**_panel(filing, current), "saved_at": row.updated_at, "oob": True}
    if changes_files(request):
        context |= {"form": filing.form(current), "refused": refused}
    return render(request, "compliance/filing_saved.html", context)


@right_required("draft.edit")
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    row = find.draft(request, pk)
    filing = filing_of(row, find.actor_of(request))
    if request.method == "POST":
        discard_draft(draft=row, actor=find.actor_of(request))
        return redirect(f"compliance:{filing.kind}_list")
    context = {
        "filing": filing,
        "cancel_url": reverse("compliance:draft", args=[pk]),
    }
    return render(request, "compliance/draft_discard.html", context)


def _step(request: MemberRequest, row: Draft, slug: str) -> tuple[Filing, Step]:
    filing = filing_of(row, find.actor_of(request))
    current = filing.step(slug)
    if current is None:
        raise Http404
    if request.method == "POST":
        # What is typed decides what the other fields may be: the brand, its use cases.
        filing = filing_of(row, filing.actor, filing.typed(current, request.POST))
    return filing, current


def _save(request: MemberRequest, row: Draft, values: dict[str, Any]) -> Draft:
    """Saves over what this window has seen. Its own earlier saves are no conflict, even one whose
    answer has not come back yet."""
    tab = request.POST.get("tab", "")[:32]
    asked = request.POST.get("version", "")
    seen = int(asked) if asked.isdecimal() else row.version
    if tab and row.data.get(TAB) == tab:
        seen = row.version
    actor = find.actor_of(request)
    return save_draft(draft=row, values={**values, TAB: tab}, version=seen, actor=actor)


def _panel(filing: Filing, current: Step | None) -> dict[str, Any]:
    return {
        "filing": filing,
        "draft": filing.draft,
        "current": current,
        "nav_steps": filing.nav(current),
        "findings": filing.findings(),
        "gaps": [(each.title, filing.url(each), count) for each, count in filing.gaps()],
        "bubbles": filing.bubbles(),
        "estimate": filing.estimate,
    }


def _page(
    request: MemberRequest,
    filing: Filing,
    current: Step,
    form: FilingForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    position = filing.steps.index(current) + 1
    context = {
        **_panel(filing, current),
        "form": form,
        "saved_at": filing.draft.updated_at,
        "tab": secrets.token_hex(8),
        "version": filing.draft.version,
        "conflict": conflict,
        "current_version": conflict.current_version if conflict else None,
        "position": position,
        "step_count": len(filing.steps),
        "back": filing.before(current),
        "is_last": filing.after(current) is None,
        "declines": declines_of(filing.subject) if filing.subject else [],
        "save_url": reverse("compliance:save", args=[filing.draft.pk, current.slug]),
        "wide": True,
    }
    return render(request, "compliance/filing_step.html", context, status=status)
