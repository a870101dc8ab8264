"""``/10dlc/Campaign/`` and its import (Plivo docs, 10DLC campaign)."""

from typing import Any

from django.db.models import Q
from rest_framework.request import Request
from rest_framework.response import Response

from apps.compliance.api import filters
from apps.compliance.api.schema import campaign as schema
from apps.compliance.models import Campaign
from apps.compliance.models.reads import reads
from apps.compliance.serializers import (
    CampaignImportRequest,
    CampaignRequest,
    CampaignResource,
    CampaignUpdateRequest,
)
from apps.compliance.services import campaign as campaigns
from apps.dialects.plivo import paging
from apps.dialects.plivo.wire import new_api_id
from apps.sync.plivo_api import AccountView

KEPT = ("usecase", "brand_id", "registration_status", "campaign_source")


class CampaignView(AccountView):
    family = "campaign"

    def campaign(self, campaign_id: str) -> Campaign:
        return self.one(Campaign.objects.select_related("brand"), campaign_id)


@schema.LIST
class CampaignList(CampaignView):
    def get(self, request: Request, auth_id: str) -> Response:
        asked: Q = (
            reads(filters.word(request, "registration_status"), correctable="FAILED")
            & filters.words(request, usecase="usecase", campaign_source="source")
            & filters.link(request, "brand_id", "brand")
        )
        rows = self.mine(Campaign.objects.select_related("brand")).filter(asked)
        return Response(paging.answer(request, rows, "campaigns", written, KEPT))

    def post(self, request: Request, auth_id: str) -> Response:
        values = self.read(CampaignRequest, request.data)
        brand = values.pop("brand")
        campaign = campaigns.submit_campaign(brand=brand, values=values, actor=self.actor)
        # Plivo's page prints apiId and campaignId, its SDKs read api_id and campaign_id: all four.
        api_id = new_api_id()
        body = {
            "api_id": api_id,
            "apiId": api_id,
            "campaign_id": campaign.public_id,
            "campaignId": campaign.public_id,
            "message": "Request to create campaign was received and is being processed.",
        }
        return self.answer(campaign, body)


@schema.IMPORT
class CampaignImport(CampaignView):
    def post(self, request: Request, auth_id: str) -> Response:
        values = self.read(CampaignImportRequest, request.data)
        values["campaign_id"] = values.pop("public_id")
        campaign = campaigns.import_campaign(
            configuration=self.configuration, values=values, actor=self.actor
        )
        message = "Request to import campaign was received and is being processed."
        return self.answer(campaign, {"campaign_id": campaign.public_id, "message": message})


@schema.DETAIL
class CampaignDetail(CampaignView):
    def get(self, request: Request, auth_id: str, campaign_id: str) -> Response:
        campaign = self.campaign(campaign_id)
        return self.answer(campaign, {"campaign": written(campaign)})

    def post(self, request: Request, auth_id: str, campaign_id: str) -> Response:
        campaign = self.campaign(campaign_id)
        values = self.read(CampaignUpdateRequest, request.data)
        version = self.version_for(campaign)
        campaigns.correct_campaign(
            campaign=campaign, values=values, version=version, actor=self.actor
        )
        campaign = self.campaign(campaign_id)
        return self.answer(campaign, {"campaign": written(campaign)})

    def delete(self, request: Request, auth_id: str, campaign_id: str) -> Response:
        campaign = self.campaign(campaign_id)
        campaigns.delete_campaign(
            campaign=campaign, version=self.version_for(campaign), actor=self.actor
        )
        body = {"campaign_id": campaign.public_id, "message": "Campaign Deactivated"}
        return self.answer(campaign, body)


def written(campaign: Any) -> dict[str, Any]:
    return dict(CampaignResource(campaign).data)
