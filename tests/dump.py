"""The database as it is stored."""

from django.apps import apps
from django.db import connection


def dump() -> str:
    """Every row of every table of a model, raw: no field reads it."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)
