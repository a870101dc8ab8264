"""Campaigns in the reference (Plivo docs, 10DLC campaign)."""

from drf_spectacular.utils import extend_schema_view

from apps.compliance.api.schema import fields as fields  # registers how bodies are described
from apps.compliance.choices import CampaignSource, CampaignStatus, UseCase
from apps.compliance.serializers import (
    CampaignImportRequest,
    CampaignRequest,
    CampaignResource,
    CampaignUpdateRequest,
)
from apps.dialects.plivo.schema import (
    IF_MATCH,
    PAGING,
    envelope,
    in_path,
    in_query,
    listing,
    operation,
    received,
)

TAG = "Campaign"
CAMPAIGN_ID = in_path("campaign_id", "The campaign's id, ours or Plivo's.")
ONE = envelope("CampaignAnswer", campaign=CampaignResource())

LIST = extend_schema_view(
    get=operation(
        "listCampaigns",
        "List campaigns",
        "The campaigns of the account, newest first.",
        tag=TAG,
        parameters=[
            *PAGING,
            in_query("usecase", "What it sends.", UseCase.values),
            in_query("brand_id", "Of this brand, by our id or Plivo's."),
            in_query("registration_status", "Where it stands.", CampaignStatus.values),
            in_query("campaign_source", "Where it was filed.", CampaignSource.values),
        ],
        answer=listing("CampaignList", "campaigns", CampaignResource),
        says="A page of campaigns.",
    ),
    post=operation(
        "createCampaign",
        "File a campaign",
        "Says what a brand will send and how people agree to it. The review costs a fee at Plivo. "
        "A brand that is still PROCESSING will do: the campaign waits for it.",
        tag=TAG,
        request=CampaignRequest,
        answer=received(
            "CampaignCreated",
            apiId="The same as api_id, as Plivo's page prints it.",
            campaign_id="The new campaign's id.",
            campaignId="The same, as Plivo's page prints it.",
        ),
        says="Kept here; Linecheck files it with Plivo. It reads PROCESSING until they decide.",
        synced=True,
    ),
)
IMPORT = extend_schema_view(
    post=operation(
        "importCampaign",
        "Import a campaign",
        "Takes over a campaign filed at The Campaign Registry and shared with Plivo there. Its id "
        "is its id here.",
        tag=TAG,
        request=CampaignImportRequest,
        answer=received("CampaignImported", campaign_id="The campaign's id."),
        says="Kept here; Linecheck imports it at Plivo.",
        synced=True,
    ),
)
DETAIL = extend_schema_view(
    get=operation(
        "getCampaign",
        "Read a campaign",
        "One campaign; after a decline with the reason.",
        tag=TAG,
        parameters=[CAMPAIGN_ID],
        answer=ONE,
        says="The campaign.",
        synced=True,
    ),
    post=operation(
        "updateCampaign",
        "Correct a campaign",
        "Only while it is FAILED or PROCESSING. Each change files it for another review and costs "
        'the fee again. `""` means unchanged; null empties a text.',
        tag=TAG,
        parameters=[CAMPAIGN_ID, IF_MATCH],
        request=CampaignUpdateRequest,
        answer=ONE,
        says="The campaign as it is now.",
        synced=True,
    ),
    delete=operation(
        "deleteCampaign",
        "Delete a campaign",
        "For good, and only while no number of it is PROCESSING.",
        tag=TAG,
        parameters=[CAMPAIGN_ID, IF_MATCH],
        answer=received("CampaignDeleted", campaign_id="The campaign's id."),
        says="It is gone here at once; Linecheck deletes it at Plivo.",
        synced=True,
        versioned=False,
    ),
)
