"""``Authorization: Token <token>``: a token of Linecheck REST."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.dialects.admission import admit

REFUSED = "Invalid or missing token. Send a live one as `Authorization: Token <token>`."


class TokenAuthentication(BaseAuthentication):
    """``request.user`` becomes the Actor, ``request.auth`` the credential."""

    def authenticate(self, request: Request) -> tuple[Actor, ApiCredential]:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        found = credentials.find_credential(token.strip()) if scheme.lower() == "token" else None
        if found is None or found.door != ApiCredential.Door.API:
            raise AuthenticationFailed(REFUSED)
        return admit(request, found)

    def authenticate_header(self, request: Request) -> str:
        return 'Token realm="linecheck"'
