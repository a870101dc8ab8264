"""The OpenAPI description of this dialect: what holds for every operation is said once, here."""

from functools import partial
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from apps.dialects.plivo.paging import LARGEST
from apps.dialects.reference import schema as shared
from apps.dialects.reference.schema import IF_MATCH, Refusal, in_path, in_query

__all__ = [
    "ABSENT", "IF_MATCH", "LIMIT", "OFFSET", "PAGING", "envelope", "flat", "in_path", "in_query",
    "listing", "operation", "received",
]  # fmt: skip

# A component of every document of this dialect (see document.py).
ABSENT = {"$ref": "#/components/schemas/Absent"}
AUTH_ID = OpenApiParameter(
    "auth_id",
    str,
    OpenApiParameter.PATH,
    description="The auth id of the connected Plivo account; the user of HTTP Basic as well.",
)
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": LARGEST},
    description=f"How many to return, 1 to {LARGEST}; {LARGEST} without it.",
)
OFFSET = OpenApiParameter(
    "offset",
    {"type": "integer", "minimum": 0, "maximum": 999_999_999_999},
    description="How many to skip; none without it.",
)
PAGING = (LIMIT, OFFSET)
HEADERS = {
    "Linecheck-Sync": shared.sync_header("Plivo"),
    "ETag": shared.ETAG,
    "Retry-After": shared.RETRY_AFTER,
    "WWW-Authenticate": shared.WWW_AUTHENTICATE,
}
# Shared answers (Plivo docs, API overview; 403, 412, 415: ours).
REFUSALS: dict[str, Refusal] = {
    "400": Refusal("Invalid", "A field or parameter is missing or wrong; `error` names it."),
    "401": Refusal(
        "Unauthorized",
        "No live token of this account. Which part is wrong is not said.",
        "WWW-Authenticate",
    ),
    "403": Refusal("Forbidden", "The token may only read, or is for other resources."),
    "404": Refusal("NotFound", "This account has no such object, or it is being deleted."),
    "405": Refusal("NotAllowed", "This address does not know the method."),
    "412": Refusal("Changed", "The object is not the version that If-Match names. Read it again."),
    "415": Refusal("NotJson", "The body is not application/json."),
    "429": Refusal(
        "TooMany", "More requests than the token may make in the window.", "Retry-After"
    ),
    "500": Refusal("Failed", "Linecheck failed on its side. Try again."),
}


class BasicScheme(OpenApiAuthenticationExtension):
    target_class = "apps.dialects.plivo.authentication.PlivoAuthentication"
    name = "basic"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "basic",
            "description": "User: the auth id of the account. Password: a token issued for it on "
            "the page API credentials.",
        }


class PlivoSchema(shared.DialectSchema):
    """Knows the bodies of a DELETE."""

    account = AUTH_ID
    refusals = REFUSALS

    def _get_request_body(self, direction: Any = "request") -> Any:
        """The SDKs send the arguments of a DELETE as its body; the generator knows of none."""
        method = self.method
        if method == "DELETE" and self.get_request_serializer() is not None:
            self.method = "POST"
        try:
            body = super()._get_request_body(direction)
        finally:
            self.method = method
        if body and method == "DELETE":
            body.pop("required", None)
        return body


class MetaSerializer(serializers.Serializer[Any]):
    """Where this page lies in the list."""

    limit = serializers.IntegerField()
    offset = serializers.IntegerField()
    next = serializers.CharField(
        allow_null=True, help_text="The relative address of the next page, null on the last."
    )
    previous = serializers.CharField(
        allow_null=True, help_text="The relative address of the page before, null on the first."
    )
    total_count = serializers.IntegerField()


def api_id() -> serializers.CharField:
    return serializers.CharField(help_text="Names this request.")


def envelope(name: str, **fields: Any) -> Any:
    """What stands around an object: ``api_id`` and these fields."""
    return inline_serializer(name, {"api_id": api_id(), **fields})


def flat(name: str, resource: type[serializers.Serializer[Any]]) -> Any:
    """An object with ``api_id`` among its own fields."""
    return type(name, (resource,), {"api_id": api_id(), "__doc__": resource.__doc__})()


def listing(name: str, key: str, resource: type[serializers.Serializer[Any]]) -> Any:
    return envelope(name, meta=MetaSerializer(), **{key: resource(many=True)})


def received(name: str, **ids: str) -> Any:
    """A message, and the ids it gives out with a word about each."""
    texts = {key: serializers.CharField(help_text=words) for key, words in ids.items()}
    return envelope(name, message=serializers.CharField(), **texts)


operation = partial(shared.operation, HEADERS)
