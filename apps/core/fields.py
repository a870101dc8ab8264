"""Columns encrypted at rest. FIELD_ENCRYPTION_KEYS: the first encrypts, all decrypt (rotation)."""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class UndecipherableError(Exception):
    """A stored secret fits none of FIELD_ENCRYPTION_KEYS. Loud: a wrong value is never used."""


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def fernet() -> MultiFernet:
    return _fernet(tuple(settings.FIELD_ENCRYPTION_KEYS))


class EncryptedTextField(models.TextField):
    """Text in Python, a Fernet token in the database; "" stays "". Cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return fernet().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, *args: object) -> str | None:
        if not value:
            return value
        try:
            return fernet().decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise UndecipherableError(
                f"{self.model._meta.label}.{self.name}: no key of FIELD_ENCRYPTION_KEYS fits"
            ) from error

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("isnull",):
            raise TypeError(f"{self.name} is encrypted and cannot be filtered by {lookup_name}")
        return super().get_lookup(lookup_name)


class EncryptedJSONField(EncryptedTextField):
    """A JSON value kept as one encrypted text."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(None if value is None else json.dumps(value))

    def from_db_value(self, value: str | None, *args: object) -> Any:
        text = super().from_db_value(value, *args)
        return json.loads(text) if text else None

    def to_python(self, value: Any) -> Any:
        return value
