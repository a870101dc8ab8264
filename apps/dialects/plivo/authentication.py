"""HTTP Basic: the account's auth id as user, a token issued by Linecheck as password."""

import base64
import binascii
from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor

REFUSED = (
    "Authentication failed. Use the account's auth id as user and a live token issued for it "
    "in Linecheck as password."
)


class PlivoAuthentication(BaseAuthentication):
    """``request.user`` becomes the Actor, ``request.auth`` the credential.

    Every failure reads the same: whether an account or a token exists is nobody's business.
    """

    def authenticate(self, request: Request) -> tuple[Actor, ApiCredential]:
        user, token = basic(request.headers.get("Authorization", ""))
        asked = request.parser_context["kwargs"].get("auth_id", "")
        found = credentials.find_credential(token) if user and user == asked else None
        if found is None or found.door != ApiCredential.Door.PLIVO or found.account != user:
            raise AuthenticationFailed(REFUSED)
        return admit(request, found)

    def authenticate_header(self, request: Request) -> str:
        return 'Basic realm="linecheck"'


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
