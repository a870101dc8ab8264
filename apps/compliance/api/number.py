"""``/10dlc/Campaign/{id}/Number/`` (Plivo docs, 10DLC number)."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from apps.compliance.api.schema import number as schema
from apps.compliance.models import Campaign, CampaignNumber
from apps.compliance.rules import normalize
from apps.compliance.serializers import (
    NumberLinkRequest,
    NumberResource,
    NumberUnlinkRequest,
)
from apps.compliance.services import number as numbers
from apps.dialects.plivo import paging
from apps.numberpools.services import learn_numbers
from apps.sync.plivo_api import AccountView

RECEIVED = "was received and is being processed"
# Fixtures of Plivo's SDKs; more need a number pool that the carriers approve.
POOL_LIMIT = 49


class NumberView(AccountView):
    family = "number"

    def campaign(self, campaign_id: str) -> Campaign:
        return self.one(Campaign.objects.select_related("brand"), campaign_id)

    def links(self, campaign: Campaign) -> Any:
        return self.mine(CampaignNumber.objects.filter(campaign=campaign))

    def link(self, campaign: Campaign, number: str) -> CampaignNumber:
        found = self.links(campaign).filter(number=normalize.number(number)).first()
        if found is None:
            raise NotFound(f"The number {number} is not linked to this campaign")
        return found


@schema.LIST
class NumberList(NumberView):
    def get(self, request: Request, auth_id: str, campaign_id: str) -> Response:
        """All at once, as Plivo; a page of them for those who ask for one."""
        campaign = self.campaign(campaign_id)
        links = list(self.links(campaign))
        if {"limit", "offset"} & request.query_params.keys():
            page = paging.page_of(request)
            shown = links[page.offset : page.offset + page.limit]
        else:
            shown = links
        return self.answer(campaign, written(campaign, shown, links))

    def post(self, request: Request, auth_id: str, campaign_id: str) -> Response:
        campaign = self.campaign(campaign_id)
        values = self.read(NumberLinkRequest, request.data)
        learn_numbers(configuration=self.configuration, numbers=values["numbers"], actor=self.actor)
        links = numbers.link_numbers(
            campaign=campaign, numbers=values["numbers"], actor=self.actor, callback=values
        )
        listed = ", ".join(link.number for link in links)
        message = f"Request to link {listed} to campaign {campaign.public_id} {RECEIVED}"
        return self.answer(links[0], {"message": message}, status=202)


@schema.DETAIL
class NumberDetail(NumberView):
    def get(self, request: Request, auth_id: str, campaign_id: str, number: str) -> Response:
        campaign = self.campaign(campaign_id)
        link = self.link(campaign, number)
        return self.answer(link, written(campaign, [link], [link]))

    def delete(self, request: Request, auth_id: str, campaign_id: str, number: str) -> Response:
        campaign = self.campaign(campaign_id)
        link = self.link(campaign, number)
        values = self.read(NumberUnlinkRequest, self.arguments())
        numbers.unlink_numbers(links=[link], actor=self.actor, callback=values)
        message = f"Request to unlink {link.number} from campaign {campaign.public_id} {RECEIVED}"
        return self.answer(link, {"message": message}, status=202)


def written(
    campaign: Campaign, shown: Iterable[CampaignNumber], links: Iterable[CampaignNumber]
) -> dict[str, Any]:
    """The numbers `shown`, and how many of all `links` stand how. No ``meta``, as at Plivo."""
    return {
        "campaign_id": campaign.public_id,
        "campaign_alias": campaign.campaign_alias,
        "usecase": campaign.usecase,
        "phone_numbers": [dict(NumberResource(link).data) for link in shown],
        "phone_numbers_summary": dict(Counter(link.status for link in links)),
        "number_pool_limit": POOL_LIMIT,
    }
