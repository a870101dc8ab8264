"""What is filed for 10DLC: companies, brands, campaigns, their numbers, filings and drafts."""

from apps.compliance.models.brand import Brand
from apps.compliance.models.campaign import Campaign
from apps.compliance.models.draft import Draft
from apps.compliance.models.number import CampaignNumber
from apps.compliance.models.profile import Profile
from apps.compliance.models.submission import Submission

__all__ = ["Brand", "Campaign", "CampaignNumber", "Draft", "Profile", "Submission"]
