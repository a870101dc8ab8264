"""The control API below /_control/: what tests and the console's sandbox page ask of the double.

No credentials, loopback clients only. Every call takes the account as `?account=` or, where it
has a body, as its `account`. Errors are `{"error"}` with status 400, 403, 404 or 405.
"""

import functools
import ipaddress
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse

from apps.sandbox import drifts, faults, gate, lifecycle, limits, magic, worlds
from apps.sandbox.models import (
    Account,
    Clock,
    Delivery,
    Fault,
    Payment,
    RequestLog,
    Resource,
)
from apps.sandbox.pingone import drifts as pingone_drifts
from apps.sandbox.pingone import environments
from apps.sandbox.plivo.common import public
from apps.sandbox.store import iso, real_now, turn
from apps.sandbox.validation.reader import Invalid, Refusal

View = Callable[..., dict[str, Any]]
# The names of the lists that `objects` answers.
LISTS = {
    "profile": "profiles",
    "brand": "brands",
    "campaign": "campaigns",
    "link": "links",
    "number": "numbers",
    "tollfree": "tollfrees",
}
PINGONE_LISTS = {"setting": "settings", "policy": "policies"}


def view(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """A JSON view for loopback clients; Refusals become its errors."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, **names: Any) -> HttpResponse:
            try:
                if not ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback:
                    raise Refusal(403, "The control API answers loopback clients only.")
                # Nor do they include a page of another site in a browser on this machine.
                if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
                    raise Refusal(403, "The control API answers no other sites' pages.")
                if request.method not in methods:
                    raise Refusal(405, f"Allowed here: {', '.join(methods)}.")
                return JsonResponse(view(request, _body(request), **names))
            except Refusal as refusal:
                return JsonResponse({"error": refusal.error}, status=refusal.status)

        return guarded

    return decorate


@view("GET")
def health(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "now": iso(worlds.starting_now())}


@view("GET")
def magic_inputs(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    return {"magic": magic.TABLE}


@view("GET", "POST", "DELETE")
def fault_list(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    account = account_of(request, body)
    with turn():
        if request.method == "POST":
            fault = faults.read({**body, "account": account or None})
            fault.save()
            return faults.describe(fault)
        found = _of(account, Fault.objects.all())
        if request.method == "DELETE":
            return {"deleted": found.delete()[0]}
        return {"faults": [faults.describe(fault) for fault in found.order_by("id")]}


@view("GET", "DELETE")
def fault_detail(request: HttpRequest, body: dict[str, Any], fault_id: int) -> dict[str, Any]:
    with turn():
        fault = _of(account_of(request, body), Fault.objects.filter(pk=fault_id)).first()
        if fault is None:
            raise Refusal(404, "There is no such fault.")
        described = faults.describe(fault)
        if request.method == "DELETE":
            fault.delete()
            return {"deleted": 1}
        return described


@view("GET", "POST")
def clock(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """Move one world's clock, or everybody's and that of worlds to come."""
    account = account_of(request, body)
    with turn():
        world = _world(account) if account else None
        if request.method == "POST":
            _advance(world, body.get("advance"))
            gate.apply_late()
        offset = worlds.starting_offset()
        if account:
            offset = Account.objects.values_list("offset", flat=True).get(pk=account)
        return {
            "account": account or None,
            "offset": offset,
            "now": iso(real_now() + offset),
        }


@view("GET")
def requests(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """Oldest first. `method` filters; `since` is RFC 3339 or seconds since the epoch."""
    rows = _of(account_of(request, body), RequestLog.objects.order_by("id"))
    if method := request.GET.get("method"):
        rows = rows.filter(method=method.upper())
    if since := request.GET.get("since"):
        rows = rows.filter(at__gte=_moment(since) - 1e-6)
    return {"requests": [_request(row) for row in rows]}


@view("GET")
def objects(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """Everything the worlds hold, deleted objects too, oldest first. Tokens are never shown."""
    account = account_of(request, body)
    lists = LISTS | PINGONE_LISTS
    if account:
        lists = PINGONE_LISTS if environments.is_id(account) else LISTS
    found: dict[str, Any] = {name: [] for name in lists.values()}
    for row in _of(account, Resource.objects.order_by("id"), "account_id"):
        found[lists[row.kind]].append(describe(row))
    if environments.is_id(account):
        return found
    found["paid"] = [
        {
            "account": row.account_id,
            "kind": row.kind,
            "id": row.remote_id,
            "fee": row.fee,
            "at": iso(row.at),
        }
        for row in _of(account, Payment.objects.order_by("id"), "account_id")
    ]
    return found


@view("GET")
def deliveries(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    rows = _of(account_of(request, body), Delivery.objects.order_by("id"), "account_id")
    return {"deliveries": [_delivery(row) for row in rows]}


@view("POST")
def drift(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """Edit, create or delete an object as somebody in the provider's own console would."""
    with turn():
        world = _world(account_of(request, body))
        if body.get("kind") in pingone_drifts.KINDS:
            return {"object": describe(pingone_drifts.apply(world, body))}
        row = drifts.apply(
            world,
            kind=body.get("kind", ""),
            remote_id=body.get("id", ""),
            action=body.get("action", "edit"),
            changes=body.get("changes", {}),
        )
        return {"object": describe(row)}


@view("POST")
def reset(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """Forget one account and its faults and requests, or everything."""
    account = account_of(request, body)
    with turn():
        _of(account, Fault.objects.all()).delete()
        _of(account, RequestLog.objects.all()).delete()
        _of(account, Account.objects.all(), "auth_id").delete()
        if not account:
            Clock.objects.all().delete()
        limits.forget(account)
    return {"reset": account or "everything"}


def describe(row: Resource) -> dict[str, Any]:
    """The object as the API answers it, and what the sandbox knows besides."""
    if row.kind in PINGONE_LISTS:
        more = {"account": row.account_id, "id": row.remote_id, "secrets": row.secrets}
        return {**row.body, **more, "deleted": row.deleted_at is not None}
    parent = {"campaign_id": row.parent} if row.kind == "link" else {}
    return {
        "account": row.account_id,
        "id": row.remote_id,
        **parent,
        **public(row.body),
        "deleted": row.deleted_at is not None,
        "next_state": row.next_state,
        "changes_at": iso(row.changes_at),
    }


def _request(row: RequestLog) -> dict[str, Any]:
    return {
        "id": row.pk,
        "account": row.account,
        "method": row.method,
        "path": row.path,
        "query": row.query,
        "body": row.body,
        "status": row.status,
        "outcome": row.outcome,
        "applied": row.applied,
        "fault": row.fault,
        "at": iso(row.at),
    }


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.pk,
        "account": row.account_id,
        "kind": row.kind,
        "object": row.remote_id,
        "url": row.url,
        "method": row.method,
        "params": row.params,
        "state": row.state,
        "due_at": iso(row.due_at) if row.state == Delivery.PENDING else None,
        "tries": row.tries,
    }


def _advance(world: Account | None, seconds: Any) -> None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or abs(seconds) > 1e9:
        raise Invalid("advance must be a number of seconds.")
    if world is not None:
        world.offset += seconds
        world.save(update_fields=["offset"])
        lifecycle.advance(world)
        return
    Account.objects.update(offset=F("offset") + seconds)
    Clock.objects.update_or_create(pk=1, defaults={"offset": worlds.starting_offset() + seconds})
    lifecycle.advance()


def _world(account: str) -> Account:
    world = Account.objects.filter(pk=account).first() if account else None
    if world is None:
        raise Refusal(404, f"No world of account '{account}' has been opened yet.")
    return world


def _of(account: str, rows: QuerySet[Any, Any], field: str = "account") -> QuerySet[Any, Any]:
    return rows.filter(**{field: account}) if account else rows


def account_of(request: HttpRequest, body: dict[str, Any]) -> str:
    value = request.GET.get("account") or body.get("account") or ""
    if not isinstance(value, str):
        raise Invalid("account must be a string.")
    return value


def _moment(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        pass
    try:
        # A plus sign in a query that was not encoded arrives as a blank.
        return datetime.fromisoformat(text.replace(" ", "+")).timestamp()
    except ValueError as error:
        raise Invalid("since must be RFC 3339 or seconds since the epoch.") from error


def _body(request: HttpRequest) -> dict[str, Any]:
    if not request.body.strip():
        return {}
    try:
        value = json.loads(request.body)
    except ValueError as error:
        raise Invalid("The body is not valid JSON.") from error
    if not isinstance(value, dict):
        raise Invalid("The body must be a JSON object.")
    return value
