"""The view every resource of this dialect is."""

from typing import Any, ClassVar, cast

from rest_framework.request import Request
from rest_framework.views import APIView

from apps.core.actor import Actor
from apps.dialects.admission import OpensFamily
from apps.dialects.plivo import errors
from apps.dialects.plivo.authentication import PlivoAuthentication
from apps.dialects.plivo.schema import PlivoSchema
from apps.dialects.plivo.wire import PlivoParser, PlivoRenderer
from apps.dialects.throttling import TokenThrottle
from apps.dialects.versions import asked_version
from apps.dialects.wire import JsonNegotiation, refuse_nul


class PlivoView(APIView):
    """``family`` is what a token must open; ``wire_names`` maps columns to keys in errors."""

    authentication_classes = [PlivoAuthentication]
    permission_classes = [OpensFamily]
    throttle_classes = [TokenThrottle]
    parser_classes = [PlivoParser]
    renderer_classes = [PlivoRenderer]
    content_negotiation_class = JsonNegotiation
    http_method_names = ["get", "post", "delete", "head"]
    schema = PlivoSchema()
    family: ClassVar[str] = ""
    wire_names: ClassVar[dict[str, str]] = {}

    def get_exception_handler(self) -> Any:
        return errors.handle

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_nul(request)

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.user)

    def arguments(self) -> dict[str, Any]:
        """Of a DELETE: from the body as the SDKs send them, and the query as the docs say."""
        return {**self.request.query_params.dict(), **cast(dict[str, Any], self.request.data)}

    def asked_version(self) -> int | None:
        """The version an If-Match names; None without one. Raises PreconditionFailed for others."""
        return asked_version(self.request)
