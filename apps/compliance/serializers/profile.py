"""Profile on the wire (Plivo docs, Profile). ``ein`` is text, address and contact are objects."""

from typing import Any

from rest_framework import serializers

from apps.compliance.serializers.fields import IdField, WireSerializer


class _Text(serializers.CharField):
    """Optional text; what is required and how long it may be is for the rules to say."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "allow_blank": True, "allow_null": True, **kwargs})


class AddressSerializer(WireSerializer):
    street = _Text()
    city = _Text()
    state = _Text()
    postal_code = _Text()
    country = _Text()


class ContactSerializer(WireSerializer):
    first_name = _Text(source="contact_first_name")
    last_name = _Text(source="contact_last_name")
    email = _Text(source="contact_email")
    phone = _Text(source="contact_phone")
    title = _Text(source="contact_title")
    seniority = _Text(source="contact_seniority")


class ProfileUpdateRequest(WireSerializer):
    """What may change once Plivo has the company."""

    entity_type = _Text()
    company_name = _Text()
    doing_business_as = _Text()
    vertical = _Text()
    address = AddressSerializer(source="*", required=False)
    authorized_contact = ContactSerializer(source="*", required=False)
    ein = _Text()
    ein_issuing_country = _Text()
    alt_business_id = _Text()
    alt_business_id_type = _Text()
    website = _Text()
    plivo_subaccount = _Text()
    business_contact_email = _Text()


class ProfileRequest(ProfileUpdateRequest):
    """The body of a create."""

    profile_alias = _Text()
    customer_type = _Text()
    stock_symbol = _Text()
    stock_exchange = _Text()


class ProfileResource(ProfileRequest):
    """The profile as our API answers it, in the shape of Plivo's get."""

    remote_id = serializers.CharField(read_only=True)
    profile_uuid = IdField()
    profile_type = serializers.CharField(read_only=True)
    primary_profile = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    def get_primary_profile(self, profile: Any) -> str:
        """As Plivo said; the account's own profile names none."""
        data = profile.remote_data if isinstance(profile.remote_data, dict) else {}
        return str(data.get("primary_profile") or "")
