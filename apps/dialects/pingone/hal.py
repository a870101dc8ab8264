"""HAL around resources: absolute links, collections, and pages of them.

Links start with the configured PUBLIC_URL, never with the Host header a client sends.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from apps.dialects.json_body import NUL

LARGEST = 1000
LONGEST_ID = 64


class Page(NamedTuple):
    """At most `limit` records (None: all of them) whose ids come after `after` ("": the first)."""

    limit: int | None
    after: str


def link(request: Request, path: str = "") -> dict[str, str]:
    """``{"href": …}`` of what `path` names below the environment; without it the environment."""
    env_id = request.parser_context["kwargs"]["env_id"].lower()
    below = f"/{path.strip('/')}" if path else ""
    return {"href": f"{settings.PUBLIC_URL}/v1/environments/{env_id}{below}"}


def collection(
    request: Request,
    path: str,
    key: str,
    items: Sequence[dict[str, Any]],
    count: int | None = None,
    after: str = "",
) -> dict[str, Any]:
    """The whole answer to a list; `count` is how many there are, `items` those of this page.

    `after` is the id of the last of them when another page follows.
    """
    links = {"self": link(request, path)}
    if after:
        query = urlencode([("limit", len(items)), ("cursor", _cursor(after))])
        links["next"] = {"href": f"{links['self']['href']}?{query}"}
    total = len(items) if count is None else count
    return {"_links": links, "_embedded": {key: list(items)}, "count": total, "size": len(items)}


def listing(
    request: Request,
    path: str,
    key: str,
    rows: "QuerySet[Any]",
    write: Callable[[Any], dict[str, Any]],
) -> dict[str, Any]:
    """The collection of `rows`, by ``public_id``: all, or the page ``limit`` and ``cursor`` say.

    Raises ValidationError at either.
    """
    page = page_of(request)
    total = rows.count()
    ordered = rows.order_by("public_id")
    if page.after:
        ordered = ordered.filter(public_id__gt=page.after)
    found = list(ordered if page.limit is None else ordered[: page.limit + 1])
    more = page.limit is not None and len(found) > page.limit
    shown = found[: page.limit]
    after = str(shown[-1].public_id) if more else ""
    return collection(request, path, key, [write(row) for row in shown], total, after)


def page_of(request: Request) -> Page:
    """Without a limit everything is answered, as PingOne does for its policies and settings."""
    given = request.query_params.get("limit", "").strip()
    after = _id_of(request.query_params.get("cursor", "").strip())
    if not given:
        return Page(None, after)
    whole = given.isascii() and given.isdigit() and len(given) <= 12
    if not whole or not 1 <= int(given) <= LARGEST:
        words = f"Give a whole number from 1 to {LARGEST}."
        raise ValidationError({"limit": [words]}, code="max_value")
    return Page(int(given), after)


def _cursor(last: str) -> str:
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def _id_of(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        last = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        last = NUL
    if NUL in last or len(last) > LONGEST_ID:
        raise ValidationError({"cursor": ["Follow _links.next as it is."]})
    return last
