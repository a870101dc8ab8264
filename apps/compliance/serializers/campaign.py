"""Campaign on the wire (Plivo docs, 10DLC campaign).

Requests carry ``sub_usecases`` as a list and the eight attributes flat; answers carry
``sub_usecase`` as a comma string and the attributes as one object. Both lists are read.
"""

from typing import Any

from rest_framework import serializers

from apps.compliance.models import Brand, Campaign
from apps.compliance.models.standing import Decline
from apps.compliance.rules.campaign import UPDATABLE
from apps.compliance.rules.normalize import BOOLEANS, use_cases
from apps.compliance.serializers.fields import (
    CallbackMethodField,
    CallbackURLField,
    IdField,
    LinkField,
    TextField,
    WireSerializer,
)

TEXTS = (
    "description",
    "sample1",
    "sample2",
    "sample3",
    "sample4",
    "sample5",
    "message_flow",
    "help_message",
    "optout_message",
    "optin_message",
    "optin_keywords",
    "optout_keywords",
    "help_keywords",
    "terms_and_conditions_link",
    "privacy_policy_link",
    "reseller_id",
)


def _texts(*names: str, **kwargs: Any) -> dict[str, Any]:
    return {name: TextField(**kwargs) for name in names}


class UseCasesField(serializers.Field[list[str], Any, list[str], list[str]]):
    """Two to five codes as a list; a comma string is read too."""

    def to_representation(self, value: list[str]) -> list[str]:
        return list(value or [])

    def to_internal_value(self, data: Any) -> list[str]:
        return use_cases(data)


class _TextsSerializer(WireSerializer):
    # Plivo's Node SDK turns sample3 into sample_3 on its way out.
    aliases = {
        "sub_usecase": "sub_usecases",
        "sample_3": "sample3",
        "sample_4": "sample4",
        "sample_5": "sample5",
    }

    def get_fields(self) -> dict[str, Any]:
        return {**_texts("campaign_alias"), **super().get_fields(), **_texts(*TEXTS)}


class CampaignRequest(_TextsSerializer):
    """The body of a create. All eight attributes are always written: false is an answer too."""

    brand_id = LinkField(Brand, source="brand")
    vertical = serializers.CharField()
    usecase = serializers.CharField()
    sub_usecases = UseCasesField(required=False)
    url = CallbackURLField()
    method = CallbackMethodField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **{name: serializers.BooleanField() for name in BOOLEANS}}


class CampaignUpdateRequest(_TextsSerializer):
    """What a resubmission may change. A text left out stays as Plivo has it."""

    null_clears = True

    url = CallbackURLField()
    method = CallbackMethodField()

    def get_fields(self) -> dict[str, Any]:
        allowed = UPDATABLE | {"url", "method"}
        return {name: field for name, field in super().get_fields().items() if name in allowed}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Nobody pays for a review of the same texts by mistake."""
        if not attrs.keys() & UPDATABLE:
            raise serializers.ValidationError(
                "Name at least one text to change: every update is another review, for a fee."
            )
        return attrs


class CampaignImportRequest(WireSerializer):
    """Taking over a campaign filed at The Campaign Registry; its id there is its id here."""

    campaign_alias = serializers.CharField()
    campaign_id = serializers.CharField(source="public_id")
    url = CallbackURLField()
    method = CallbackMethodField()


class AttributesSerializer(serializers.Serializer[Campaign]):
    """``campaign_attributes``: eight booleans."""

    def get_fields(self) -> dict[str, Any]:
        return {name: serializers.BooleanField(read_only=True) for name in BOOLEANS}


class CampaignResource(_TextsSerializer):
    """The campaign as our API answers it, in the shape of Plivo's get."""

    remote_id = serializers.CharField(read_only=True)
    campaign_id = IdField()
    brand_id = LinkField(Brand, source="brand", read_only=True)
    registration_status = serializers.CharField(source="told_status", read_only=True)
    vertical = serializers.CharField(read_only=True)
    usecase = serializers.CharField(read_only=True)
    sub_usecase = serializers.SerializerMethodField()
    campaign_attributes = AttributesSerializer(source="*", read_only=True)
    mno_metadata = serializers.SerializerMethodField()
    campaign_source = serializers.CharField(read_only=True)
    error_code = serializers.SerializerMethodField()
    error_reason = serializers.SerializerMethodField()
    error_description = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Every printed answer has a reseller_id, empty or not."""
        return {"reseller_id": "", **super().to_representation(instance)}

    def get_sub_usecase(self, campaign: Campaign) -> str:
        return ",".join(campaign.sub_usecases or [])

    def get_mno_metadata(self, campaign: Campaign) -> Any:
        """As the provider sent it, operators' names included."""
        data = campaign.remote_data if isinstance(campaign.remote_data, dict) else {}
        return data.get("mno_metadata")

    def get_error_code(self, campaign: Campaign) -> str:
        return self._why(campaign).code

    def get_error_reason(self, campaign: Campaign) -> str:
        return self._why(campaign).reason

    def get_error_description(self, campaign: Campaign) -> str:
        return self._why(campaign).description

    def _why(self, campaign: Campaign) -> Decline:
        over = campaign.told_status != campaign.registration_status
        return (None if over else campaign.decline) or Decline("", "")
