"""``/Number/``: the numbers the account rents, read-only (Plivo's SDKs, ``numbers``)."""

from typing import Any

from django.db.models import Q
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.plivo import paging
from apps.dialects.plivo.routes import Route
from apps.numberpools import schema
from apps.numberpools.models import PhoneNumber
from apps.sync.ids import ours
from apps.sync.plivo_api import AccountView

KEYS = (
    "number",
    "alias",
    "country",
    "type",
    "number_type",
    "sms_enabled",
    "mms_enabled",
    "voice_enabled",
    "application",
    "region",
    "added_on",
    "tendlc_registration_status",
    "tendlc_campaign_id",
    "toll_free_sms_verification",
    "toll_free_sms_verification_id",
)

LINKS = {
    "tendlc_campaign_id": "compliance.campaign",
    "toll_free_sms_verification_id": "compliance.tollfree",
}

FILTERS = (
    "type",
    "number_startswith",
    "alias",
    "services",
    "tendlc_registration_status",
    "tendlc_campaign_id",
    "toll_free_sms_verification",
)
SERVICES = {"sms": "sms_enabled", "mms": "mms_enabled", "voice": "voice_enabled"}
# Plivo's page filters by other words than its answers carry.
STANDINGS = {"IN_PROGRESS": "PROCESSING", "REGISTERED": "COMPLETED"}


class NumberView(AccountView):
    family = "number"

    def numbers(self) -> Any:
        rented = PhoneNumber.objects.rented().filter(configuration=self.configuration)
        ids = {f"our_{key}": ours(kind, key) for key, kind in LINKS.items()}
        return rented.annotate(**ids).order_by("number")

    def written(self, number: Any) -> dict[str, Any]:
        """Its links carry our ids, like every answer; what we do not have keeps Plivo's."""
        body = {key: getattr(number, key) for key in KEYS}
        for key in LINKS:
            body[key] = getattr(number, f"our_{key}") or body[key]
        uri = f"/v1/Account/{self.configuration.account_id}/Number/{number.number}/"
        return {**body, "resource_uri": uri}


@schema.LIST
class AccountNumberList(NumberView):
    def get(self, request: Request, auth_id: str) -> Response:
        rows = self.numbers().filter(_asked(request))
        return Response(paging.answer(request, rows, "objects", self.written, FILTERS))


@schema.DETAIL
class AccountNumberDetail(NumberView):
    def get(self, request: Request, auth_id: str, number: str) -> Response:
        found = self.numbers().filter(number=number.lstrip("+")).first()
        if found is None:
            raise Http404
        return Response(self.written(found))


ROUTES = [
    Route("Number/", AccountNumberList, "account_numbers"),
    Route("Number/{number}/", AccountNumberDetail, "account_number"),
]


def _asked(request: Request) -> Q:
    said = {name: request.query_params.get(name, "").strip() for name in FILTERS}
    asked = Q()
    if said["type"]:
        asked &= Q(type__iexact=said["type"].replace("-", ""))
    if said["number_startswith"]:
        asked &= Q(number__startswith=said["number_startswith"].lstrip("+"))
    if said["alias"]:
        asked &= Q(alias__iexact=said["alias"])
    # Plivo's page joins services by commas, its Python SDK repeats the key.
    services = ",".join(request.query_params.getlist("services")).lower().replace(" ", "")
    for service in filter(None, services.split(",")):
        asked &= Q(**{SERVICES[service]: True}) if service in SERVICES else Q(pk__in=())
    if standing := said["tendlc_registration_status"].upper():
        asked &= Q(tendlc_registration_status__iexact=STANDINGS.get(standing, standing))
    if campaign := said["tendlc_campaign_id"]:
        asked &= Q(tendlc_campaign_id=campaign) | Q(our_tendlc_campaign_id=campaign)
    if verified := said["toll_free_sms_verification"]:
        asked &= Q(toll_free_sms_verification__iexact=verified)
    return asked
