"""Brands in the reference (Plivo docs, 10DLC brand)."""

from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from apps.compliance.api.schema import fields as fields  # registers how bodies are described
from apps.compliance.choices import BrandStatus, BrandType
from apps.compliance.serializers import BrandRequest, BrandResource
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

TAG = "Brand"
BRAND_ID = in_path("brand_id", "The brand's id, ours or Plivo's.")


class UseCaseSerializer(serializers.Serializer[dict[str, str]]):
    """A use case a brand may file campaigns for."""

    code = serializers.CharField()
    details = serializers.CharField()
    name = serializers.CharField()


LIST = extend_schema_view(
    get=operation(
        "listBrands",
        "List brands",
        "The brands of the account, newest first.",
        tag=TAG,
        parameters=[
            *PAGING,
            in_query("registration_status", "Where it stands.", BrandStatus.values),
            in_query(
                "status",
                "The same, as the Python and .NET SDKs send it.",
                BrandStatus.values,
            ),
            in_query("type", "The brand_type.", BrandType.values),
        ],
        answer=listing("BrandList", "brands", BrandResource),
        says="A page of brands.",
    ),
    post=operation(
        "createBrand",
        "Register a brand",
        "Registers the company of a profile with The Campaign Registry. Costs a fee at Plivo.",
        tag=TAG,
        request=BrandRequest,
        answer=received("BrandCreated", brand_id="The new brand's id."),
        says="Kept here; Linecheck files it with Plivo. It reads PROCESSING until they decide.",
        synced=True,
    ),
)
DETAIL = extend_schema_view(
    get=operation(
        "getBrand",
        "Read a brand",
        "One brand with the facts of its company. Plivo knows no update of a brand.",
        tag=TAG,
        parameters=[BRAND_ID],
        answer=envelope("BrandAnswer", brand=BrandResource()),
        says="The brand.",
        synced=True,
    ),
    delete=operation(
        "deleteBrand",
        "Delete a brand",
        "For good, and only without active campaigns. Its profile may then serve another brand.",
        tag=TAG,
        parameters=[BRAND_ID, IF_MATCH],
        answer=received("BrandDeleted", brand_id="The brand's id."),
        says="It is gone here at once; Linecheck deletes it at Plivo.",
        synced=True,
        versioned=False,
    ),
)
USE_CASES = extend_schema_view(
    get=operation(
        "listBrandUseCases",
        "List a brand's use cases",
        "What campaigns of this brand may be for.",
        tag=TAG,
        parameters=[BRAND_ID],
        answer=envelope(
            "BrandUseCases",
            brand_id=serializers.CharField(help_text="The brand's id."),
            use_cases=UseCaseSerializer(many=True),
        ),
        says="The use cases.",
        synced=True,
    ),
)
