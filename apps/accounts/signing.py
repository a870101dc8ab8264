"""Who came in, who went, and who tried to: what the audit keeps of sessions.

An entry stands in the audit of the organisation a session works in, so nobody learns from it what
else a person belongs to. It is about the person and keeps no password.
"""

from datetime import timedelta

from apps.accounts.models import Membership, User
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.models import Event

FAILED = "sign_in_failed"
# Somebody who guesses passwords must not be able to fill the audit as well.
FAILURES_KEPT = 10
FAILURES_WITHIN = timedelta(minutes=15)
LAST_KEPT = (
    f"The {FAILURES_KEPT}th failure within {FAILURES_WITHIN.seconds // 60} minutes. "
    "More of them are not listed."
)


def signed_in(*, user: User, actor: Actor) -> None:
    events.record(user, "signed_in", actor=actor)


def signed_out(*, user: User, actor: Actor) -> None:
    events.record(user, "signed_out", actor=actor)


def switched(*, user: User, actor: Actor, to: int) -> None:
    """From the actor's organisation to another of the person's; neither is told which."""
    if to != actor.organization_id:
        events.record(user, "switched_away", actor=actor)
        events.record(user, "switched_here", actor=actor, organization_id=to)


def sign_in_failed(*, email: str, request_id: str, ip: str | None) -> None:
    """Kept for every organisation of the person, ten a quarter of an hour at most.

    An address nobody has is not kept: it may be a password typed into the wrong field.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        return
    now = db_now()
    lately = Event.objects.filter(
        subject_kind=user._meta.label_lower,
        subject_id=user.pk,
        verb=FAILED,
        at__gt=now - FAILURES_WITHIN,
    )
    somebody = Actor(kind="user", label="Somebody", request_id=request_id, ip=ip, email=user.email)
    memberships = Membership.objects.filter(user=user)
    for organization_id in memberships.values_list("organization_id", flat=True):
        before = lately.filter(organization_id=organization_id).count()
        if before < FAILURES_KEPT:
            text = LAST_KEPT if before == FAILURES_KEPT - 1 else ""
            events.record(user, FAILED, actor=somebody, text=text, organization_id=organization_id)
