"""Numbers of the account in the reference (Plivo's SDKs, ``numbers``)."""

from typing import Any

from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from apps.dialects.plivo.schema import PAGING, flat, in_path, in_query, listing, operation

TAG = "Number"
TYPES = ("fixed", "mobile", "tollfree")


class AccountNumberSerializer(serializers.Serializer[Any]):
    """A number the account rents."""

    number = serializers.CharField(help_text="Digits without +.")
    alias = serializers.CharField()
    country = serializers.CharField()
    type = serializers.CharField(help_text="fixed, mobile or tollfree.")
    number_type = serializers.CharField()
    sms_enabled = serializers.BooleanField()
    mms_enabled = serializers.BooleanField()
    voice_enabled = serializers.BooleanField()
    application = serializers.CharField()
    region = serializers.CharField()
    added_on = serializers.CharField(help_text="As Plivo writes it.")
    tendlc_registration_status = serializers.CharField(
        help_text="UNREGISTERED, PROCESSING or COMPLETED."
    )
    tendlc_campaign_id = serializers.CharField(help_text="The campaign it is linked to, our id.")
    toll_free_sms_verification = serializers.CharField(
        help_text="UNVERIFIED, PENDING_VERIFICATION or VERIFIED."
    )
    toll_free_sms_verification_id = serializers.CharField(help_text="The verification, our id.")
    resource_uri = serializers.CharField(help_text="The relative address of this object.")


LIST = extend_schema_view(
    get=operation(
        "listNumbers",
        "List numbers",
        "The numbers the account rents at Plivo, as last read from there.",
        tag=TAG,
        parameters=[
            *PAGING,
            in_query("type", "What kind of number.", TYPES),
            in_query("number_startswith", "Numbers that begin with these digits."),
            in_query("alias", "Numbers of this name."),
            in_query("services", "Numbers that can do all of these: sms, mms, voice."),
            in_query(
                "tendlc_registration_status",
                "UNREGISTERED, PROCESSING (in_progress) or COMPLETED (registered).",
            ),
            in_query("tendlc_campaign_id", "Numbers of this campaign; our id or Plivo's."),
            in_query("toll_free_sms_verification", "UNVERIFIED, PENDING_VERIFICATION or VERIFIED."),
        ],
        answer=listing("AccountNumberList", "objects", AccountNumberSerializer),
        says="A page of numbers.",
    ),
)
DETAIL = extend_schema_view(
    get=operation(
        "getNumber",
        "Read a number",
        "One number of the account.",
        tag=TAG,
        parameters=[in_path("number", "The phone number with country code.")],
        answer=flat("AccountNumberAnswer", AccountNumberSerializer),
        says="The number, without an envelope.",
    ),
)
