"""Numbers of a campaign in the reference (Plivo docs, 10DLC number)."""

from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework import serializers

from apps.compliance.api.schema.campaign import CAMPAIGN_ID
from apps.compliance.api.schema.words import CALLBACK_METHOD, CALLBACK_URL
from apps.compliance.serializers import NumberLinkRequest, NumberResource, NumberUnlinkRequest
from apps.dialects.plivo.schema import (
    LIMIT,
    OFFSET,
    envelope,
    in_path,
    in_query,
    operation,
    received,
)

TAG = "Campaign number"
NUMBER = in_path("number", "The phone number with country code.")
LINKED = envelope(
    "CampaignNumbers",
    campaign_id=serializers.CharField(help_text="The campaign's id."),
    campaign_alias=serializers.CharField(help_text="Its friendly name."),
    usecase=serializers.CharField(help_text="What it sends."),
    phone_numbers=NumberResource(many=True, help_text="Newest first."),
    phone_numbers_summary=serializers.DictField(
        child=serializers.IntegerField(), help_text="How many of each status (SDKs)."
    ),
    number_pool_limit=serializers.IntegerField(help_text="How many fit (SDKs)."),
)

LIST = extend_schema_view(
    get=operation(
        "listCampaignNumbers",
        "List a campaign's numbers",
        "All numbers of the campaign at once; a page of them if limit or offset is given.",
        tag=TAG,
        parameters=[
            CAMPAIGN_ID,
            OpenApiParameter("limit", LIMIT.type, description="How many to return; all without."),
            OFFSET,
        ],
        answer=LINKED,
        says="The numbers and how far each is.",
        synced=True,
    ),
    post=operation(
        "linkNumbers",
        "Link numbers",
        "Numbers the account rents, each in one campaign at most. A campaign that is not yet "
        "ACTIVE will do: the numbers wait for it.",
        tag=TAG,
        parameters=[CAMPAIGN_ID],
        request=NumberLinkRequest,
        answer=received("NumbersReceived"),
        says="Kept here; Linecheck links each at Plivo.",
        status=202,
        synced=True,
    ),
)
DETAIL = extend_schema_view(
    get=operation(
        "getCampaignNumber",
        "Read a campaign's number",
        "One number of the campaign.",
        tag=TAG,
        parameters=[CAMPAIGN_ID, NUMBER],
        answer=LINKED,
        says="The number, alone in phone_numbers.",
        synced=True,
    ),
    delete=operation(
        "unlinkNumber",
        "Unlink a number",
        "Arguments are read from the query, as the page says, and from a body, as the SDKs send "
        "them.",
        tag=TAG,
        parameters=[
            CAMPAIGN_ID,
            NUMBER,
            in_query("url", CALLBACK_URL),
            in_query("method", CALLBACK_METHOD, ("GET", "POST")),
        ],
        request=NumberUnlinkRequest,
        answer=received("NumberReceived"),
        says="Linecheck unlinks it at Plivo.",
        status=202,
        synced=True,
        versioned=False,
    ),
)
