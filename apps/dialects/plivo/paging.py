"""Offset paging as Plivo does it: ``meta`` with relative addresses of the neighbours.

Never a ``cursor``: the list methods of Plivo's Python SDK break on one.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

LARGEST = 20


class Page(NamedTuple):
    """A window on a list: at most `limit` records, `offset` of them skipped."""

    limit: int
    offset: int


def page_of(request: Request) -> Page:
    """Raises ValidationError at `limit` or `offset`."""
    limit = _whole(request, "limit", LARGEST)
    offset = _whole(request, "offset", 0)
    if not 1 <= limit <= LARGEST:
        raise ValidationError({"limit": [f"Give a number from 1 to {LARGEST}."]})
    return Page(limit, offset)


def answer(
    request: Request,
    rows: "QuerySet[Any]",
    key: str,
    write: Callable[[Any], dict[str, Any]],
    filters: Iterable[str] = (),
) -> dict[str, Any]:
    """``{"meta": {...}, key: [...]}``; `filters` are the parameters the neighbours keep."""
    meta, found = window(request, rows, filters)
    return {"meta": meta, key: [write(row) for row in found]}


def window(
    request: Request, rows: "QuerySet[Any]", filters: Iterable[str] = ()
) -> tuple[dict[str, Any], list[Any]]:
    """``meta`` and the rows of the page that is asked for."""
    page = page_of(request)
    total = rows.count()
    found = list(rows[page.offset : page.offset + page.limit]) if page.offset < total else []
    kept = [(name, request.query_params[name]) for name in filters if name in request.query_params]

    def at(offset: int) -> str:
        query = urlencode([("limit", page.limit), ("offset", offset), *kept])
        return f"{request.path.rstrip('/')}/?{query}"

    after, before = page.offset + page.limit, max(page.offset - page.limit, 0)
    meta = {
        "limit": page.limit,
        "offset": page.offset,
        "next": at(after) if after < total else None,
        "previous": at(before) if page.offset else None,
        "total_count": total,
    }
    return meta, found


def _whole(request: Request, name: str, default: int) -> int:
    given = request.query_params.get(name, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 12:
        raise ValidationError({name: ["Give a whole number, 0 or more."]})
    return int(given)
