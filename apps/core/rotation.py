"""Writes what is encrypted at rest again, under the first of FIELD_ENCRYPTION_KEYS."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

from apps.core.fields import EncryptedTextField, fernet

BATCH = 500


@dataclass(frozen=True)
class Column:
    """One encrypted column of one table; its rows are read as they are stored."""

    model: type[Model]
    name: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    def rows(self) -> QuerySet[Model]:
        """Those that hold something, with the token as ``stored``."""
        every = self.model._base_manager.annotate(stored=Cast(self.name, TextField()))
        return every.filter(stored__gt="").order_by("pk")

    def batches(self) -> Iterator[list[tuple[int, str]]]:
        """``(primary key, token)`` of each, BATCH at a time: nothing is locked meanwhile."""
        found = self.rows().values_list("pk", "stored")
        batch = list(found[:BATCH])
        while batch:
            yield batch
            batch = list(found.filter(pk__gt=batch[-1][0])[:BATCH])


@dataclass
class Tally:
    """What was found in one column. ``lost`` are the rows that no key opens."""

    current: int = 0
    older: int = 0
    lost: list[int] = field(default_factory=list)


def columns() -> list[Column]:
    """Every encrypted column there is, found on the models: a new one needs no entry anywhere."""
    return [
        Column(model, each.name)
        for model in apps.get_models(include_auto_created=True)
        for each in model._meta.local_concrete_fields
        if isinstance(each, EncryptedTextField) and model._meta.managed
    ]


def count(column: Column) -> Iterator[Tally]:
    """How many rows are under the first key and how many under another, after each batch."""
    return _walk(column, write=False)


def reencrypt(column: Column) -> Iterator[Tally]:
    """Brings every row under the first key; ``older`` are those that were not. After each batch."""
    return _walk(column, write=True)


def _walk(column: Column, *, write: bool) -> Iterator[Tally]:
    tally = Tally()
    for batch in column.batches():
        for pk, token in batch:
            try:
                if _is_current(token):
                    tally.current += 1
                    continue
                fernet().decrypt(token.encode())
                if write:
                    _renew(column, pk, token)
                tally.older += 1
            except InvalidToken:
                tally.lost.append(pk)
        yield tally


def _renew(column: Column, pk: int, token: str | None) -> None:
    """Replaces the token by one of the first key, unless somebody wrote in between: then theirs
    is looked at, which a process that was not restarted yet writes under the old key."""
    row = column.rows().filter(pk=pk)
    while token and not _is_current(token):
        renewed = Value(fernet().rotate(token.encode()).decode(), TextField())
        if row.filter(stored=token).order_by().update(**{column.name: renewed}):
            return
        token = row.values_list("stored", flat=True).first()


def _is_current(token: str) -> bool:
    try:
        Fernet(settings.FIELD_ENCRYPTION_KEYS[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True
