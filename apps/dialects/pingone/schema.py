"""The OpenAPI description of this dialect: what holds for every operation is said once, here."""

from functools import partial
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter

from apps.dialects.pingone.access_tokens import LASTS
from apps.dialects.pingone.hal import LARGEST
from apps.dialects.reference import schema as shared
from apps.dialects.reference.schema import IF_MATCH, Refusal, in_path
from apps.dialects.reference.shapes import REFS, SENT, ref

__all__ = ["IF_MATCH", "PAGING", "collection_of", "in_path", "operation", "sends"]

UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
ENV_ID = OpenApiParameter(
    "env_id",
    {"type": "string", "pattern": UUID},
    OpenApiParameter.PATH,
    description="The id of the connected PingOne environment.",
)
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": LARGEST},
    description=f"How many to return, 1 to {LARGEST:,}; all without it.",
)
CURSOR = OpenApiParameter(
    "cursor", str, description="Where the page begins, from _links.next of the page before."
)
PAGING = (LIMIT, CURSOR)
HEADERS = {
    "Linecheck-Sync": shared.sync_header("PingOne"),
    "ETag": shared.ETAG,
    "Retry-After": shared.RETRY_AFTER,
    "WWW-Authenticate": shared.WWW_AUTHENTICATE,
    "Correlation-Id": {
        "description": "Names this request; say it when you ask us about it.",
        "schema": {"type": "string"},
    },
}
# Shared answers (PingOne API, Error codes; 412 and 415 for a body: ours).
REFUSALS: dict[str, Refusal] = {
    "400": Refusal(
        "Invalid",
        "INVALID_DATA: the body or a parameter breaks rules, one in each of `details`. "
        "INVALID_REQUEST: the body is no JSON object. REQUEST_FAILED: this is not possible now.",
    ),
    "401": Refusal(
        "Unauthorized",
        "ACCESS_FAILED: the access token is missing, expired or not valid.",
        "WWW-Authenticate",
    ),
    "403": Refusal(
        "Forbidden",
        "ACCESS_FAILED: the client may only read, is for other resources or another environment, "
        "or the environment is not connected here.",
    ),
    "404": Refusal(
        "NotFound",
        "NOT_FOUND: this environment has no such object, or it is being deleted.",
    ),
    "405": Refusal("NotAllowed", "INVALID_REQUEST: this address does not know the method."),
    "412": Refusal(
        "Changed",
        "REQUEST_FAILED: the object is not the version that If-Match names. Read it again.",
    ),
    "415": Refusal("NotJson", "INVALID_REQUEST: the body is not JSON."),
    "429": Refusal(
        "TooMany",
        "REQUEST_LIMITED: more requests than the client may make in the window.",
        "Retry-After",
    ),
    "500": Refusal("Failed", "UNEXPECTED_ERROR: Linecheck failed on its side. Try again."),
}
# PingOne API, Error codes: of a detail. What it means at this door.
CODES = {
    "REQUIRED_VALUE": "A value that is needed is missing.",
    "EMPTY_VALUE": "A list or text is there and empty.",
    "INVALID_VALUE": "A value of the wrong type, or none of those it can be; innerError lists "
    "them in allowedValues.",
    "OUT_OF_RANGE": "A number too small or too large; innerError has rangeMinimumValue and "
    "rangeMaximumValue.",
    "SIZE_LIMIT_EXCEEDED": "Too long or too many; innerError has maximumValue or quotaLimit.",
    "UNIQUENESS_VIOLATION": "Another object of the environment has it already.",
    "CONSTRAINT_VIOLATION": "Values that do not go together, or an act that something prevents.",
    "INVALID_TOKEN": "Get a new access token.",
    "INSUFFICIENT_PERMISSIONS": "The client does not open this.",
    "LIMIT_EXCEEDED": "Wait as long as Retry-After says.",
}


class OAuthScheme(OpenApiAuthenticationExtension):
    target_class = "apps.dialects.pingone.authentication.PingOneAuthentication"
    name = "oauth2"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "oauth2",
            "description": "Client id and secret are issued on the page API credentials, for one "
            f"environment; its id takes the place of {{env_id}}. A token is good for {LASTS:,} "
            "seconds and ends with its client. Scopes have no meaning.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": f"{settings.PUBLIC_URL}/{{env_id}}/as/token",
                    "scopes": {},
                }
            },
        }


class PingOneSchema(shared.DialectSchema):
    account = ENV_ID
    refusals = REFUSALS

    def _get_request_body(self, direction: Any = "request") -> Any:
        """Described bodies are needed; the generator knows that of its own serializers only."""
        body = super()._get_request_body(direction)
        return {**body, "required": True} if body else body


def sends(name: str) -> Any:
    """The description of this name, as the body of a request."""
    return {"application/json": {"$ref": f"{REFS}{name}{SENT}"}}


def collection_of(key: str, name: str) -> dict[str, Any]:
    """A collection whose objects stand under `key` and are described as `name`."""
    objects = {
        "type": "array",
        "description": "By id.",
        "items": {"$ref": REFS + name},
    }
    return {
        "type": "object",
        "properties": {
            "_links": ref("PageLinks", "Addresses of this door."),
            "_embedded": {
                "type": "object",
                "description": "The objects.",
                "properties": {key: objects},
                "required": [key],
            },
            "count": {"type": "integer", "description": "How many there are."},
            "size": {"type": "integer", "description": "How many of them are here."},
        },
        "required": ["_links", "_embedded", "count", "size"],
    }


operation = partial(shared.operation, HEADERS)
