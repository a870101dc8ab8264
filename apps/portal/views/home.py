"""What needs me now?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.access import member_required
from apps.portal.context import frame_of
from apps.portal.home import Home


@member_required
def home(request: HttpRequest) -> HttpResponse:
    page = Home(request.actor, frame_of(request).paused)  # type: ignore[attr-defined]
    context = {
        "needs": page.needs(),
        "reviews": page.reviews(),
        "drafts": page.drafts(),
        "changes": page.changes(),
        "steps": page.steps(),
    }
    return render(request, "portal/home.html", context)
