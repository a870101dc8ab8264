"""What the mirrors of Plivo's resources share."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from apps.compliance.choices import SubmissionOutcome, Verdict
from apps.compliance.models import Submission
from apps.core.clock import db_now
from apps.sync.models import Block, Sync


def moment(value: Any) -> datetime | None:
    """A time with its zone as the provider tells it; None for anything else, 30 February too."""
    try:
        said = parse_datetime(str(value or ""))
    except ValueError:
        return None
    return said if said and said.tzinfo else None


def created_since(body: dict[str, Any], not_before: str, name: str = "created_at") -> bool:
    """Whether a body was not made before the send; one that does not tell when may be ours."""
    created, earliest = moment(body.get(name)), moment(not_before)
    return created is None or earliest is None or created >= earliest


def digits(value: Any) -> str:
    return "".join(c for c in str(value or "") if c.isdigit())


def matching(
    bodies: Iterable[Any], id_key: str, taken: frozenset[str], key: dict[str, Any], *same: str
) -> list[dict[str, Any]]:
    """The bodies that could be the object sent with `key`, without those other rows have."""
    return [
        body
        for body in bodies
        if isinstance(body, dict)
        and str(body.get(id_key) or "") not in taken
        and all(str(body.get(name) or "") == str(key.get(name) or "") for name in same)
        and created_since(body, str(key.get("not_before") or ""))
    ]


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
