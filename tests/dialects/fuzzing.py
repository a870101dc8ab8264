"""What generated requests of any door are held to, and how they are undone.

THOROUGH=1 asks for ten times as many and for every boundary of a schema (some minutes).
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
THOROUGH = bool(os.environ.get("THOROUGH"))
many = settings(
    max_examples=200 if THOROUGH else 12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def schema_at(path: str) -> Any:
    """The document this address serves, read as any client would."""
    schema = schemathesis.openapi.from_wsgi(path, application)
    schema.config.phases.coverage.enabled = THOROUGH
    return schema


@contextmanager
def undone(blocker: Any) -> Iterator[None]:
    """For a world that all operations share: what is made in it is undone after it.

    As in Django's own test client, a request does not close the connection that can undo it.
    """
    keep_connection()
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def keep_connection() -> None:
    """Django's test client, which may have been used meanwhile, connects the signals again."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)


def alive(given: Any, ids: Mapping[str, str], always: frozenset[str] = frozenset()) -> Any:
    """Three of four generated ids give way to live ones, so that more than 404 is seen."""
    if not isinstance(given, dict):
        return given
    return {
        name: ids[name]
        if name in ids and (name in always or sum(map(ord, str(value))) % 4)
        else value
        for name, value in given.items()
    }


def ask(case: schemathesis.Case, sign_in: str) -> Any:
    """Sends it to the real application without a rate, undoes it and holds its answer to CHECKS."""
    keep_connection()
    case.headers = {**(case.headers or {}), "Authorization": sign_in}
    rates = override_settings(API_RATE=10**9, PINGONE_API_RATE=10**9)
    with transaction.atomic(), rates:
        answer = case.call()
        transaction.set_rollback(True)
    case.validate_response(answer, checks=CHECKS)
    return answer
