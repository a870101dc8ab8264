"""Brands: registered for a fee, corrected only before Plivo has them, deactivated."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.compliance.choices import SubmissionAct
from apps.compliance.estimate import brand_estimate
from apps.compliance.models import Brand, Campaign, Profile
from apps.compliance.serializers import BrandRequest, snapshot
from apps.compliance.services.common import assign, checked, note_callback
from apps.compliance.services.submission import request_submission
from apps.core import events
from apps.core.actor import Actor
from apps.core.errors import Refused
from apps.sync.ids import new_public_id, short_id
from apps.sync.queue import enqueue, new_sync
from apps.sync.rows import alone_in, must_be_live, retire

KIND = "compliance.brand"
OWN = ("brand_alias", "brand_type", "secondary_vetting", "business_contact_email")


def brand_context(profile: Profile | None, brand: Brand | None = None) -> dict[str, Any]:
    """The facts the brand rules ask about."""
    if profile is None:
        return {"profile": None}
    others = Brand.objects.live().exclude(pk__in=[brand.pk] if brand else [])
    user = others.filter(profile=profile).first()
    aliases = others.filter(configuration=profile.configuration)
    return {
        "profile": {
            "retired": profile.retiring or not profile.live,
            "used_by": str(user) if user else "",
            "ein": profile.ein,
            "entity_type": profile.entity_type,
            "company_name": profile.company_name,
        },
        "taken_aliases": frozenset(aliases.values_list("brand_alias", flat=True)),
    }


def submit_brand(*, profile: Profile | None, values: Mapping[str, Any], actor: Actor) -> Brand:
    """Registers a brand with a company's profile; costs $4, or $44 with vetting.

    Raises Invalid by field. It waits by itself until the profile has reached Plivo.
    """
    actor.require("brand.submit")
    raw = {**values, "profile_uuid": profile.public_id if profile else values.get("profile_uuid")}
    with transaction.atomic():
        if profile is not None:
            alone_in(profile.configuration)
            profile = Profile.objects.locked(profile.pk, version=None)
        clean = checked("brand", raw, context=brand_context(profile))
        assert profile is not None
        brand = Brand(
            configuration=profile.configuration,
            profile=profile,
            public_id=new_public_id(Brand, short_id("B")),
        )
        assign(brand, clean, OWN)
        note_callback(brand, values, actor=actor)
        brand.sync = new_sync(KIND, profile.configuration)
        brand.save()
        _file(brand, actor)
        events.record(brand, "filed", actor=actor)
        enqueue(brand)
    return brand


def correct_brand(
    *, brand: Brand, values: Mapping[str, Any], version: int | None, actor: Actor
) -> Brand:
    """Changes a brand Plivo has not taken yet and files it again; nothing was charged so far.

    Refused once Plivo has it: there is no update. Deactivate it and register it again.
    """
    actor.require("brand.submit")
    with transaction.atomic():
        alone_in(brand.configuration)
        row = Brand.objects.locked(brand.pk, version=version)
        must_be_live(row)
        if row.remote_id:
            raise Refused(
                "Plivo has this brand already and offers no way to change it. "
                "Deactivate it, then register it again."
            )
        merged = {name: getattr(row, name) for name in OWN} | dict(values)
        merged["profile_uuid"] = row.profile.public_id
        clean = checked("brand", merged, context=brand_context(row.profile, row))
        changes = assign(row, clean, OWN)
        row.version += 1
        row.save()
        _file(row, actor)
        events.record(row, "edited", actor=actor, changes=changes)
        enqueue(row)
    return row


def delete_brand(*, brand: Brand, version: int | None, actor: Actor) -> None:
    """Deactivates a brand, irreversibly. Refused while a campaign of it is not deactivated."""
    actor.require("brand.delete")
    with transaction.atomic():
        row = Brand.objects.locked(brand.pk, version=version)
        must_be_live(row)
        active = Campaign.objects.live().filter(brand=row).count()
        checked("brand", {}, context={"act": "delete", "active_campaigns": active})
        retire(row, actor=actor)


def _file(brand: Brand, actor: Actor) -> None:
    estimate = brand_estimate(
        brand_type=brand.brand_type, secondary_vetting=brand.secondary_vetting
    )
    request_submission(
        obj=brand,
        act=SubmissionAct.CREATE,
        snapshot=snapshot(BrandRequest, brand),
        fee=estimate.once,
        actor=actor,
    )
