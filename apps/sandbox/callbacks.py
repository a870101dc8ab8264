"""Status callbacks: what is said, when, and the retries.

For 10DLC Plivo documents the statuses and the retry times but not the parameter names: `event`,
`status`, `timestamp` and the ids below are this double's assumption. For toll-free verification
it documents the four parameters; that they are retried and signed alike is assumed.
"""

import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from django.db.models import F

from apps.sandbox import signing
from apps.sandbox.models import Delivery, Resource
from apps.sandbox.store import iso, real_now, turn

# Seconds to the second, third and fourth try (Plivo docs, 10DLC callbacks).
RETRIES = (60, 120, 240)
TIMEOUT = 5

BRAND = {"PROCESSING": "created", "COMPLETED": "registered", "FAILED": "rejected"}
CAMPAIGN = {"PROCESSING": "created", "ACTIVE": "registered", "FAILED": "rejected"}


def brand(row: Resource, at: float) -> None:
    reasons = row.body.get("declined_reasons") or [{}]
    _event(
        row,
        at,
        event="brand",
        status=BRAND[row.state],
        brand_id=row.remote_id,
        profile_uuid=row.parent,
        error_code=reasons[0].get("code", ""),
        error_reason=reasons[0].get("message", ""),
    )


def campaign(row: Resource, at: float) -> None:
    _event(
        row,
        at,
        event="campaign",
        status=CAMPAIGN[row.state],
        campaign_id=row.remote_id,
        brand_id=row.parent,
        error_code=row.body.get("error_code", ""),
        error_reason=row.body.get("error_reason", ""),
    )


def link(row: Resource, at: float, status: str) -> None:
    _event(
        row,
        at,
        event="number_linking",
        status=status,
        campaign_id=row.parent,
        number=row.remote_id,
    )


def unlink(row: Resource, at: float, status: str) -> None:
    _event(
        row,
        at,
        event="number_unlinking",
        status=status,
        campaign_id=row.parent,
        number=row.remote_id,
    )


def tollfree(row: Resource, at: float) -> None:
    params = {name: row.body.get(name, "") for name in ("number", "status", "error_message")}
    _queue(row, at, {"uuid": row.remote_id, **params})


def _event(row: Resource, at: float, **params: str) -> None:
    given = {key: value for key, value in params.items() if value}
    _queue(row, at, given | {"timestamp": iso(at) or ""})


def _queue(row: Resource, at: float, params: dict[str, str]) -> None:
    if not row.callback_url:
        return
    Delivery.objects.create(
        account=row.account,
        kind=row.kind,
        remote_id=row.remote_id,
        url=row.callback_url,
        method=row.callback_method,
        params=params,
        due_at=at,
        created_at=at,
    )


def due() -> list[Delivery]:
    """Deliveries whose time has come on their world's clock, oldest first."""
    return list(
        Delivery.objects.select_related("account")
        .filter(state=Delivery.PENDING, due_at__lte=real_now() + F("account__offset"))
        .order_by("id")[:500]
    )


def deliver(delivery: Delivery) -> None:
    """Try once, and note what came back. Anything but 200 is tried again three times."""
    status, error = _send(delivery)
    with turn():
        current = Delivery.objects.select_related("account").filter(pk=delivery.pk).first()
        if current is None or current.state != Delivery.PENDING:
            return
        at = real_now() + current.account.offset
        current.tries = [
            *current.tries,
            {"at": iso(at), "status": status, "error": error},
        ]
        if status == 200:
            current.state = Delivery.DELIVERED
        elif len(current.tries) > len(RETRIES):
            current.state = Delivery.GIVEN_UP
        else:
            current.due_at = at + RETRIES[len(current.tries) - 1]
        current.save(update_fields=["tries", "state", "due_at"])


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def _send(delivery: Delivery) -> tuple[int | None, str]:
    """(status or None, error)."""
    url, data = delivery.url, None
    encoded = urllib.parse.urlencode(delivery.params)
    head = signing.headers(
        method=delivery.method,
        url=url,
        params=delivery.params,
        token=delivery.account.token,
    )
    head["User-Agent"] = "plivo-sandbox"
    if delivery.method == "GET":
        parts = urllib.parse.urlsplit(url)
        query = f"{parts.query}&{encoded}" if parts.query else encoded
        url = parts._replace(query=query, fragment="").geturl()
    else:
        data = encoded.encode()
        head["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        request = urllib.request.Request(url, data=data, headers=head, method=delivery.method)
        with _opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code, ""
    # A receiver can break in any way; a broken one must not stop the others' callbacks.
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"[:300]
