"""Toll-free verification on the wire (Plivo docs, Toll-free verification).

Use cases and evidence are lists here and comma texts there; both are read. Objects are flat.
The last four texts are named by Plivo's SDKs only (Python 4.62.0, Node 4.79.0).
"""

from typing import Any

from rest_framework import serializers

from apps.compliance.models import Profile
from apps.compliance.rules import normalize
from apps.compliance.serializers.fields import (
    CallbackMethodField,
    CallbackURLField,
    IdField,
    LinkField,
    TextField,
    WireSerializer,
)

TEXTS = (
    "usecase_summary",
    "message_sample",
    "optin_type",
    "volume",
    "additional_information",
    "extra_data",
    "terms_and_conditions_link",
    "privacy_policy_link",
    "optin_message",
    "help_message",
)


class CommaField(serializers.Field[list[str], Any, str, list[str]]):
    """A list of ours as Plivo's text ``"A,B"``; text and list are read."""

    def to_representation(self, value: Any) -> str:
        return ",".join(str(item) for item in value or [])

    def to_internal_value(self, data: Any) -> list[str]:
        return normalize.use_cases(data)


class AddressesField(CommaField):
    """Addresses; those that hold commas stay whole."""

    def to_internal_value(self, data: Any) -> list[str]:
        return normalize.urls(data)


class TollfreeVerificationUpdateRequest(WireSerializer):
    """What may change while it is SUBMITTED or UPDATE_REQUIRED; the number stays."""

    null_clears = True

    profile_uuid = LinkField(Profile, source="profile", required=False)
    usecase = CommaField(required=False)
    optin_image_url = AddressesField(required=False)
    callback_url = CallbackURLField()
    callback_method = CallbackMethodField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **{name: TextField() for name in TEXTS}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            raise serializers.ValidationError(
                "Name at least one field to change: every update is another review."
            )
        return attrs


class TollfreeVerificationRequest(TollfreeVerificationUpdateRequest):
    """The body of a create."""

    null_clears = False

    profile_uuid = LinkField(Profile, source="profile")
    number = TextField()


class TollfreeVerificationResource(TollfreeVerificationRequest):
    """The verification as our API answers it: flat, as Plivo's get."""

    remote_id = serializers.CharField(read_only=True)
    uuid = IdField()
    profile_uuid = LinkField(Profile, source="profile", read_only=True)
    status = serializers.CharField(source="told_status", read_only=True)
    error_message = serializers.CharField(source="told_error", read_only=True)
    callback_url = serializers.CharField(read_only=True)  # type: ignore[assignment]
    callback_method = serializers.SerializerMethodField()  # type: ignore[assignment]
    created = serializers.DateTimeField(source="created_at", read_only=True)
    last_modified = serializers.DateTimeField(source="updated_at", read_only=True)

    def get_callback_method(self, obj: Any) -> str:
        return obj.callback_method if obj.callback_url else ""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Texts nobody gave are there and empty, as in Plivo's printed answers."""
        body = super().to_representation(instance)
        always = ("additional_information", "extra_data", "callback_url", "error_message")
        return {**dict.fromkeys(always, ""), **body}
