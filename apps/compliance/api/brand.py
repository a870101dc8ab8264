"""``/10dlc/Brand/`` (Plivo docs, 10DLC brand)."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from apps.compliance.api import filters
from apps.compliance.api.schema import brand as schema
from apps.compliance.choices import BrandType, UseCase
from apps.compliance.models import Brand
from apps.compliance.models.reads import reads
from apps.compliance.serializers import BrandRequest, BrandResource
from apps.compliance.services import brand as brands
from apps.core.errors import Refused
from apps.dialects.plivo import paging
from apps.sync.plivo_api import AccountView


class BrandView(AccountView):
    family = "brand"

    def brand(self, brand_id: str) -> Brand:
        return self.one(Brand.objects.select_related("profile"), brand_id)


@schema.LIST
class BrandList(BrandView):
    def get(self, request: Request, auth_id: str) -> Response:
        # Plivo's Python and .NET SDKs send the documented registration_status as status.
        status = filters.word(request, "registration_status", "status")
        asked = reads(status) & filters.words(request, type="brand_type")
        rows = self.mine(Brand.objects.select_related("profile")).filter(asked)
        kept = ("registration_status", "status", "type")
        return Response(paging.answer(request, rows, "brands", written, kept))

    def post(self, request: Request, auth_id: str) -> Response:
        values = self.read(BrandRequest, request.data)
        profile = values.pop("profile")
        brand = brands.submit_brand(profile=profile, values=values, actor=self.actor)
        message = "Request to create brand was received and is being processed."
        return self.answer(brand, {"brand_id": brand.public_id, "message": message})


@schema.DETAIL
class BrandDetail(BrandView):
    def get(self, request: Request, auth_id: str, brand_id: str) -> Response:
        brand = self.brand(brand_id)
        return self.answer(brand, {"brand": written(brand)})

    def delete(self, request: Request, auth_id: str, brand_id: str) -> Response:
        brand = self.brand(brand_id)
        brands.delete_brand(brand=brand, version=self.version_for(brand), actor=self.actor)
        return self.answer(brand, {"brand_id": brand.public_id, "message": "Brand Deactivated"})


@schema.USE_CASES
class BrandUseCases(BrandView):
    def get(self, request: Request, auth_id: str, brand_id: str) -> Response:
        brand = self.brand(brand_id)
        body = {"brand_id": brand.public_id, "use_cases": use_cases(brand)}
        return self.answer(brand, body)


class BrandOTP(BrandView):
    """Asked for by the SDKs' ``triggerOtp``; Starter brands are a private beta of Plivo's."""

    def post(self, request: Request, auth_id: str, brand_id: str) -> Response:
        self.brand(brand_id)
        raise Refused("Starter brands are in private beta at Plivo; no one-time code can be sent.")


def use_cases(brand: Brand) -> list[dict[str, str]]:
    """What Plivo offers this brand; before it has said so, what the documentation lists."""
    said = brand.remote_data.get("use_cases") if isinstance(brand.remote_data, dict) else None
    if isinstance(said, list) and said:
        return [dict(case) for case in said if isinstance(case, dict)]
    starter = brand.brand_type == BrandType.STARTER
    return [
        {"code": case.value, "details": case.explanation, "name": str(case.label)}
        for case in UseCase
        if (case == UseCase.STARTER) == starter
    ]


def written(brand: Any) -> dict[str, Any]:
    return dict(BrandResource(brand).data)
