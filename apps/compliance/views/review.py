"""The last page of a filing: everything on one page, what it costs, one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from apps.accounts.access import MemberRequest, right_required
from apps.compliance.filing.base import Filing
from apps.compliance.filing.brand import BrandFiling
from apps.compliance.filing.kinds import filing_of
from apps.compliance.filing.send import send
from apps.compliance.pages.facts import of_profile
from apps.compliance.pages.fees import dollars
from apps.compliance.pages.header import declines_of
from apps.compliance.views import find
from apps.core.errors import Conflict, Invalid, Refused

DONE = {
    "profile": "Saved. It is on its way to Plivo.",
    "brand": "Filed. It goes to Plivo now; this page follows it.",
    "tollfree": "Filed. It goes to Plivo now; this page follows it.",
    "campaign": "Filed. It goes to Plivo now; this page follows it.",
}


@never_cache
@right_required("draft.edit")
def review(request: MemberRequest, pk: int) -> HttpResponse:
    row = find.draft(request, pk)
    filing = filing_of(row, find.actor_of(request))
    if request.method != "POST":
        return _page(request, filing)
    if filing.fee and request.POST.get("agree") != "yes":
        words = f"Tick the box to agree to the fee of {dollars(filing.fee)}."
        return _page(request, filing, refusal=words, at="id_agree", status=422)
    asked = request.POST.get("version", "")
    version = int(asked) if asked.isdecimal() else None
    try:
        obj = send(draft=row, version=version, actor=filing.actor)
    except Invalid as error:
        return _page(request, filing, errors=error.errors, status=422)
    except (Conflict, Refused) as error:
        return _page(request, filing, refusal=str(error), status=409)
    messages.success(request, DONE[filing.kind])
    return redirect(obj)


def _page(
    request: MemberRequest,
    filing: Filing,
    *,
    errors: dict[str, list[str]] | None = None,
    refusal: str = "",
    at: str = "",
    status: int = 200,
) -> HttpResponse:
    """`errors` came back from the service; they beat what the draft alone shows."""
    found = errors if errors is not None else filing.review.errors
    context: dict[str, Any] = {
        "filing": filing,
        "draft": filing.draft,
        "nav_steps": filing.nav(None),
        "sections": filing.sections(),
        "problems": filing.problems(found),
        "advice": filing.advice(),
        "bubbles": filing.bubbles(),
        "estimate": filing.estimate,
        "fee": filing.fee,
        "refusal": refusal,
        "refusal_at": at,
        "declines": declines_of(filing.subject) if filing.subject else [],
        "company": filing.profile if isinstance(filing, BrandFiling) else None,
        "wide": True,
    }
    if context["company"]:
        context["judged"] = of_profile(context["company"])
    return render(request, "compliance/filing_review.html", context, status=status)
