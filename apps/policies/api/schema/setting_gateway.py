"""CUSTOM_PROVIDER: a gateway that PingOne calls by HTTP (PingOne API, Phone delivery settings)."""

from typing import Any

from apps.dialects.reference.shapes import REFS, listed, mapping, ref, text
from apps.policies.api.schema.setting_common import numbers, of_kind
from apps.policies.kinds import Kind
from apps.policies.rules.authentication import GRANTS, METHODS
from apps.policies.rules.requests import CHANNELS, FORMATS, VERBS

HIDDEN = "Never answered."
BODIES: dict[str, dict[str, Any]] = {
    "GatewayAuthentication": mapping(
        "How PingOne signs in at the gateway.",
        {
            "method": text("Which of the others count.", METHODS),
            "username": text("For BASIC."),
            "password": text(f"For BASIC. {HIDDEN}", writeOnly=True),
            "authToken": text(f"For BEARER. {HIDDEN}", writeOnly=True),
            "authUrl": text("For OAUTH2: the address of the token endpoint."),
            "grantType": text("For OAUTH2; CLIENT_CREDENTIALS when left out.", GRANTS),
            "clientId": text("For CLIENT_CREDENTIALS."),
            "clientSecret": text(f"For CLIENT_CREDENTIALS. {HIDDEN}", writeOnly=True),
            "assertion": text(f"For JWT_BEARER: the signed JWT. {HIDDEN}", writeOnly=True),
            "scopes": listed({"type": "string"}, "For OAUTH2: what is asked for."),
            "clientAuthenticationMethod": text(
                "For OAUTH2: how the secret is sent, BASIC_AUTH_HEADER or BODY; PingOne decides.",
                readOnly=True,
            ),
            "headerName": text("For CUSTOM_HEADER."),
            "headerValue": text(f"For CUSTOM_HEADER. {HIDDEN}", writeOnly=True),
        },
        required=["method"],
    ),
    "GatewayRequest": mapping(
        "A request PingOne makes of the gateway.",
        {
            "deliveryMethod": text("For texts or for calls; in capitals here.", CHANNELS),
            "method": text("The HTTP method.", VERBS),
            "url": text(
                "The gateway's address, best with https://. With GET ${to} and ${message} belong "
                "here."
            ),
            "body": text(
                "With POST: a form or JSON with ${to} and ${message}; also ${from}, ${otp}, "
                "${locale}, ${voice}, ${user.username}, ${user.name.given} and ${user.name.family}."
            ),
            "messageType": text(
                "As one of PingOne's pages prints it; read as the body messageType=….",
                writeOnly=True,
            ),
            "headers": {
                "type": "object",
                "additionalProperties": {"type": "string"},
                "description": "Names and values. Values that look like credentials are answered "
                "masked, and stay when they come back so.",
            },
            "phoneNumberFormat": text(
                "FULL (+1415…) or NUMBER_ONLY (1415…); FULL when left out.", FORMATS
            ),
            "beforeTag": text("For VOICE: what stands before the code, such as <Say>."),
            "afterTag": text("For VOICE: what stands behind the code."),
        },
        required=["deliveryMethod", "method", "url"],
    ),
    "GatewaySetting": of_kind(
        Kind.CUSTOM_PROVIDER,
        "A gateway of your own; name is required.",
        {
            "authentication": ref("GatewayAuthentication", "How PingOne signs in there."),
            "requests": listed(
                {"$ref": f"{REFS}GatewayRequest"}, "Tried as listed for each delivery method."
            ),
            "numbers": numbers("What may be sent from."),
        },
        required=["name", "authentication", "requests"],
    ),
}
