"""Notification policies in the reference (PingOne API, Notification policies)."""

from typing import Any

from drf_spectacular.utils import extend_schema_view

from apps.dialects.pingone.schema import (
    IF_MATCH,
    PAGING,
    collection_of,
    in_path,
    operation,
    sends,
)
from apps.dialects.reference.shapes import (
    REFS,
    flag,
    listed,
    mapping,
    ref,
    text,
    whole,
    words_of,
)
from apps.policies.api.schema.common import LINKS, WRITTEN, written
from apps.policies.api.schema.setting import NAME as SETTING
from apps.policies.rules import conditions, cooldown, limits, quotas
from apps.policies.rules.policy import LONGEST_NAME

TAG = "Notification policies"
NAME = "NotificationPolicy"
COUNTRIES = {"type": "string"}
PART_WORDS = {
    "sms": "Of texts.",
    "email": "Of e-mail; entries as for sms.",
    "voice": "Of calls; entries as for sms.",
    "whatsApp": "Of WhatsApp; entries as for sms.",
}
BODIES: dict[str, dict[str, Any]] = {
    "PolicyLinks": mapping(
        "Links of a policy; PingOne may add others.",
        {
            **LINKS,
            "providersFallbackChain": ref("Link", "Of the settings its chains name."),
        },
        always=["self", "environment"],
    ),
    "Quota": mapping(
        "A daily limit: a total, or claimed and unclaimed.",
        {
            "type": text("For each user, or for the environment as a whole.", quotas.TYPES),
            "deliveryMethods": words_of(
                quotas.CHANNELS,
                "What counts together: SMS and Voice, also WhatsApp; Email by itself. Spelled so.",
                minItems=1,
            ),
            "total": whole("Messages a day; for USER at most 50.", minimum=0),
            "claimed": whole("Codes a day that were used; needs unclaimed.", minimum=0),
            "unclaimed": whole("Codes a day that were not used; needs claimed.", minimum=0),
        },
        required=["type", "deliveryMethods"],
    ),
    "CountryLimit": mapping(
        "Where texts and calls may go.",
        {
            "type": text("NONE for no limit.", limits.TYPES),
            "countries": listed(COUNTRIES, "Two-letter codes; needed unless type is NONE."),
            "deliveryMethods": words_of(
                limits.CHANNELS, "What is limited; both when left out, neither with NONE."
            ),
        },
        required=["type"],
    ),
    "CooldownPeriod": mapping(
        "A wait of ten seconds to ten minutes.",
        {
            "duration": whole("10 to 600 SECONDS, 1 to 10 MINUTES.", minimum=1, maximum=600),
            "timeUnit": text("What duration counts.", cooldown.UNITS),
        },
        required=["duration", "timeUnit"],
    ),
    "ChannelCooldown": mapping(
        "How long a user waits before asking again.",
        {
            "enabled": flag("Whether there is a wait; the others count only then."),
            "periods": listed(
                {"$ref": f"{REFS}CooldownPeriod"},
                "Exactly three: before the first retry, the second, every later one.",
            ),
            "resendLimit": whole("After so many a user is blocked for 30 minutes; 1 to 10."),
            "groupBy": text("USER_ID to count by user; by address or number when left out."),
        },
        required=["enabled"],
    ),
    "CooldownConfiguration": mapping(
        "Waits, by channel.",
        {channel: ref("ChannelCooldown", PART_WORDS[channel]) for channel in cooldown.CHANNELS},
        required=cooldown.CHANNELS,
    ),
    "ChainEntry": mapping(
        "A provider of a chain.",
        {"id": text("Of a phone delivery setting, ours or PingOne's; answered as ours.")},
        required=["id"],
    ),
    "Condition": mapping(
        "Who sends what where.",
        {
            "deliveryMethods": words_of(
                conditions.CHANNELS, "Both when left out; in capitals here."
            ),
            "countries": listed(
                COUNTRIES, "Two-letter codes; left out in the one for all other countries."
            ),
            "fallbackChain": listed(
                {"$ref": f"{REFS}ChainEntry"}, "Tried in this order.", minItems=1
            ),
        },
        required=["fallbackChain"],
    ),
    "ProviderConfiguration": mapping(
        "Who sends; without it the environment's default sender.",
        {
            "conditions": listed(
                {"$ref": f"{REFS}Condition"},
                "The first that names country and channel counts. One without countries is "
                "needed; it stands last.",
            )
        },
        required=["conditions"],
    ),
    NAME: mapping(
        "A notification policy.",
        {
            **written("PolicyLinks"),
            "name": text("Once in an environment.", minLength=1, maxLength=LONGEST_NAME),
            "default": flag(
                "For whoever names no policy. Every environment has exactly one: making another "
                "the default takes it from this one."
            ),
            "quotas": listed(
                {"$ref": f"{REFS}Quota"},
                "Daily limits: one for phone channels, one for e-mail; [] for none.",
                maxItems=quotas.MOST_QUOTAS,
            ),
            "countryLimit": ref("CountryLimit", "Answered as type NONE when left out."),
            "cooldownConfiguration": ref(
                "CooldownConfiguration",
                "All four channels or none of them; answered as disabled when left out.",
            ),
            "providerConfiguration": ref(
                "ProviderConfiguration", "PingOne may fill it in when it is left out."
            ),
        },
        required=["name", "quotas"],
        always=[*WRITTEN, "name"],
    ),
}
POLICY_ID = in_path("policy_id", "The policy's id, ours or PingOne's.")
ONE = {"$ref": f"{REFS}{NAME}"}

LIST = extend_schema_view(
    get=operation(
        "listNotificationPolicies",
        "List policies",
        "The policies of the environment.",
        tag=TAG,
        parameters=PAGING,
        answer=collection_of("notificationsPolicies", NAME),
        says="The policies, all or a page.",
    ),
    post=operation(
        "createNotificationPolicy",
        "Create a policy",
        "Its chains may name settings that PingOne does not have yet: the policy waits for them.",
        tag=TAG,
        request=sends(NAME),
        answer=ONE,
        says="Kept here; Linecheck creates it at PingOne.",
        status=201,
        synced=True,
    ),
)
DETAIL = extend_schema_view(
    get=operation(
        "getNotificationPolicy",
        "Read a policy",
        "One policy.",
        tag=TAG,
        parameters=[POLICY_ID],
        answer=ONE,
        says="The policy.",
        synced=True,
    ),
    put=operation(
        "replaceNotificationPolicy",
        "Replace a policy",
        "The whole of it: what is left out, or null, is cleared. Send default: true along with the "
        "default policy: false is refused there.",
        tag=TAG,
        parameters=[POLICY_ID, IF_MATCH],
        request=sends(NAME),
        answer=ONE,
        says="Kept here; Linecheck replaces it at PingOne.",
        synced=True,
    ),
    delete=operation(
        "deleteNotificationPolicy",
        "Delete a policy",
        "The default policy cannot be deleted.",
        tag=TAG,
        parameters=[POLICY_ID, IF_MATCH],
        answer=None,
        says="It is gone here at once; Linecheck deletes it at PingOne.",
        status=204,
        synced=True,
        versioned=False,
    ),
)
SETTINGS = extend_schema_view(
    get=operation(
        "listNotificationPolicySettings",
        "List a policy's settings",
        "Those its fallback chains name, each once. PingOne links to this address as "
        "providersFallbackChain and says nothing more of it.",
        tag=TAG,
        parameters=[POLICY_ID, *PAGING],
        answer=collection_of("phoneDeliverySettings", SETTING),
        says="The settings, all or a page.",
    ),
)
