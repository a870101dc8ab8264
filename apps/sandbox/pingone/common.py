"""What PingOne's handlers share: the call, look-ups, links, collections and their pages."""

import base64
import binascii
import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from apps.sandbox import worlds
from apps.sandbox.arrival import Answer
from apps.sandbox.models import Account, Resource
from apps.sandbox.pingone.errors import Refused, detail, not_found

KEYS = {"setting": "phoneDeliverySettings", "policy": "notificationsPolicies"}
PATHS = {
    "setting": "notificationsSettings/phoneDeliverySettings",
    "policy": "notificationsPolicies",
}
READ_ONLY = ("id", "environment", "_links", "createdAt", "updatedAt")
# The stored links begin with this; whatever is before it becomes ours in an answer.
API = "/v1/"

Body = dict[str, Any]


@dataclass
class Call:
    """One request of an admitted client. `root` is our scheme, host and prefix, for links."""

    account: Account
    method: str
    root: str
    query: dict[str, str]
    body: Body

    def __post_init__(self) -> None:
        self.now = worlds.now(self.account)
        self.environment = self.account.auth_id


Handler = Callable[..., Answer]


def stamp(at: float) -> str:
    """RFC 3339 in UTC with milliseconds, as PingOne prints times."""
    text = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def live(account: Account, kind: str) -> QuerySet[Resource]:
    return Resource.objects.filter(account=account, kind=kind, deleted_at=None)


def get(call: Call, kind: str, remote_id: str) -> Resource:
    row = live(call.account, kind).filter(remote_id=remote_id).first()
    if row is None:
        raise not_found()
    return row


def begun(account: Account, kind: str, remote_id: str) -> Body:
    """The members every object begins with, links relative to any host."""
    environment = f"{API}environments/{account.auth_id}"
    own = f"{environment}/{PATHS[kind]}/{remote_id}"
    links = {"self": {"href": own}, "environment": {"href": environment}}
    if kind == "policy":
        links["providersFallbackChain"] = {"href": f"{own}/{KEYS['setting']}"}
    return {"_links": links, "id": remote_id, "environment": {"id": account.auth_id}}


def new(
    account: Account,
    kind: str,
    fields: Body,
    *,
    at: float,
    secrets: dict[str, str] | None = None,
    remote_id: str = "",
) -> Resource:
    remote_id = remote_id or str(uuid.uuid4())
    times = {"createdAt": stamp(at), "updatedAt": stamp(at)}
    return Resource.objects.create(
        account=account,
        kind=kind,
        remote_id=remote_id,
        body=begun(account, kind, remote_id) | times | fields,
        secrets=secrets or {},
        created_at=at,
    )


def replace(call: Call, row: Resource, fields: Body, secrets: dict[str, str] | None = None) -> None:
    """Full replacement (PingOne API, Conventions): what is not in `fields` is gone."""
    created = {key: row.body[key] for key in ("createdAt",) if key in row.body}
    updated = {"updatedAt": stamp(call.now)}
    row.body = begun(call.account, row.kind, row.remote_id) | created | updated | fields
    row.secrets = secrets or {}
    row.save(update_fields=["body", "secrets"])


def answered(root: str, body: Body) -> Body:
    """The stored body with its links pointing at us."""
    if not isinstance(body.get("_links"), dict):
        return body
    return {**body, "_links": {name: _ours(root, link) for name, link in body["_links"].items()}}


def one(call: Call, row: Resource, status: int = 200) -> Answer:
    return Answer(answered(call.root, row.body), status)


def listed(call: Call, kind: str, rows: QuerySet[Resource], path: str, size: int | None) -> Answer:
    """A HAL collection sorted by id; all of it, or pages of `size` found by cursor."""
    rows, total = rows.order_by("remote_id"), rows.count()
    after = _after(call.query.get("cursor", ""))
    if after:
        rows = rows.filter(remote_id__gt=after)
    shown = list(rows[: size + 1] if size else rows)
    here = f"{call.root}{API}environments/{call.environment}/{path}"
    links = {"self": {"href": here}}
    if size and len(shown) > size:
        shown = shown[:size]
        query = urlencode({"limit": size, "cursor": _cursor(shown[-1].remote_id)})
        links["next"] = {"href": f"{here}?{query}"}
    return Answer(
        {
            "_links": links,
            "_embedded": {KEYS[kind]: [answered(call.root, row.body) for row in shown]},
            "count": total,
            "size": len(shown),
        }
    )


def chain_ids(body: Body) -> set[str]:
    """The ids of the settings a policy names. Loaded bodies may have any shape."""
    found = set()
    for condition in _objects(body.get("providerConfiguration"), "conditions"):
        for link in _objects(condition, "fallbackChain"):
            found.add(str(link.get("id", "")))
    return found


def _objects(parent: Any, name: str) -> Iterable[Body]:
    items = parent.get(name) if isinstance(parent, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _ours(root: str, link: Any) -> Any:
    if not isinstance(link, dict) or not isinstance(link.get("href"), str):
        return link
    before, api, path = link["href"].partition(API)
    return {**link, "href": f"{root}{api}{path}" if api else before}


def _cursor(remote_id: str) -> str:
    return base64.urlsafe_b64encode(f"after:{remote_id}".encode()).decode()


def _after(cursor: str) -> str:
    """The id a page follows, "" for the first page."""
    if not cursor:
        return ""
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, ValueError):
        text = ""
    found = re.fullmatch(r"after:(.+)", text)
    if found is None:
        wrong = detail("INVALID_PARAMETER", "The cursor is not one of this list.", "cursor")
        raise Refused(400, "INVALID_REQUEST", wrong)
    return found[1]
