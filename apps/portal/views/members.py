"""Who works in the organisation, and as what."""

from django.http import HttpResponse
from django.shortcuts import render

from apps.accounts.access import MemberRequest, member_required
from apps.accounts.models import Membership, Role

MAY = {
    Role.OWNER: (
        "Files registrations, manages connections, API credentials and people, reads the audit."
    ),
    Role.ADMIN: "Files registrations, manages connections and API credentials, reads the audit.",
    Role.FILER: "Files and corrects registrations.",
    Role.VIEWER: "Sees everything, changes nothing.",
}


@member_required
def member_list(request: MemberRequest) -> HttpResponse:
    mine = Membership.objects.filter(organization=request.actor.organization_id)
    members = [
        {
            "name": member.user.name or member.user.email,
            "email": member.user.email,
            "role": member.get_role_display(),
            "may": MAY[Role(member.role)],
            "since": member.created_at,
            "me": member.user_id == request.user.pk,
        }
        for member in mine.select_related("user").order_by("user__name", "user__email")
    ]
    return render(request, "portal/member_list.html", {"members": members})
