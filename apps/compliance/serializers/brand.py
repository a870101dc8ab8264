"""Brand on the wire (Plivo docs, 10DLC brand). Plivo has no update."""

from typing import Any

from rest_framework import serializers

from apps.compliance.models import Brand, Profile
from apps.compliance.serializers.fields import (
    CallbackMethodField,
    CallbackURLField,
    IdField,
    LinkField,
    TextField,
    WireSerializer,
)
from apps.compliance.serializers.profile import AddressSerializer, ContactSerializer


class BrandRequest(WireSerializer):
    """The body of a create. Read without type and vetting it gets Plivo's defaults."""

    profile_uuid = LinkField(Profile, source="profile")
    brand_alias = serializers.CharField()
    brand_type = serializers.CharField(default="STARTER")
    secondary_vetting = serializers.BooleanField(required=False)
    business_contact_email = TextField()
    url = CallbackURLField()
    method = CallbackMethodField()

    def to_representation(self, instance: Brand) -> dict[str, Any]:
        body = super().to_representation(instance)
        if instance.brand_type != "STANDARD":
            # Only Standard brands are vetted; Plivo lists the key for no other.
            body.pop("secondary_vetting", None)
        return body

    def to_internal_value(self, data: Any) -> Any:
        values = super().to_internal_value(data)
        values["brand_type"] = values["brand_type"].upper()
        values.setdefault("secondary_vetting", values["brand_type"] == "STANDARD")
        return values


class BrandResource(WireSerializer):
    """The brand as our API answers it: its own facts, the company's, and what the registry said."""

    remote_id = serializers.CharField(read_only=True)
    brand_id = IdField()
    profile_uuid = LinkField(Profile, source="profile", read_only=True)
    brand_alias = serializers.CharField(read_only=True)
    brand_type = serializers.CharField(read_only=True)
    company_name = serializers.CharField(source="profile.company_name", read_only=True)
    entity_type = serializers.CharField(source="profile.entity_type", read_only=True)
    vertical = serializers.CharField(source="profile.vertical", read_only=True)
    ein = serializers.CharField(source="profile.ein", read_only=True)
    ein_issuing_country = serializers.CharField(
        source="profile.ein_issuing_country", read_only=True
    )
    website = serializers.CharField(source="profile.website", read_only=True)
    address = AddressSerializer(source="profile", read_only=True)
    authorized_contact = ContactSerializer(source="profile", read_only=True)
    registration_status = serializers.CharField(read_only=True)
    vetting_score = serializers.IntegerField(read_only=True)
    vetting_status = serializers.CharField(read_only=True)
    declined_reasons = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    def get_declined_reasons(self, brand: Brand) -> list[dict[str, str]]:
        return [{"code": why.code, "message": why.reason} for why in brand.declined_reasons]
