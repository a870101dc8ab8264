"""Where does this policy deliver? Countries by channels; the filters live in the address."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from apps.accounts.access import MemberRequest, member_required
from apps.policies.forms.simulator_coverage import Shown, read
from apps.policies.pages import simulator_coverage as pages
from apps.policies.questions import table
from apps.policies.views import policy_find as find


@member_required
def coverage(request: MemberRequest, public_id: str) -> HttpResponse:
    """The page, or for htmx its table."""
    row = find.policy(request, public_id)
    if not row.live or row.retiring:
        raise Http404
    whole = table(row)
    shown: Shown = read(request.GET)
    kept = shown.kept(whole)
    total = sum(len(rows) for _, rows in whole.regions)
    context: dict[str, Any] = {
        "obj": row,
        "summary": pages.summary_of(whole),
        "heads": pages.heads(shown.channels),
        "regions": pages.regions_of(whole, row, shown.channels, kept),
        "filtered": len(kept) < total or shown.asked,
        "filters": shown.chips(),
        "total_text": f"{len(kept)} of {total} countries",
        "noun": "countries",
        "hx_target": "#rows",
        "wide": True,
    }
    partial = "#rows" if request.headers.get("HX-Target") == "rows" else ""
    return render(request, f"policies/coverage.html{partial}", context)
