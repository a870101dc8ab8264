"""What an act that cannot be undone touches, in sentences for its page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.compliance.choices import TollfreeStatus
from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Profile,
    TollfreeVerification,
)
from apps.compliance.services.tollfree import can_delete
from apps.core.templatetags.ui import phone

LISTED = 12


@dataclass(frozen=True)
class Consequences:
    """`blocked` says why it cannot be done now; then the page has no button."""

    heading: str
    text: str
    label: str
    done: str
    touched: list[Any] = field(default_factory=list)
    blocked: str = ""


def of_profile(profile: Profile) -> Consequences:
    brand = Brand.objects.live().filter(profile=profile).first()
    blocked = ""
    touched: list[Any] = []
    if profile.is_primary:
        blocked = "This is the account's own company. Plivo does not let it be deleted."
    elif brand is not None:
        blocked = f"The brand {brand} is registered with this company. Deactivate the brand first."
        touched = [{"text": f"Brand {brand}", "url": brand.get_absolute_url()}]
    else:
        verifications = TollfreeVerification.objects.live().filter(profile=profile)
        undone = verifications.exclude(remote_status=TollfreeStatus.REJECTED)
        touched = [
            {"text": f"Verification of {phone(one.number)}", "url": one.get_absolute_url()}
            for one in undone.order_by("number")[:LISTED]
        ]
        if touched:
            blocked = (
                "Toll-free numbers are verified with this company. Withdraw what is not decided "
                "first; an approved verification keeps its company."
            )
    return Consequences(
        f"Delete {profile}",
        f"{profile.company_name} is deleted here and at Plivo. Registering a brand for it later "
        "means entering it again.",
        "Delete company",
        "Being deleted at Plivo.",
        touched,
        blocked,
    )


def of_brand(brand: Brand) -> Consequences:
    campaigns = list(Campaign.objects.live().filter(brand=brand).order_by("campaign_alias"))
    blocked = ""
    if campaigns:
        many = len(campaigns) > 1
        blocked = (
            f"This brand still has {len(campaigns)} campaign{'s' if many else ''}. "
            f"Deactivate {'them' if many else 'it'} first."
        )
    touched: list[Any] = [
        {"text": f"Campaign {one}", "url": one.get_absolute_url()} for one in campaigns
    ]
    return Consequences(
        f"Deactivate {brand}",
        "Its registration with The Campaign Registry ends. Registering it again costs the full fee "
        "and is checked anew.",
        "Deactivate brand",
        "Being deactivated at Plivo.",
        touched,
        blocked,
    )


def of_campaign(campaign: Campaign) -> Consequences:
    numbers = list(CampaignNumber.objects.live().filter(campaign=campaign).order_by("number"))
    touched: list[Any] = stop_sending(numbers)
    touched.append("The monthly fee ends; what was paid is not refunded.")
    return Consequences(
        f"Deactivate {campaign}",
        "The campaign ends at Plivo and at the carriers, and cannot be revived. A new one is "
        "reviewed and paid for again.",
        "Deactivate campaign",
        "Being deactivated at Plivo.",
        touched,
    )


def of_tollfree(verification: TollfreeVerification) -> Consequences:
    number = phone(verification.number)
    return Consequences(
        f"Withdraw the verification of {number}",
        "The review ends at Plivo and at the carriers. Verifying the number later means filing "
        "again and waiting for a whole review.",
        "Withdraw verification",
        "Being withdrawn at Plivo.",
        [f"Carriers block what {number} sends while it is not verified."],
        can_delete(verification),
    )


def of_unlink(campaign: Campaign, numbers: Sequence[CampaignNumber]) -> Consequences:
    many = len(numbers) != 1
    return Consequences(
        f"Unlink {len(numbers)} number{'s' if many else ''}",
        f"{'They' if many else 'It'} will no longer send under {campaign}. Carriers block what a "
        "number without a campaign sends in the United States.",
        "Unlink numbers" if many else "Unlink number",
        f"{len(numbers)} number{'s are' if many else ' is'} being unlinked.",
        stop_sending(numbers),
    )


def stop_sending(numbers: Sequence[CampaignNumber]) -> list[str]:
    """Which numbers stop sending, a long list cut short."""
    if not numbers:
        return []
    named = ", ".join(phone(number.number) for number in numbers[:LISTED])
    more = f" and {len(numbers) - LISTED} more" if len(numbers) > LISTED else ""
    verb = "stops" if len(numbers) == 1 else "stop"
    return [f"{named}{more} {verb} sending."]
