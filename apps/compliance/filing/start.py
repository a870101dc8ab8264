"""The first version of a draft: what can be said before anybody has typed."""

from typing import Any

from apps.compliance.choices import BrandType, DraftKind
from apps.compliance.filing.base import VERSION
from apps.compliance.models import Brand, Campaign, Draft, Profile, TollfreeVerification
from apps.compliance.services import brand as brands
from apps.compliance.services import campaign as campaigns
from apps.compliance.services import tollfree as verifications
from apps.compliance.services.draft import save_draft, start_draft
from apps.core.actor import Actor
from apps.core.errors import Refused
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored


def profile(*, configuration: ProviderConfiguration, actor: Actor) -> Draft:
    actor.require("profile.edit")
    data = {"configuration": configuration.pk, "country": "US"}
    return start_draft(kind=DraftKind.PROFILE, data=data, actor=actor)


def brand(*, profile: Profile | None, actor: Actor) -> Draft:
    """Standard with vetting, as nearly every company needs it."""
    actor.require("brand.submit")
    data: dict[str, Any] = {"brand_type": BrandType.STANDARD.value, "secondary_vetting": True}
    if profile is not None:
        data |= {"profile_uuid": profile.public_id, "brand_alias": profile.profile_alias}
    return start_draft(kind=DraftKind.BRAND, data=data, actor=actor)


def campaign(*, brand: Brand | None, actor: Actor) -> Draft:
    actor.require("campaign.submit")
    data: dict[str, Any] = {}
    if brand is not None:
        data = {"brand_id": brand.public_id, "vertical": brand.profile.vertical}
    return start_draft(kind=DraftKind.CAMPAIGN, data=data, actor=actor)


def tollfree(*, profile: Profile | None, number: str, actor: Actor) -> Draft:
    """`number` as digits, "" to choose it in the first step."""
    actor.require("tollfree.submit")
    data = {"number": number, "profile_uuid": profile.public_id if profile else ""}
    return start_draft(kind=DraftKind.TOLLFREE, data=data, actor=actor)


def tollfree_again(*, verification: TollfreeVerification, actor: Actor) -> Draft:
    """A new filing with the texts of an old one, which stays as it was decided."""
    actor.require("tollfree.submit")
    data = _filed(verification)
    return start_draft(kind=DraftKind.TOLLFREE, data=data, actor=actor)


def brand_correction(*, brand: Brand, actor: Actor) -> Draft:
    """For a brand Plivo never took. Raises Refused once it has it."""
    actor.require("brand.submit")
    if brand.remote_id:
        raise Refused(
            "Plivo has this brand already and offers no way to change it. "
            "Deactivate it, then register it again."
        )
    data = _copied(brand, brands.OWN) | {"profile_uuid": brand.profile.public_id}
    return _correction(DraftKind.BRAND, brand, data, actor)


def campaign_correction(*, campaign: Campaign, actor: Actor) -> Draft:
    """For a declined campaign, and one Plivo never took. Raises Refused with the reason."""
    actor.require("campaign.submit")
    if reason := campaigns.can_correct(campaign):
        raise Refused(reason)
    data = _copied(campaign, campaigns.OWN)
    if campaign.brand is not None:
        data["brand_id"] = campaign.brand.public_id
    return _correction(DraftKind.CAMPAIGN, campaign, data, actor)


def tollfree_correction(*, verification: TollfreeVerification, actor: Actor) -> Draft:
    """For one that is not decided, and one Plivo never took. Raises Refused with the reason."""
    actor.require("tollfree.submit")
    if reason := verifications.can_correct(verification):
        raise Refused(reason)
    return _correction(DraftKind.TOLLFREE, verification, _filed(verification), actor)


def _filed(verification: TollfreeVerification) -> dict[str, Any]:
    company = {"profile_uuid": verification.profile.public_id}
    return _copied(verification, verifications.OWN) | company


def _correction(kind: DraftKind, obj: Mirrored, data: dict[str, Any], actor: Actor) -> Draft:
    """The open draft of the same correction keeps what was typed, against the object as it is."""
    found = start_draft(kind=kind, data=data, actor=actor, subject=obj.pk)
    return save_draft(draft=found, values={VERSION: obj.version}, version=None, actor=actor)


def _copied(obj: Mirrored, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(obj, name) for name in names}
