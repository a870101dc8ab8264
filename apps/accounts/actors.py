"""From an HTTP request to the Actor that services take."""

from dataclasses import replace

from django.http import HttpRequest

from apps.accounts.models import Membership
from apps.accounts.permissions import RIGHTS
from apps.core.actor import Actor

SESSION_KEY = "organization"


def membership_of(request: HttpRequest) -> Membership | None:
    """The person's membership in the organisation chosen in this session, else the first."""
    if not request.user.is_authenticated:
        return None
    mine = Membership.objects.select_related("organization", "user").filter(user=request.user)
    chosen = request.session.get(SESSION_KEY)
    found = mine.filter(organization_id=chosen).first() if chosen else None
    return found or mine.order_by("organization__name").first()


def actor_for(request: HttpRequest) -> Actor:
    membership = (
        membership_of(request) if not hasattr(request, "membership") else request.membership
    )
    user = request.user
    request_id = getattr(request, "id", "")
    if not user.is_authenticated:
        return Actor(kind="user", label="anonymous", request_id=request_id)
    person = Actor(
        kind="user",
        label=str(user),
        id=user.pk,
        request_id=request_id,
        ip=request.META.get("REMOTE_ADDR") or None,
        email=user.email,
    )
    if not membership:
        return person
    return replace(
        person,
        organization_id=membership.organization_id,
        role=membership.role,
        rights=RIGHTS[membership.role],
    )


def actor_of(membership: Membership, *, request_id: str = "") -> Actor:
    """The actor of a member acting outside a request (commands, tests, a seed)."""
    return Actor(
        kind="user",
        label=str(membership.user),
        id=membership.user_id,
        organization_id=membership.organization_id,
        role=membership.role,
        rights=RIGHTS[membership.role],
        request_id=request_id,
        email=membership.user.email,
    )
