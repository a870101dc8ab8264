"""The documented JSON shape of each resource, once: to push, to answer and to compare."""

from apps.compliance.serializers.brand import BrandRequest, BrandResource
from apps.compliance.serializers.campaign import (
    CampaignImportRequest,
    CampaignRequest,
    CampaignResource,
    CampaignUpdateRequest,
)
from apps.compliance.serializers.drift import drift
from apps.compliance.serializers.fields import CALLBACK, LINKS, cleared, snapshot
from apps.compliance.serializers.number import (
    NumberLinkRequest,
    NumberResource,
    NumberUnlinkRequest,
)
from apps.compliance.serializers.profile import (
    ProfileRequest,
    ProfileResource,
    ProfileUpdateRequest,
)
from apps.compliance.serializers.tollfree import (
    TollfreeVerificationRequest,
    TollfreeVerificationResource,
    TollfreeVerificationUpdateRequest,
)

__all__ = [
    "CALLBACK",
    "LINKS",
    "BrandRequest",
    "BrandResource",
    "CampaignImportRequest",
    "CampaignRequest",
    "CampaignResource",
    "CampaignUpdateRequest",
    "NumberLinkRequest",
    "NumberResource",
    "NumberUnlinkRequest",
    "ProfileRequest",
    "ProfileResource",
    "ProfileUpdateRequest",
    "TollfreeVerificationRequest",
    "TollfreeVerificationResource",
    "TollfreeVerificationUpdateRequest",
    "cleared",
    "drift",
    "snapshot",
]
