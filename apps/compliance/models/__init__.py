"""What is filed: companies, brands, campaigns, numbers, toll-free verifications; drafts."""

from apps.compliance.models.brand import Brand
from apps.compliance.models.campaign import Campaign
from apps.compliance.models.draft import Draft
from apps.compliance.models.evidence import Evidence
from apps.compliance.models.number import CampaignNumber
from apps.compliance.models.profile import Profile
from apps.compliance.models.submission import Submission
from apps.compliance.models.tollfree import TollfreeVerification

__all__ = [
    "Brand",
    "Campaign",
    "CampaignNumber",
    "Draft",
    "Evidence",
    "Profile",
    "Submission",
    "TollfreeVerification",
]
