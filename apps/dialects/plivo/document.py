"""The Plivo dialect as a document."""

import re
import shlex
from typing import Any

from django.conf import settings

from apps.dialects.plivo import schema
from apps.dialects.plivo.paging import LARGEST
from apps.dialects.plivo.routes import ROOT
from apps.dialects.reference import document
from apps.dialects.reference.samples import Sample, pretty

ABOUT = """\
The messaging compliance resources of a Plivo account, in Plivo's own REST dialect: same paths, \
bodies, envelopes and status codes, so that Plivo's SDKs work by changing base URL and token.

A request is judged by the rules of the provider and kept here before it is answered; Linecheck \
then files it with Plivo and follows it up. The header `Linecheck-Sync` says how far that is.

Sources: Plivo docs, Profile, 10DLC brand, 10DLC campaign, 10DLC number, Toll-free verification; \
Plivo Python SDK 4.63.0."""
SCHEMAS: dict[str, dict[str, Any]] = {
    "Absent": {
        "type": "string",
        "maxLength": 0,
        "nullable": True,
        "description": "Empty text and null say that the value is not given. In an update null "
        "empties a text.",
    },
    "Error": {
        "type": "object",
        "description": "The body of every refusal.",
        "properties": {
            "api_id": {"type": "string", "description": "Names this request."},
            "error": {
                "type": "string",
                "description": "What is wrong and what to do; a field's words follow its name.",
            },
        },
        "required": ["api_id", "error"],
    },
}


class Document(document.Document):
    name = "plivo"
    about = ABOUT
    root = ROOT
    account = "auth_id"
    schemas = SCHEMAS
    headers = schema.HEADERS
    refusals = schema.REFUSALS

    def context(self) -> dict[str, Any]:
        return {
            "root": f"{settings.PUBLIC_URL}/v1/Account",
            "largest": LARGEST,
            "rate": settings.API_RATE,
            "rate_seconds": settings.API_RATE_SECONDS,
        }

    def curl(self, sample: Sample) -> str:
        path = re.sub(r"{(\w+)}", lambda found: f"${found[1].upper()}", sample.address())
        lines = ['curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN"']
        if sample.method != "GET":
            lines.append(f"-X {sample.method}")
        if (sent := sample.sent()) is not None:
            lines.append("-H 'Content-Type: application/json'")
            lines.append(f"-d {shlex.quote(pretty(sent))}")
        lines.append(f'"{settings.PUBLIC_URL}/v1/Account/$PLIVO_AUTH_ID/{path}"')
        return " \\\n  ".join(lines)
