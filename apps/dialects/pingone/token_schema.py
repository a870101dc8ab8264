"""The token endpoint in the reference (RFC 6749, 4.4 and 5): no view of the framework."""

from typing import Any

from apps.dialects.pingone import schema
from apps.dialects.pingone.access_tokens import LASTS
from apps.dialects.pingone.token import FORM, GRANT
from apps.dialects.reference.shapes import REFS

PATH = "/{env_id}/as/token"
OPERATION = "getAccessToken"
ERRORS = (
    "invalid_request",
    "invalid_client",
    "unsupported_grant_type",
    "temporarily_unavailable",
)
SCHEMAS: dict[str, dict[str, Any]] = {
    "TokenRequest": {
        "type": "object",
        "properties": {
            "grant_type": {"type": "string", "enum": [GRANT], "description": "The only one."},
            "client_id": {
                "type": "string",
                "description": "Where the client is not named by HTTP Basic.",
            },
            "client_secret": {
                "type": "string",
                "description": "With client_id, where HTTP Basic is not used.",
            },
            "scope": {"type": "string", "description": "Passed over."},
        },
        "required": ["grant_type"],
    },
    "Token": {
        "type": "object",
        "properties": {
            "access_token": {"type": "string", "description": "For Authorization: Bearer."},
            "token_type": {"type": "string", "enum": ["Bearer"], "description": "The only one."},
            "expires_in": {
                "type": "integer",
                "description": f"Seconds: {LASTS:,}, or less when the client ends before.",
            },
        },
        "required": ["access_token", "token_type", "expires_in"],
    },
    "TokenError": {
        "type": "object",
        "description": "The body of a refusal, as RFC 6749 has it.",
        "properties": {
            "error": {"type": "string", "enum": list(ERRORS), "description": "What happened."},
            "error_description": {"type": "string", "description": "What to do."},
        },
        "required": ["error", "error_description"],
    },
}
REFUSALS = {
    "400": ("The form is not as described, or asks for another grant.", ()),
    "401": (
        "invalid_client: id, secret and environment do not belong together, or the client is not "
        "live. With WWW-Authenticate if HTTP Basic was used.",
        (),
    ),
    "405": ("Only POST.", ()),
    "429": ("Too many wrong tries of this client from this address.", ("Retry-After",)),
}


def add_token(made: dict[str, Any]) -> None:
    """Puts the endpoint before all others, and how a client names itself there."""
    made["paths"] = {PATH: {"post": _operation()}, **made["paths"]}
    made["components"].setdefault("securitySchemes", {})["client"] = {
        "type": "http",
        "scheme": "basic",
        "description": "User: the client id. Password: the client secret. Either may be sent in "
        "the form instead.",
    }


def _operation() -> dict[str, Any]:
    environment = schema.ENV_ID
    return {
        "operationId": OPERATION,
        "summary": "Get an access token",
        "description": "OAuth 2.0, client credentials. The client names itself by HTTP Basic or "
        "in the form, never in both.",
        "tags": ["Access token"],
        "security": [{"client": []}, {}],
        "parameters": [
            {
                "in": "path",
                "name": environment.name,
                "schema": environment.type,
                "description": environment.description,
                "required": True,
            }
        ],
        "requestBody": {
            "content": {FORM: {"schema": {"$ref": f"{REFS}TokenRequest"}}},
            "required": True,
        },
        "responses": {
            "200": {
                "description": "A token for this environment.",
                "content": {"application/json": {"schema": {"$ref": f"{REFS}Token"}}},
            },
            **{status: _refusal(*said) for status, said in REFUSALS.items()},
        },
    }


def _refusal(words: str, headers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "description": words,
        "headers": {name: {**schema.HEADERS[name], "required": True} for name in headers},
        "content": {"application/json": {"schema": {"$ref": f"{REFS}TokenError"}}},
    }
