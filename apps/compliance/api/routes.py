"""The addresses of the compliance resources below an account."""

from apps.compliance.api import brand, campaign, number, profile, tollfree
from apps.dialects.plivo.routes import Route

ROUTES = [
    Route("Profile/", profile.ProfileList, "profiles"),
    Route("Profile/{profile_uuid}/", profile.ProfileDetail, "profile"),
    Route("10dlc/Brand/", brand.BrandList, "brands"),
    Route("10dlc/Brand/{brand_id}/", brand.BrandDetail, "brand"),
    Route("10dlc/Brand/{brand_id}/usecases/", brand.BrandUseCases, "brand_usecases"),
    Route("10dlc/Brand/{brand_id}/OTP/", brand.BrandOTP, "brand_otp", alias=True),
    Route("10dlc/Campaign/", campaign.CampaignList, "campaigns"),
    Route("10dlc/Campaign/Import/", campaign.CampaignImport, "campaign_import"),
    Route("10dlc/Campaign/{campaign_id}/", campaign.CampaignDetail, "campaign"),
    Route("10dlc/Campaign/{campaign_id}/Number/", number.NumberList, "campaign_numbers"),
    Route("10dlc/Campaign/{campaign_id}/Number/{number}/", number.NumberDetail, "campaign_number"),
    Route("TollfreeVerification/", tollfree.TollfreeList, "verifications"),
    Route("TollfreeVerification/{uuid}/", tollfree.TollfreeDetail, "verification"),
    # Headings of Plivo's pages leave 10dlc/ out here.
    Route("Brand/{brand_id}/", brand.BrandDetail, "brand_short", alias=True),
    Route("Brand/{brand_id}/usecases/", brand.BrandUseCases, "brand_usecases_short", alias=True),
    Route("Campaign/{campaign_id}/", campaign.CampaignDetail, "campaign_short", alias=True),
]
