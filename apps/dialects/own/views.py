"""The view every resource of ``/api/v1/`` is."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import credentials
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.core.errors import Invalid
from apps.dialects.admission import OpensFamily, admit, basic
from apps.dialects.plivo import errors
from apps.dialects.plivo.wire import PlivoParser
from apps.dialects.throttling import TokenThrottle
from apps.dialects.wire import JsonNegotiation

REFUSED = (
    "Authentication failed. Send a live token as `Authorization: Token <token>`, or the auth id "
    "and token of an account as HTTP Basic."
)


class OwnAuthentication(BaseAuthentication):
    """A token of this door; one of the Plivo door, which then sees its own account only."""

    def authenticate(self, request: Request) -> tuple[Actor, ApiCredential]:
        header = request.headers.get("Authorization", "")
        scheme, _, value = header.partition(" ")
        if scheme.lower() == "token":
            door, account, token = ApiCredential.Door.API, "", value.strip()
        else:
            door, (account, token) = ApiCredential.Door.PLIVO, basic(header)
        found = credentials.find_credential(token)
        if found is None or (found.door, found.account) != (door, account):
            raise AuthenticationFailed(REFUSED)
        return admit(request, found)

    def authenticate_header(self, request: Request) -> str:
        return 'Token realm="linecheck"'


class OwnView(APIView):
    """Errors are ``{"error": "<text>"}``, with ``fields`` where fields are wrong."""

    authentication_classes = [OwnAuthentication]
    permission_classes = [OpensFamily]
    throttle_classes = [TokenThrottle]
    parser_classes: Any = [PlivoParser]
    renderer_classes = [JSONRenderer]
    content_negotiation_class: Any = JsonNegotiation
    http_method_names = ["get", "post", "head"]
    family: ClassVar[str] = ""

    def get_exception_handler(self) -> Any:
        return handle

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.user)

    @property
    def account(self) -> str:
        """The account the credential is limited to, "" for all of the organisation."""
        return cast(ApiCredential, self.request.auth).account


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    response = errors.handle(error, context)
    if response is not None and isinstance(error, Invalid):
        response.data["fields"] = error.errors
    return response
