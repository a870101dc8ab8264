"""The wire's record: what each exchange of a round brought, secrets out."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from apps.core.clock import db_now
from apps.sync import lane
from apps.sync.claim import Round
from apps.sync.models import Attempt, Outcome, Sync
from apps.upstream.http import Exchange
from apps.upstream.plivo import parse
from apps.upstream.redact import redact


def record(
    visit: Round, exchanges: list[Exchange], error: BaseException | None, sync: Sync
) -> None:
    """Puts the answer on the write's Attempt; adds one for each reading."""
    now = db_now()
    if exchanges:
        lane.note_clock(sync.configuration, exchanges[-1], now)
    for done in exchanges:
        answer = _answer(done)
        said: dict[str, Any] = {
            "status": done.status,
            "answer": answer,
            "request_id": str(answer.get("api_id") or answer.get("apiId") or "")[:64],
            "seconds": done.seconds,
            "ended_at": now,
            "note": done.error or (str(error) if error else ""),
        }
        if visit.purpose == "write" and visit.attempt:
            for name, value in said.items():
                setattr(visit.attempt, name, value)
            visit.attempt.save(update_fields=list(said))
        else:
            Attempt.objects.create(
                configuration_id=sync.configuration_id,
                sync=sync,
                claim_no=visit.claim.claim_no,
                generation=sync.wanted,
                verb=visit.purpose,
                method=done.method,
                path=urlsplit(done.url).path.partition("/Account/")[2].partition("/")[2],
                outcome=Outcome.DONE if done.status and done.status < 300 else Outcome.UNAVAILABLE,
                started_at=now - timedelta(seconds=done.seconds),
                **said,
            )


def _answer(done: Exchange) -> dict[str, Any]:
    body = parse(done.content)
    if body is None:
        body = {"text": done.content[:2000].decode("utf-8", "replace").replace("\x00", "")}
    return dict(redact(body))
