"""What a new provider begins with: nothing, or a gateway people use."""

from dataclasses import dataclass
from typing import Any

from apps.policies.body import CUSTOM_PROVIDER, Body
from apps.policies.filling import FORM, JSON
from apps.policies.kinds import Kind

BLANK_REQUEST: Body = {"deliveryMethod": "SMS", "method": "POST", "url": ""}
BLANK_NUMBER: Body = {
    "number": "",
    "type": "PHONE_NUMBER",
    "selected": True,
    "available": True,
    "capabilities": ["SMS"],
}
OTHER = "OTHER"
EXPLAINED = {
    Kind.CUSTOM_PROVIDER: "Any gateway with an HTTP address: you write the request PingOne makes.",
    Kind.CUSTOM_TWILIO: "Your Twilio account; PingOne lists its numbers, you select some.",
    Kind.CUSTOM_TWILIO_VERIFY: "Passcodes through a Verify service of your Twilio account.",
    Kind.CUSTOM_TWILIO_MESSAGING_SERVICE: "Texts through a messaging service at Twilio.",
    Kind.CUSTOM_SYNIVERSE: "Your Syniverse account; PingOne lists its numbers, you select some.",
    Kind.CUSTOM_SYNIVERSE_CHANNELS: "Channels of your Syniverse account.",
    OTHER: "A kind Linecheck has no form for yet, written as JSON and kept as it is.",
}


@dataclass(frozen=True, slots=True)
class Starter:
    label: str
    method: str
    request: dict[str, Any]
    note: str


STARTERS = {
    # Telesign's Messaging API takes a form, its key is message_type (Telesign, SMS API).
    "telesign": Starter(
        "Telesign",
        "BASIC",
        {
            "deliveryMethod": "SMS",
            "method": "POST",
            "url": "https://rest-ww.telesign.com/v1/messaging",
            "headers": {"content-type": FORM},
            "body": "message_type=OTP&message=${message}&phone_number=${to}",
            "phoneNumberFormat": "NUMBER_ONLY",
        },
        "The user name is your customer id, the password your API key.",
    ),
    # Plivo, Send a Message: src, dst and text as JSON.
    "plivo": Starter(
        "Plivo",
        "BASIC",
        {
            "deliveryMethod": "SMS",
            "method": "POST",
            "url": "https://api.plivo.com/v1/Account/{auth_id}/Message/",
            "headers": {"content-type": JSON},
            "body": '{"src": "${from}", "dst": "${to}", "text": "${message}"}',
            "phoneNumberFormat": "FULL",
        },
        "Put your Auth ID in the place of {auth_id}; it is the user name as well, the Auth Token "
        "is the password.",
    ),
    "json": Starter(
        "JSON",
        "BEARER",
        {
            "deliveryMethod": "SMS",
            "method": "POST",
            "url": "",
            "headers": {"content-type": JSON},
            "body": '{"to": "${to}", "from": "${from}", "text": "${message}"}',
            "phoneNumberFormat": "FULL",
        },
        "A gateway that takes JSON.",
    ),
    "form": Starter(
        "A form",
        "BASIC",
        {
            "deliveryMethod": "SMS",
            "method": "POST",
            "url": "",
            "headers": {"content-type": FORM},
            "body": "to=${to}&from=${from}&text=${message}",
            "phoneNumberFormat": "FULL",
        },
        "A gateway that takes form fields.",
    ),
}


def beginning(kind: str) -> Body:
    """The body a new provider of this kind begins with."""
    if kind == CUSTOM_PROVIDER:
        return {
            "name": "",
            "provider": kind,
            "authentication": {"method": "BASIC"},
            "requests": [dict(BLANK_REQUEST)],
        }
    if kind == Kind.CUSTOM_TWILIO_MESSAGING_SERVICE:
        return {"name": "", "provider": kind, "sid": ""}
    if kind in (Kind.CUSTOM_SYNIVERSE, Kind.CUSTOM_SYNIVERSE_CHANNELS):
        return {"provider": kind}
    if kind in Kind.values:
        return {"provider": kind, "sid": ""}
    return {"provider": ""}
