"""Where is it?"""

from django.http import HttpResponse
from django.shortcuts import render

from apps.accounts.access import MemberRequest, member_required
from apps.portal.searching import PER_GROUP, SHORTEST
from apps.portal.searching import search as find


@member_required
def search(request: MemberRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    groups = find(words, request.actor)
    count = sum(len(group.hits) for group in groups)
    context = {
        "words": words,
        "groups": groups,
        "count": count,
        "too_short": 0 < len(words) < SHORTEST,
        "per_group": PER_GROUP,
    }
    return render(request, "portal/search.html", context)
