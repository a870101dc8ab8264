"""The first version of a draft: what can be said before anybody has typed."""

from typing import Any

from apps.compliance.choices import BrandType, DraftKind
from apps.compliance.filing.base import VERSION
from apps.compliance.models import Brand, Campaign, Draft, Profile
from apps.compliance.services import brand as brands
from apps.compliance.services import campaign as campaigns
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


def _correction(kind: DraftKind, obj: Mirrored, data: dict[str, Any], actor: Actor) -> Draft:
    """The open draft of the same correction keeps what was typed, against the object as it is."""
    found = start_draft(kind=kind, data=data, actor=actor, subject=obj.pk)
    return save_draft(draft=found, values={VERSION: obj.version}, version=None, actor=actor)


def _copied(obj: Mirrored, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(obj, name) for name in names}
