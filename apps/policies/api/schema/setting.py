"""Phone delivery settings in the reference (PingOne API, Phone delivery settings)."""

from drf_spectacular.utils import extend_schema_view

from apps.dialects.pingone.schema import (
    IF_MATCH,
    PAGING,
    collection_of,
    in_path,
    operation,
    sends,
)
from apps.dialects.reference.schema import in_query
from apps.dialects.reference.shapes import REFS
from apps.policies.api.schema import setting_family, setting_gateway
from apps.policies.api.schema.setting_common import SETTING
from apps.policies.kinds import Kind

TAG = "Phone delivery settings"
NAME = "PhoneDeliverySetting"
KINDS = {
    Kind.CUSTOM_PROVIDER.value: "GatewaySetting",
    Kind.CUSTOM_TWILIO.value: "TwilioSetting",
    Kind.CUSTOM_TWILIO_VERIFY.value: "TwilioVerifySetting",
    Kind.CUSTOM_TWILIO_MESSAGING_SERVICE.value: "TwilioMessagingServiceSetting",
    Kind.CUSTOM_SYNIVERSE.value: "SyniverseSetting",
    Kind.CUSTOM_SYNIVERSE_CHANNELS.value: "SyniverseChannelsSetting",
    "Any other": "OtherSetting",
}
BODIES = {
    **SETTING,
    **setting_gateway.BODIES,
    **setting_family.BODIES,
    NAME: {
        "description": "By provider.",
        "oneOf": [{"$ref": f"{REFS}{name}"} for name in KINDS.values()],
    },
}
SETTING_ID = in_path("setting_id", "The setting's id, ours or PingOne's.")
EXPAND = in_query(
    "expand",
    "Taken and passed over: templates are read at Twilio, not kept here.",
    ["twilioverifytemplates"],
)
ONE = {"$ref": f"{REFS}{NAME}"}

LIST = extend_schema_view(
    get=operation(
        "listPhoneDeliverySettings",
        "List settings",
        "The providers of the environment; PingOne takes ten.",
        tag=TAG,
        parameters=[*PAGING, EXPAND],
        answer=collection_of("phoneDeliverySettings", NAME),
        says="The settings, all or a page.",
    ),
    post=operation(
        "createPhoneDeliverySetting",
        "Create a setting",
        "One address for every kind of provider. PingOne signs in at Twilio or Syniverse when it "
        "gets the setting; wrong credentials show on the page Sync.",
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
        "getPhoneDeliverySetting",
        "Read a setting",
        "One setting, without its secrets.",
        tag=TAG,
        parameters=[SETTING_ID, EXPAND],
        answer=ONE,
        says="The setting.",
        synced=True,
    ),
    put=operation(
        "replacePhoneDeliverySetting",
        "Replace a setting",
        "The whole of it: what is left out, or null, is cleared. Secrets that are left out or "
        "come back masked stay, unless the setting names another host than before; then they are "
        "asked for again. provider never changes; sid and authToken do not either.",
        tag=TAG,
        parameters=[SETTING_ID, IF_MATCH],
        request=sends(NAME),
        answer=ONE,
        says="Kept here; Linecheck replaces it at PingOne.",
        synced=True,
    ),
    delete=operation(
        "deletePhoneDeliverySetting",
        "Delete a setting",
        "Refused while a fallback chain of a policy names it.",
        tag=TAG,
        parameters=[SETTING_ID, IF_MATCH],
        answer=None,
        says="It is gone here at once; Linecheck deletes it at PingOne.",
        status=204,
        synced=True,
        versioned=False,
    ),
)
