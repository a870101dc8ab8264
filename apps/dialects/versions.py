"""The version of an object that a request is about: ``If-Match`` and the ``ETag`` it repeats."""

import re

from rest_framework import exceptions
from rest_framework.request import Request

ETAG = re.compile(r'\s*(?:W/)?"(\d{1,9})"\s*')


class PreconditionFailed(exceptions.APIException):
    status_code = 412


def asked_version(request: Request) -> int | None:
    """The version an If-Match names; None without one. Raises PreconditionFailed for others."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    if match := ETAG.fullmatch(given):
        return int(match[1])
    raise PreconditionFailed("If-Match names no version of this object.")
