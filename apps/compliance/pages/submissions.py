"""The filings of an object: which, who, when, for how much, and what was decided."""

from typing import Any

from apps.compliance.choices import SubmissionOutcome, Verdict
from apps.compliance.models import Submission
from apps.compliance.statuses import Badge
from apps.sync.mirrored import Mirrored


def submissions_of(obj: Mirrored) -> list[Any]:
    """Newest first; each has `badge`, what became of it."""
    rows: list[Any] = list(Submission.objects.filter(sync=obj.sync_id).order_by("-n"))
    for row in rows:
        row.badge = _badge(row)
    return rows


def _badge(row: Submission) -> Badge:
    if row.verdict == Verdict.APPROVED:
        return Badge("approved", "Approved", "green", "circle-check", True)
    if row.verdict == Verdict.DECLINED:
        return Badge("declined", "Declined", "red", "circle-x", True)
    if row.verdict == Verdict.RETURNED:
        return Badge("returned", "More data wanted", "orange", "pencil", True)
    if row.outcome == SubmissionOutcome.REFUSED:
        return Badge("refused", "Not taken", "red", "circle-x", True)
    if row.outcome == SubmissionOutcome.SUPERSEDED:
        return Badge("superseded", "Replaced before it was sent", "secondary", "history", True)
    if row.outcome == SubmissionOutcome.ACCEPTED:
        return Badge("review", "Under review", "blue", "clock", False)
    if row.sent_at:
        return Badge("sent", "Sent", "blue", "send", False)
    return Badge("open", "Not sent yet", "secondary", "clock-pause", False)
