"""Paid filings: one frozen snapshot per send, at most one without an answer."""

from decimal import Decimal
from typing import Any

from apps.compliance.choices import SubmissionAct
from apps.compliance.mirrors.common import drop_unanswered
from apps.compliance.models import Submission
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Refused
from apps.sync.mirrored import Mirrored
from apps.sync.models import Attempt, Sync


def request_submission(
    *, obj: Mirrored, act: SubmissionAct, snapshot: dict[str, Any], fee: Decimal, actor: Actor
) -> Submission:
    """Files `snapshot` next; call it with `obj` locked. One that was never sent is superseded.

    Refused while the provider may be working on an earlier one: a second send could be charged.
    """
    sync = Sync.objects.select_for_update(no_key=True).get(pk=obj.sync_id)
    if Attempt.objects.open_write(sync):
        raise Refused(
            "This is being filed right now. Wait for Plivo's answer; what you typed is kept."
        )
    drop_unanswered(sync)
    newest = Submission.objects.filter(sync=sync).order_by("-n").first()
    now = db_now()
    return Submission.objects.create(
        sync=sync,
        n=newest.n + 1 if newest else 1,
        act=act,
        snapshot=snapshot,
        fee=fee,
        requested_by=actor.label,
        requested_at=now,
        approved_by=actor.label,
        approved_at=now,
    )
