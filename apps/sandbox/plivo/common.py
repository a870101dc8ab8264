"""What all Plivo handlers share: the call, the answer, look-ups and pages."""

import random
import re
import string
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from apps.sandbox import worlds
from apps.sandbox.arrival import Answer
from apps.sandbox.models import Account, Payment, Resource
from apps.sandbox.validation.reader import Invalid, Refusal

DEFAULT_LIMIT = 20
FAR = 2**31


@dataclass
class Call:
    """One request below /v1/Account/{auth_id}/, already authenticated."""

    account: Account
    method: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = worlds.now(self.account)


Handler = Callable[..., Answer]


def ok(status: int = 200, /, **members: Any) -> Answer:
    return Answer({"api_id": str(uuid.uuid4()), **members}, status)


def public(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body without the members that are the sandbox's own."""
    return {key: value for key, value in body.items() if not key.startswith("_")}


def live(account: Account, kind: str) -> QuerySet[Resource]:
    return Resource.objects.select_related("account").filter(
        account=account, kind=kind, deleted_at=None
    )


def find(account: Account, kind: str, remote_id: str) -> Resource | None:
    return live(account, kind).filter(remote_id=remote_id).first()


def get(account: Account, kind: str, remote_id: str, noun: str = "") -> Resource:
    """The object, or 404 in the words of the SDKs' fixtures. `noun` defaults to the kind."""
    row = find(account, kind, remote_id)
    if row is None:
        raise Refusal(404, f"{noun or kind.capitalize()} not found.")
    return row


def new_id(account: Account, letter: str, kind: str) -> str:
    """`letter` and six of [A-Z0-9], never used before in this world."""
    while True:
        made = letter + "".join(random.choices(string.ascii_uppercase + string.digits, k=6))
        if not Resource.objects.filter(account=account, kind=kind, remote_id=made).exists():
            return made


def pay(call: Call, kind: str, remote_id: str, fee: int) -> None:
    Payment.objects.create(
        account=call.account, kind=kind, remote_id=remote_id, fee=fee, at=call.now
    )


def chosen(call: Call, name: str, allowed: Collection[str]) -> str:
    """A list filter with documented values, read in any case; "" when not given."""
    value = call.query.get(name, "").strip().upper()
    if value and value not in allowed:
        raise Invalid(f"{name} must be one of {', '.join(allowed)}.")
    return value


def window(call: Call) -> tuple[int, int]:
    """(limit, offset). Plivo documents 1..20; what it does beyond is unknown, here 400."""
    limit, offset = call.query.get("limit", ""), call.query.get("offset", "")
    if limit and not (re.fullmatch(r"[0-9]{1,9}", limit) and 1 <= int(limit) <= DEFAULT_LIMIT):
        raise Invalid("limit must be an integer from 1 to 20.")
    if offset and not re.fullmatch(r"[0-9]{1,30}", offset):
        raise Invalid("offset must be an integer, 0 or more.")
    return int(limit or DEFAULT_LIMIT), min(int(offset or 0), FAR)


def page(
    call: Call,
    rows: QuerySet[Resource],
    *,
    path: str,
    key: str,
    filters: Mapping[str, str],
    count: bool = True,
) -> Answer:
    """One page with its `meta`, whose links keep the filters. `count` adds total_count."""
    limit, offset = window(call)
    total = rows.count()

    def link(start: int) -> str:
        kept = {name: value for name, value in filters.items() if value}
        query = urlencode({"limit": limit, "offset": start, **kept})
        return f"/v1/Account/{call.account.auth_id}/{path}/?{query}"

    meta: dict[str, Any] = {
        "limit": limit,
        "offset": offset,
        "next": link(offset + limit) if offset + limit < total else None,
        "previous": link(max(offset - limit, 0)) if offset else None,
    }
    if count:
        meta["total_count"] = total
    members: dict[str, Any] = {key: [public(row.body) for row in rows[offset : offset + limit]]}
    return ok(200, meta=meta, **members)
