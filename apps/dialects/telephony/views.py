"""The view every resource of this dialect is."""

import re
from typing import Any, ClassVar, cast

from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import ApiCredential, Organization
from apps.core.actor import Actor
from apps.dialects.admission import OpensFamily
from apps.dialects.telephony import envelope
from apps.dialects.telephony.authentication import TokenAuthentication
from apps.dialects.telephony.wire import TelephonyNegotiation, TelephonyParser
from apps.dialects.throttling import TokenThrottle

INTEGER = re.compile(r"-?[0-9]{1,18}")
NO_HANDLE = "Name the organisation in the header Org-Handle."
NO_ACCESS = "This token has no access to that organisation. Check the header Org-Handle."


class TelephonyView(APIView):
    """``family`` is what a token must open.

    `handle_for` lists the methods that name their organisation in ``Org-Handle``; where another one
    names it all the same, it must be the token's.
    """

    authentication_classes = [TokenAuthentication]
    permission_classes = [OpensFamily]
    throttle_classes = [TokenThrottle]
    parser_classes: Any = [TelephonyParser]
    renderer_classes = [JSONRenderer]
    content_negotiation_class: Any = TelephonyNegotiation
    http_method_names = ["get", "post", "patch", "delete", "head"]
    family: ClassVar[str] = ""
    handle_for: ClassVar[tuple[str, ...]] = ()

    def get_exception_handler(self) -> Any:
        return envelope.handle

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        handle = request.headers.get("Org-Handle", "").strip()
        if not handle and request.method in self.handle_for:
            raise PermissionDenied(NO_HANDLE)
        if handle and handle.lower() != self.organization.handle:
            raise PermissionDenied(NO_ACCESS)
        self.facts = self._facts(request)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        done = super().finalize_response(request, response, *args, **kwargs)
        # It may have a secret in it.
        done["Cache-Control"] = "no-store"
        return done

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.user)

    @property
    def organization(self) -> Organization:
        """The token's: it may read no other."""
        return cast(ApiCredential, self.request.auth).organization

    def _facts(self, request: Request) -> dict[str, int]:
        """What the request says of itself, kept with the entries it leaves on record."""
        product = request.headers.get("Product-ID", "").strip()
        if not product:
            return {}
        if not INTEGER.fullmatch(product):
            raise ValidationError({"Product-ID": ["Give an integer, or leave the header out."]})
        return {"product_id": int(product)}
