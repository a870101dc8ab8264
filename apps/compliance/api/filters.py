"""Reading the filters of lists: words in any case, dates, ids of ours or theirs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from apps.compliance.rules import normalize


def word(request: Request, *names: str) -> str:
    """The first of these parameters that says something, upper case."""
    given = (request.query_params.get(name, "") for name in names)
    return next((normalize.enum(value) for value in given if value.strip()), "")


def words(request: Request, **columns: str) -> Q:
    """Equality in any case: ``words(request, type="profile_type")``."""
    wanted = Q()
    for name, column in columns.items():
        if said := word(request, name):
            wanted &= Q(**{f"{column}__iexact": said})
    return wanted


def link(request: Request, name: str, relation: str) -> Q:
    """Those that belong to the object of this id, ours or theirs."""
    said = request.query_params.get(name, "").strip()
    if not said:
        return Q()
    return Q(**{f"{relation}__public_id": said}) | Q(**{f"{relation}__remote_id": said})


# `created__gt=<day>` begins after that day, `created__lte=<day>` includes it; days are UTC.
BOUNDS: dict[str, tuple[str, int]] = {
    "created__gt": ("gte", 1),
    "created__gte": ("gte", 0),
    "created__lt": ("lt", 0),
    "created__lte": ("lt", 1),
}


def created(request: Request) -> Q:
    """The five forms of ``created``. Raises ValidationError at the one that is no date."""
    wanted = Q()
    for name, (lookup, shift) in BOUNDS.items():
        if (day := _day(request, name)) is not None:
            wanted &= _bound(lookup, day, shift)
    if (day := _day(request, "created")) is not None:
        wanted &= _bound("gte", day, 0) & _bound("lt", day, 1)
    return wanted


def _bound(lookup: str, day: date, shift: int) -> Q:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if shift and day < date.max:
        at += timedelta(days=shift)
    return Q(**{f"created_at__{lookup}": at})


def _day(request: Request, name: str) -> date | None:
    said: Any = request.query_params.get(name, "").strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise ValidationError({name: ["Give a day as YYYY-MM-DD."]}) from error
