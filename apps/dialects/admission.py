"""What every door asks of a credential once it is known whose it is."""

import base64
import binascii
from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor


class OpensFamily(BasePermission):
    """A token limited to some resources does not even read the others; read-only does not write."""

    message = "This token does not allow that."

    def has_permission(self, request: Request, view: Any) -> bool:
        credential: Any = request.auth
        family = view.family
        if not credential.opens(family):
            self.message = f"This token is not for {family} resources. Issue one that is."
            return False
        writes = getattr(view, "writes", request.method not in ("GET", "HEAD"))
        if writes and credential.rights != "write":
            self.message = "This token may only read. Issue one that may write."
            return False
        return True


def admit(request: Request, found: ApiCredential) -> tuple[Actor, ApiCredential]:
    """Notes that the credential was used; who acts with it from here on."""
    credentials.note_use(found)
    request_id = getattr(request._request, "id", "")
    ip = request.META.get("REMOTE_ADDR") or None
    return credentials.actor_of(found, request_id=request_id, ip=ip), found


def basic(header: str) -> tuple[str, str]:
    """User and password of an HTTP Basic header, both "" when it is none."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, token = base64.b64decode(value.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return user, token
