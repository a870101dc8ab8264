"""What needs me now?"""

from django.http import HttpResponse
from django.shortcuts import render

from apps.accounts.access import MemberRequest, member_required
from apps.portal.context import frame_of
from apps.portal.home import Home


@member_required
def home(request: MemberRequest) -> HttpResponse:
    page = Home(request.actor, frame_of(request).connections)
    context = {
        "needs": page.needs(),
        "reviews": page.reviews(),
        "drafts": page.drafts(),
        "changes": page.changes(),
        "steps": page.steps(),
    }
    return render(request, "portal/home.html", context)
