"""Profile on the wire (Plivo docs, Profile). ``ein`` is text, address and contact are objects."""

from typing import Any

from rest_framework import serializers

from apps.compliance.serializers.fields import IdField, TextField, WireSerializer


class AddressSerializer(WireSerializer):
    street = TextField()
    city = TextField()
    state = TextField()
    postal_code = TextField()
    country = TextField()


class ContactSerializer(WireSerializer):
    first_name = TextField(source="contact_first_name")
    last_name = TextField(source="contact_last_name")
    email = TextField(source="contact_email")
    phone = TextField(source="contact_phone")
    title = TextField(source="contact_title")
    seniority = TextField(source="contact_seniority")


class ProfileUpdateRequest(WireSerializer):
    """What may change once Plivo has the company."""

    null_clears = True

    entity_type = TextField()
    company_name = TextField()
    doing_business_as = TextField()
    vertical = TextField()
    address = AddressSerializer(source="*", required=False)
    authorized_contact = ContactSerializer(source="*", required=False)
    ein = TextField()
    ein_issuing_country = TextField()
    alt_business_id = TextField()
    alt_business_id_type = TextField()
    website = TextField()
    plivo_subaccount = TextField()
    business_contact_email = TextField()


class ProfileRequest(ProfileUpdateRequest):
    """The body of a create."""

    null_clears = False

    profile_alias = TextField()
    customer_type = TextField()
    stock_symbol = TextField()
    stock_exchange = TextField()


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
