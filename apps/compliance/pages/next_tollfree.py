"""What happens next to a toll-free verification, and until when data that is asked for must come.

Source: Plivo docs, Toll-free verification. Waits: Plivo blog (one to two weeks), Plivo support (up
to six).
"""

from apps.compliance.choices import TollfreeStatus
from apps.compliance.models import TollfreeVerification
from apps.compliance.pages.next_step import (
    NextStep,
    correct_url,
    gone_step,
    sending_step,
    start_url,
    stuck_step,
)
from apps.compliance.services.tollfree import can_correct
from apps.core.actor import Actor
from apps.core.ui_words import exact, left
from apps.sync.models import Block

WAIT = "usually one to two weeks, at times up to six"


def deadline(verification: TollfreeVerification) -> str:
    """Reads "4 days left (until 27 Nov 2026, 14:03 UTC)"; "" when nothing is asked for."""
    time = verification.time_left
    if time is None or verification.update_by is None:
        return ""
    return f"{left(time)} (until {exact(verification.update_by)})"


def of_tollfree(verification: TollfreeVerification, actor: Actor) -> NextStep:
    if gone := gone_step(verification, "verification"):
        return gone
    may_file = actor.can("tollfree.submit")
    correct = correct_url("tollfree", verification)
    status = verification.status
    refused = verification.sync.blocked == Block.REJECTED
    until = deadline(verification)
    if refused and not verification.remote_id:
        return NextStep(
            "Plivo did not take this verification, so nobody is reviewing it. Correct what it "
            "names and file it again; it is free.",
            "Correct and file again" if may_file else "",
            post_url=correct,
            colour="red",
        )
    if refused and not can_correct(verification):
        said = str(verification.sync.detail.get("message") or "")
        quoted = f": “{said}”" if said else "."
        return NextStep(
            f"Plivo refused the correction{quoted} What it had before still stands. Correct it "
            "again." + (f" Supply the data: {until}." if until else ""),
            "Correct and resubmit" if may_file else "",
            post_url=correct,
            colour="red",
        )
    if stuck := stuck_step(verification):
        return stuck
    if status == TollfreeStatus.UPDATE_REQUIRED and _on_its_way(verification):
        return NextStep(f"Your correction is on its way to Plivo. {until}.", colour="blue")
    if status == TollfreeStatus.UPDATE_REQUIRED:
        return NextStep(
            f"Supply the data: {until}. "
            "After that Plivo rejects it, which is final for these use cases."
            if until
            else "Supply the data Plivo asks for. It gives six days, then it rejects the "
            "verification, which is final for these use cases.",
            "Correct and resubmit" if may_file else "",
            post_url=correct,
            colour="orange",
        )
    if status == TollfreeStatus.REJECTED:
        return NextStep(
            "A rejection is final for these use cases (Plivo docs). A new verification can name "
            "others, or another number; it starts from what you wrote here.",
            "File a new verification" if may_file else "",
            post_url=start_url("tollfree", again=verification.public_id),
            colour="red",
        )
    if status == TollfreeStatus.APPROVED:
        return NextStep(
            "Verified. The number may send what was filed, and nothing else.", colour="green"
        )
    if not verification.remote_id:
        return sending_step(verification, "verification", "once its company has reached Plivo")
    if status == TollfreeStatus.SUBMITTED and not _on_its_way(verification):
        return NextStep(
            f"Plivo and the carriers are reviewing it, {WAIT}. You need not do anything. If they "
            "ask for more data there are six days to supply it. Until they decide it can still "
            "be corrected; the review then begins anew.",
            colour="blue",
        )
    return NextStep(
        f"Plivo and the carriers are working on it, {WAIT}. You need not do anything.",
        colour="blue",
    )


def _on_its_way(verification: TollfreeVerification) -> bool:
    return verification.sync.sent < verification.sync.wanted
