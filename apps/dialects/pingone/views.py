"""The view every resource of this dialect is."""

from typing import Any, ClassVar, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.dialects.admission import OpensFamily
from apps.dialects.pingone import errors
from apps.dialects.pingone.authentication import PingOneAuthentication
from apps.dialects.pingone.schema import PingOneSchema
from apps.dialects.pingone.throttling import ClientThrottle
from apps.dialects.pingone.wire import PingOneNegotiation, PingOneParser
from apps.dialects.versions import asked_version
from apps.dialects.wire import JsonRenderer, refuse_nul


class PingOneView(APIView):
    """``family`` is what a client must open; ``env_id`` reaches every method in lower case."""

    authentication_classes = [PingOneAuthentication]
    permission_classes = [OpensFamily]
    throttle_classes = [ClientThrottle]
    parser_classes = [PingOneParser]
    renderer_classes = [JsonRenderer]
    content_negotiation_class = PingOneNegotiation
    http_method_names = ["get", "post", "put", "delete", "head"]
    schema = PingOneSchema()
    family: ClassVar[str] = ""

    def get_exception_handler(self) -> Any:
        return errors.handle

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kwargs["env_id"] = kwargs["env_id"].lower()
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_nul(request)

    @property
    def env_id(self) -> str:
        return str(self.kwargs["env_id"])

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.user)

    @property
    def credential(self) -> ApiCredential:
        return cast(ApiCredential, self.request.auth)

    def asked_version(self) -> int | None:
        """The version an If-Match names; None without one. Raises PreconditionFailed for others."""
        return asked_version(self.request)
