"""HTTP Basic: the account's auth id as user, a token issued by Linecheck as password."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.dialects.admission import admit, basic

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
