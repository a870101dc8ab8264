"""The wire's record: what each exchange of a round brought, secrets out."""

from datetime import datetime, timedelta
from typing import Any

from apps.core.clock import db_now
from apps.sync import lane
from apps.sync.claim import Round
from apps.sync.models import Attempt, Outcome, Sync
from apps.upstream.client import parse
from apps.upstream.http import Exchange
from apps.upstream.redact import redact


def record(
    visit: Round, exchanges: list[Exchange], error: BaseException | None, sync: Sync
) -> None:
    """Puts the answer on the write's Attempt; adds one for each reading."""
    now = db_now()
    if exchanges:
        lane.note_clock(sync.configuration, exchanges[-1], now)
    for done in exchanges:
        if visit.attempt and visit.act and done.method == visit.act.method:
            said = _said(done, now, error)
            for name, value in said.items():
                setattr(visit.attempt, name, value)
            visit.attempt.save(update_fields=list(said))
        else:
            record_reading(
                done,
                ended_at=now,
                error=error,
                configuration_id=sync.configuration_id,
                sync=sync,
                claim_no=visit.claim.claim_no,
                generation=sync.wanted,
                verb=visit.purpose,
            )


def record_reading(
    done: Exchange, *, ended_at: datetime, error: BaseException | None = None, **of: Any
) -> None:
    """Adds the Attempt of a GET; `of` are its own columns: configuration, verb, sync."""
    Attempt.objects.create(
        method=done.method,
        path=done.path[:300],
        outcome=Outcome.DONE if done.status and done.status < 300 else Outcome.UNAVAILABLE,
        started_at=ended_at - timedelta(seconds=done.seconds),
        **_said(done, ended_at, error),
        **of,
    )


def _said(done: Exchange, ended_at: datetime, error: BaseException | None) -> dict[str, Any]:
    answer = _answer(done)
    return {
        "status": done.status,
        "answer": answer,
        "request_id": str(
            answer.get("api_id") or answer.get("apiId") or done.headers.get("correlation-id") or ""
        )[:64],
        "seconds": done.seconds,
        "ended_at": ended_at,
        "note": done.error or (str(error) if error else ""),
    }


def _answer(done: Exchange) -> dict[str, Any]:
    body = parse(done.content)
    if body is None:
        body = {"text": done.content[:2000].decode("utf-8", "replace").replace("\x00", "")}
    return dict(redact(body))
