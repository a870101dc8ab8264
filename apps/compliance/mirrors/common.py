"""What the mirrors of Plivo's resources share."""

from datetime import datetime
from typing import Any

from apps.compliance.choices import SubmissionOutcome, Verdict
from apps.compliance.models import Submission
from apps.core.clock import db_now
from apps.sync.models import Block, Sync


def digits(value: Any) -> str:
    return "".join(c for c in str(value or "") if c.isdigit())


def open_submission(sync: Sync) -> Submission | None:
    """The paid send that is wanted, approved and not yet answered; at most one exists."""
    return Submission.objects.filter(sync=sync, outcome="", approved_at__isnull=False).first()


def note_sent(submission_id: int | None, now: datetime) -> None:
    if submission_id:
        Submission.objects.filter(pk=submission_id, sent_at__isnull=True).update(sent_at=now)


def note_accepted(submission_id: int | None, now: datetime) -> None:
    if submission_id:
        Submission.objects.filter(pk=submission_id, outcome="").update(
            outcome=SubmissionOutcome.ACCEPTED, answered_at=now
        )


def drop_unanswered(sync: Sync) -> None:
    """The open filing will not be sent: refused by the provider, else replaced before it left."""
    refused = sync.blocked == Block.REJECTED
    outcome = SubmissionOutcome.REFUSED if refused else SubmissionOutcome.SUPERSEDED
    Submission.objects.filter(sync=sync).unanswered().update(outcome=outcome)


def note_verdict(sync: Sync, verdict: str, words: str, now: datetime) -> None:
    """The carriers' decision on the newest accepted submission; asking for data decides nothing."""
    newest = Submission.objects.filter(sync=sync, outcome="accepted").order_by("-n").first()
    if newest and newest.verdict in (Verdict.OPEN, Verdict.RETURNED):
        newest.verdict, newest.verdict_at, newest.words = verdict, now, words
        newest.save(update_fields=["verdict", "verdict_at", "words"])


def told(event: str, status: str | None, **more: str) -> dict[str, str] | None:
    """A callback's parameters, empty ones left out; None without a status.

    Plivo docs, 10DLC callbacks, name events and statuses; the other names are ours
    (docs/callbacks.md).
    """
    if not status:
        return None
    given = {"event": event, "status": status, **more}
    at = db_now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return {name: value for name, value in given.items() if value} | {"timestamp": at}
