"""The OpenAPI description of this dialect: what holds for every operation is said once, here."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from apps.dialects.plivo.paging import LARGEST

# Components of every document of this dialect (see document.py).
ABSENT = {"$ref": "#/components/schemas/Absent"}
ERROR = {"$ref": "#/components/schemas/Error"}
SYNC_STATES = ("in-sync", "waiting", "checking", "held", "blocked")
AUTH_ID = OpenApiParameter(
    "auth_id",
    str,
    OpenApiParameter.PATH,
    description="The auth id of the connected Plivo account; the user of HTTP Basic as well.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag you read. If the object has changed since, the answer is 412.",
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
HEADERS: dict[str, dict[str, Any]] = {
    "Linecheck-Sync": {
        "description": "Whether Plivo has it as you see it here: in-sync; waiting (for its turn "
        "or for another object); checking (an answer was lost); held (a person decides); blocked "
        "(Plivo refused it).",
        "schema": {"type": "string", "enum": list(SYNC_STATES)},
    },
    "ETag": {
        "description": "The version of the object, for If-Match.",
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "Seconds until the next request is let through.",
        "schema": {"type": "integer"},
    },
    "WWW-Authenticate": {
        "description": "The scheme to authenticate with.",
        "schema": {"type": "string"},
    },
}
# Shared answers: component, status, words, header (Plivo docs, API overview; 403, 412, 415: ours).
REFUSALS: dict[str, tuple[str, str, str]] = {
    "400": ("Invalid", "A field or parameter is missing or wrong; `error` names it.", ""),
    "401": (
        "Unauthorized",
        "No live token of this account. Which part is wrong is not said.",
        "WWW-Authenticate",
    ),
    "403": ("Forbidden", "The token may only read, or is for other resources.", ""),
    "404": ("NotFound", "This account has no such object, or it is being deleted.", ""),
    "405": ("NotAllowed", "This address does not know the method.", ""),
    "412": ("Changed", "The object is not the version that If-Match names. Read it again.", ""),
    "415": ("NotJson", "The body is not application/json.", ""),
    "429": ("TooMany", "More requests than the token may make in the window.", "Retry-After"),
    "500": ("Failed", "Linecheck failed on its side. Try again.", ""),
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


class PlivoSchema(AutoSchema):
    """Adds to each operation the refusals and headers it shares with the others."""

    def get_override_parameters(self) -> list[Any]:
        return [AUTH_ID]

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            for status in self._refusals({each["name"] for each in operation["parameters"]}):
                name = REFUSALS[status][0]
                operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
        return operation

    def _refusals(self, parameters: set[str]) -> Iterable[str]:
        left_out = set()
        if self.path.count("{") == 1:
            left_out.add("404")
        if "If-Match" not in parameters:
            left_out.add("412")
        if self.method != "POST":
            left_out.add("415")
        return [status for status in REFUSALS if status not in left_out]

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


def in_path(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.PATH, description=words)


def in_query(name: str, words: str, values: Iterable[str] = ()) -> OpenApiParameter:
    """A filter; closed ones are read in any case, empty ones ignored."""
    kind: dict[str, Any] = {"type": "string"}
    if listed := list(values):
        kind["enum"] = listed
    return OpenApiParameter(name, kind, description=words)


def operation(
    id: str,
    summary: str,
    text: str,
    *,
    tag: str,
    answer: Any,
    says: str,
    status: int = 200,
    request: Any = None,
    parameters: Iterable[OpenApiParameter] = (),
    synced: bool = False,
    versioned: bool = True,
) -> Any:
    """One method of a view. `synced`: the answer carries the headers of a mirrored object, without
    its version where there is none to come back to."""
    headers = [
        OpenApiParameter(
            name,
            HEADERS[name]["schema"],
            OpenApiParameter.HEADER,
            response=[status],
            required=True,
            description=HEADERS[name]["description"],
        )
        for name, carried in (("Linecheck-Sync", synced), ("ETag", synced and versioned))
        if carried
    ]
    return extend_schema(
        operation_id=id,
        summary=summary,
        description=text,
        tags=[tag],
        parameters=[*parameters, *headers],
        request=request,
        responses={status: OpenApiResponse(answer, says)},
    )
