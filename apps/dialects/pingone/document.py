"""The PingOne dialect as a document."""

import re
import shlex
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.dialects.pingone import schema
from apps.dialects.pingone.access_tokens import LASTS
from apps.dialects.pingone.errors import MESSAGES
from apps.dialects.pingone.hal import LARGEST
from apps.dialects.pingone.routes import ROOT
from apps.dialects.pingone.token_schema import OPERATION, add_token
from apps.dialects.pingone.token_schema import SCHEMAS as TOKEN_SCHEMAS
from apps.dialects.reference import document
from apps.dialects.reference.samples import Sample, load, pretty
from apps.dialects.reference.shapes import REFS, ref

ABOUT = """\
The phone delivery settings and notification policies of a PingOne environment, in PingOne's own \
REST dialect: same paths, bodies, collections, errors and status codes, so that clients of \
PingOne work by changing hosts and client.

A request is judged by the rules of the provider and kept here before it is answered; Linecheck \
then changes it at PingOne and follows it up. The header `Linecheck-Sync` says how far that is.

Sources: PingOne API, Phone delivery settings, Notification policies, Error codes, Paging; \
PingOne Terraform provider; RFC 6749."""
SCHEMAS: dict[str, dict[str, Any]] = {
    "Link": {
        "type": "object",
        "description": "A whole address.",
        "properties": {"href": {"type": "string", "description": "Follow it as it is."}},
        "required": ["href"],
    },
    "PageLinks": {
        "type": "object",
        "description": "Links of a collection.",
        "properties": {
            "self": ref("Link", "Of the whole collection."),
            "next": ref("Link", "Of the next page; there is none on the last."),
        },
        "required": ["self"],
    },
    "Error": {
        "type": "object",
        "description": "The body of every refusal.",
        "properties": {
            "id": {"type": "string", "format": "uuid", "description": "Names this request."},
            "code": {"type": "string", "enum": list(MESSAGES), "description": "What happened."},
            "message": {"type": "string", "description": "The same in a sentence."},
            "details": {"type": "array", "items": {"$ref": f"{REFS}ErrorDetail"}},
        },
        "required": ["id", "code", "message"],
    },
    "ErrorDetail": {
        "type": "object",
        "description": "One thing that is wrong.",
        "properties": {
            "code": {
                "type": "string",
                "enum": list(schema.CODES),
                "description": "What is wrong.",
            },
            "target": {
                "type": "string",
                "description": 'Where: requests[0].url. "" is the whole body.',
            },
            "message": {"type": "string", "description": "What is wrong and what to do."},
            "innerError": {
                "type": "object",
                "description": "What a program may want to know of it.",
                "properties": {
                    "allowedValues": {"type": "array", "items": {"type": "string"}},
                    "rangeMinimumValue": {"type": "integer", "description": "The least."},
                    "rangeMaximumValue": {"type": "integer", "description": "The most."},
                    "maximumValue": {"type": "integer", "description": "The most there may be."},
                    "quotaLimit": {"type": "integer", "description": "The most there may be."},
                },
            },
        },
        "required": ["code", "message"],
    },
    **TOKEN_SCHEMAS,
}
TOKEN_SAMPLES = load(Path(__file__).parent / "samples")


class Document(document.Document):
    """Shows the token endpoint as well."""

    name = "pingone"
    about = ABOUT
    root = ROOT
    account = "env_id"
    headers = schema.HEADERS
    refusals = schema.REFUSALS
    everywhere = ("Correlation-Id",)
    schemas = SCHEMAS

    def complete(self, made: dict[str, Any]) -> None:
        # PingOne writes its addresses without a last slash.
        made["paths"] = {path.rstrip("/"): said for path, said in made["paths"].items()}
        add_token(made)

    def of(self, operation: str) -> list[Sample]:
        return TOKEN_SAMPLES if operation == OPERATION else super().of(operation)

    def context(self) -> dict[str, Any]:
        return {
            "root": settings.PUBLIC_URL,
            "codes": schema.CODES.items(),
            "lasts": LASTS,
            "largest": LARGEST,
            "rate": settings.PINGONE_API_RATE,
            "rate_seconds": settings.PINGONE_API_RATE_SECONDS,
        }

    def curl(self, sample: Sample) -> str:
        environment = "$PINGONE_ENVIRONMENT_ID"
        path = sample.address().replace("{env_id}", environment)
        if path.startswith("/"):
            form = " ".join(f"-d {name}={value}" for name, value in sample.sent().items())
            sign_in = '-u "$PINGONE_CLIENT_ID:$PINGONE_CLIENT_SECRET"'
            return f'curl {sign_in} {form} \\\n  "{settings.PUBLIC_URL}{path}"'
        path = re.sub(r"{(\w+)}", lambda found: f"${found[1].upper()}", path)
        lines = ['curl -H "Authorization: Bearer $PINGONE_ACCESS_TOKEN"']
        if sample.method != "GET":
            lines.append(f"-X {sample.method}")
        if (sent := sample.sent()) is not None:
            lines.append("-H 'Content-Type: application/json'")
            lines.append(f"-d {shlex.quote(pretty(sent))}")
        below = f"{settings.PUBLIC_URL}/v1/environments/{environment}"
        lines.append(f'"{below}/{path}"' if path else f'"{below}"')
        return " \\\n  ".join(lines)
