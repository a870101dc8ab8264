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
        asked = Q()
        if kind := request.query_params.get("type", "").strip():
            asked &= Q(type__iexact=kind.replace("-", ""))
        if start := request.query_params.get("number_startswith", "").strip():
            asked &= Q(number__startswith=start.lstrip("+"))
        kept = ("type", "number_startswith")
        rows = self.numbers().filter(asked)
        return Response(paging.answer(request, rows, "objects", self.written, kept))


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
