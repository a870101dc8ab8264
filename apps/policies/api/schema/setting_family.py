"""Accounts at Twilio and Syniverse (PingOne API, Phone delivery settings)."""

from typing import Any

from apps.dialects.reference.shapes import REFS, flag, listed, mapping, text
from apps.policies.api.schema.setting_common import numbers, of_kind
from apps.policies.kinds import Kind
from apps.policies.rules.family import SID_LENGTH

TOKEN = text(
    "The account's auth token: needed to create, cannot be changed. Never answered.", writeOnly=True
)
SID = text(
    "The account SID: cannot be changed.",
    minLength=SID_LENGTH,
)
NUMBERS = numbers(
    "Those of the account, once PingOne has read them there; send the whole list back with "
    "selected: true where it counts. Entries as for CUSTOM_PROVIDER."
)
BODIES: dict[str, dict[str, Any]] = {
    "MessagingService": mapping(
        "A messaging service of a Twilio account.",
        {
            "messagingServiceId": text("As PingOne answered it."),
            "name": text("As PingOne answered it."),
            "selected": flag("True for exactly one of them."),
        },
        required=["messagingServiceId"],
    ),
    "Channel": mapping(
        "A channel of a Syniverse account.",
        {
            "id": {"description": "As PingOne answered it."},
            "name": {"description": "As PingOne answered it."},
            "selected": {"description": "Whether it is sent through."},
            "available": {"description": "Whether the account has it now."},
            "priority": {"description": "As PingOne answered it."},
            "capabilities": {"description": "As PingOne answered it."},
            "createdAt": {"description": "As PingOne answered it."},
        },
    ),
    "TwilioSetting": of_kind(
        Kind.CUSTOM_TWILIO,
        "An account at Twilio.",
        {"sid": SID, "authToken": TOKEN, "numbers": NUMBERS},
        required=["sid"],
    ),
    "TwilioVerifySetting": of_kind(
        Kind.CUSTOM_TWILIO_VERIFY,
        "A Verify service at Twilio.",
        {
            "sid": SID,
            "authToken": TOKEN,
            "verifyServiceId": text("The Service SID of Verify."),
            "numbers": NUMBERS,
        },
        required=["sid", "verifyServiceId"],
    ),
    "TwilioMessagingServiceSetting": of_kind(
        Kind.CUSTOM_TWILIO_MESSAGING_SERVICE,
        "A messaging service at Twilio; name is required.",
        {
            "sid": SID,
            "authToken": TOKEN,
            "messagingServices": listed(
                {"$ref": f"{REFS}MessagingService"},
                "Those of the account, once PingOne has read them there.",
            ),
            "numbers": NUMBERS,
        },
        required=["name", "sid"],
    ),
    "SyniverseSetting": of_kind(
        Kind.CUSTOM_SYNIVERSE,
        "An account at Syniverse.",
        {
            "authToken": TOKEN,
            "sid": text('Syniverse has none; PingOne\'s tools send "".'),
            "numbers": NUMBERS,
        },
    ),
    "SyniverseChannelsSetting": of_kind(
        Kind.CUSTOM_SYNIVERSE_CHANNELS,
        "Channels of an account at Syniverse.",
        {
            "authToken": TOKEN,
            "sid": text('Syniverse has none; PingOne\'s tools send "".'),
            "channels": listed(
                {"$ref": f"{REFS}Channel"},
                "Those of the account, once PingOne has read them there.",
            ),
            "numbers": NUMBERS,
        },
    ),
    "OtherSetting": {
        "allOf": [
            {"$ref": f"{REFS}Setting"},
            mapping(
                "A kind that is not in PingOne's documentation yet: kept and sent on as it is, "
                "with its name and numbers unread.",
                {
                    "provider": {
                        "type": "string",
                        "not": {"enum": list(Kind.values)},
                        "description": "Whatever PingOne knows by then.",
                    }
                },
                required=["provider"],
                always=["provider"],
            ),
        ]
    },
}
