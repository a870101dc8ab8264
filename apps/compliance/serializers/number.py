"""Numbers of a campaign on the wire (Plivo docs, 10DLC number)."""

from typing import Any

from rest_framework import serializers

from apps.compliance.models import CampaignNumber
from apps.compliance.rules import normalize
from apps.compliance.serializers.fields import (
    CallbackMethodField,
    CallbackURLField,
    WireSerializer,
)

# Each is a row and a delivery of its own; an integrator waits for all to be written down.
AT_ONCE = 1000


class NumbersField(serializers.Field[Any, Any, list[str], CampaignNumber]):
    """Digits without ``+``. We link one number per request, so that each has its own answer."""

    def to_representation(self, value: CampaignNumber) -> list[str]:
        return [value.number]

    def to_internal_value(self, data: Any) -> Any:
        listed = data if isinstance(data, list) else [data]
        if len(listed) > AT_ONCE:
            raise serializers.ValidationError(
                f"These are {len(listed):,} numbers. Link at most {AT_ONCE:,} in one request."
            )
        return {"numbers": [normalize.number(number) for number in listed]}


class NumberLinkRequest(WireSerializer):
    """The body of a link."""

    numbers = NumbersField(source="*")
    url = CallbackURLField()
    method = CallbackMethodField()


class NumberUnlinkRequest(WireSerializer):
    """What may come with an unlink: where to tell that it is done."""

    url = CallbackURLField()
    method = CallbackMethodField()


class NumberResource(serializers.Serializer[CampaignNumber]):
    """One entry of ``phone_numbers``."""

    number = serializers.CharField(read_only=True)
    status = serializers.CharField(read_only=True)
