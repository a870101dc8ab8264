"""Bearer: an access token of the token endpoint, for the environment of the address."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.dialects.admission import admit
from apps.dialects.pingone.access_tokens import client_of

REFUSED = "The access token is missing, expired or not valid. Get a new one at /{envID}/as/token."
ELSEWHERE = "The access token is for another environment."


class PingOneAuthentication(BaseAuthentication):
    """``request.user`` becomes the Actor, ``request.auth`` the credential."""

    def authenticate(self, request: Request) -> tuple[Actor, ApiCredential]:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        client = client_of(token.strip()) if scheme.lower() == "bearer" else None
        found = credentials.find_client(client) if client else None
        if found is None:
            raise AuthenticationFailed(REFUSED)
        if found.account.lower() != request.parser_context["kwargs"]["env_id"].lower():
            raise PermissionDenied(ELSEWHERE)
        return admit(request, found)

    def authenticate_header(self, request: Request) -> str:
        sent = request.headers.get("Authorization", "")
        return 'Bearer realm="linecheck"' + (', error="invalid_token"' if sent else "")
