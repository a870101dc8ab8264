"""What is filed and decided on: each send is a Submission, its answer a receipt."""

from datetime import datetime
from typing import Any, TypeVar

from apps.compliance.mirrors.common import drop_unanswered, note_accepted, note_sent
from apps.sync.mirror import Act, Mirror
from apps.sync.mirrored import Mirrored
from apps.sync.models import Attempt
from apps.upstream.plivo import PlivoClient

M = TypeVar("M", bound=Mirrored)


class JudgedMirror(Mirror[M, PlivoClient]):
    def starting(self, obj: M, act: Act, now: datetime) -> None:
        note_sent(act.submission, now)

    def accepted(self, obj: M, attempt: Attempt, body: dict[str, Any], asked_at: datetime) -> bool:
        note_accepted(attempt.key.get("submission"), asked_at)
        if attempt.verb == "resubmit":
            # Its answer may still tell the old decision (Plivo docs, update campaign), and what a
            # look-up found may be from before: the look tells.
            self.set_status(obj, self.receipt_status, asked_at)
            return False
        return super().accepted(obj, attempt, body, asked_at)

    def matched(self, obj: M, attempt: Attempt, now: datetime) -> None:
        note_accepted(attempt.key.get("submission"), now)

    def retire(self, obj: M) -> None:
        drop_unanswered(obj.sync)
        super().retire(obj)
