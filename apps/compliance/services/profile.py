"""Companies: created, edited, deleted and pulled from Plivo."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.compliance.choices import ProfileType, TollfreeStatus
from apps.compliance.mirrors.profile import ProfileMirror
from apps.compliance.mirrors.take import take_profile
from apps.compliance.models import Brand, Profile, TollfreeVerification
from apps.compliance.rules.profile import UPDATABLE
from apps.compliance.services.common import assign, checked
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Refused
from apps.providers.models import ProviderConfiguration
from apps.sync.ids import adopted_id, new_public_id
from apps.sync.probe import PULL_SECONDS, Ask
from apps.sync.queue import enqueue, new_sync
from apps.sync.rows import alone_in, being_created, must_be_live, retire
from apps.upstream.errors import UpstreamError

KIND = "compliance.profile"
OWN = (
    "profile_alias",
    "customer_type",
    "entity_type",
    "company_name",
    "doing_business_as",
    "vertical",
    "ein",
    "ein_issuing_country",
    "street",
    "city",
    "state",
    "postal_code",
    "country",
    "contact_first_name",
    "contact_last_name",
    "contact_email",
    "contact_phone",
    "contact_title",
    "contact_seniority",
    "stock_symbol",
    "stock_exchange",
    "alt_business_id",
    "alt_business_id_type",
    "website",
    "plivo_subaccount",
    "business_contact_email",
)
FIXED = frozenset(OWN) - UPDATABLE


def taken_aliases(
    configuration: ProviderConfiguration, exclude: Profile | None = None
) -> frozenset[str]:
    rows = Profile.objects.live().filter(configuration=configuration)
    return frozenset(
        rows.exclude(pk__in=[exclude.pk] if exclude else []).values_list("profile_alias", flat=True)
    )


def create_profile(
    *, configuration: ProviderConfiguration, values: Mapping[str, Any], actor: Actor
) -> Profile:
    """Saves a company and has it sent to Plivo (free). Raises Invalid by field."""
    actor.require("profile.edit")
    with transaction.atomic():
        alone_in(configuration)
        clean = checked("profile", values, context={"taken_aliases": taken_aliases(configuration)})
        profile = Profile(
            configuration=configuration,
            public_id=new_public_id(Profile, lambda: str(uuid.uuid4())),
            profile_type=ProfileType.SECONDARY,
        )
        assign(profile, clean, OWN)
        profile.sync = new_sync(KIND, configuration)
        profile.save()
        events.record(profile, "created", actor=actor)
        enqueue(profile)
    return profile


def edit_profile(
    *, profile: Profile, values: Mapping[str, Any], version: int | None, actor: Actor
) -> Profile:
    """Changes a company, here and then at Plivo. Raises Invalid, Conflict or Refused."""
    actor.require("profile.edit")
    with transaction.atomic():
        alone_in(profile.configuration)
        row = Profile.objects.locked(profile.pk, version=version)
        must_be_live(row)
        merged = {name: getattr(row, name) for name in OWN} | dict(values)
        changed = [n for n in sorted(FIXED) if n in values and getattr(row, n) != values[n]]
        context = {
            "act": "update",
            "taken_aliases": taken_aliases(row.configuration, row),
            "changed": changed if row.remote_id else (),
            "profile_type": row.profile_type,
        }
        clean = checked("profile", merged, context=context)
        changes = assign(row, clean, OWN)
        if changes:
            row.version += 1
            row.save()
            events.record(row, "edited", actor=actor, changes=changes)
            enqueue(row)
    return row


def delete_profile(*, profile: Profile, version: int | None, actor: Actor) -> None:
    """Deletes a company at Plivo, irreversibly. Raises Invalid for the PRIMARY or one in use."""
    actor.require("profile.delete")
    with transaction.atomic():
        row = Profile.objects.locked(profile.pk, version=version)
        must_be_live(row)
        brand = Brand.objects.live().filter(profile=row).first()
        verifications = TollfreeVerification.objects.live().filter(profile=row)
        verification = verifications.exclude(remote_status=TollfreeStatus.REJECTED).first()
        context = {
            "act": "delete",
            "used_by": f"The brand {brand}" if brand else _verification_of(verification),
        }
        checked("profile", {"profile_type": row.profile_type}, context=context)
        retire(row, actor=actor)


def pull_profiles(*, configuration: ProviderConfiguration, actor: Actor) -> int:
    """Adopts the account's profiles that are not here yet, its PRIMARY first of all.

    Returns how many were new. Raises Refused with Plivo's words; nothing is changed then.
    """
    actor.require("profile.edit")
    asked_at = db_now()
    try:
        with Ask(configuration, "profiles", PULL_SECONDS) as client:
            bodies = list(client.pages("Profile/", "profiles"))
    except UpstreamError as error:
        raise Refused(f"The profiles could not be read from Plivo. {error}") from error
    new = 0
    for body in bodies:
        remote_id = str(body.get("profile_uuid") or "")
        with transaction.atomic():
            alone_in(configuration)
            known = Profile.objects.filter(configuration=configuration).by_any_id(remote_id)
            alias = body.get("profile_alias")
            ours = being_created(configuration, KIND, profile_alias=alias)
            if not remote_id or known.exists() or ours:
                continue
            profile = Profile(
                configuration=configuration,
                public_id=adopted_id(Profile, remote_id, lambda: str(uuid.uuid4())),
                remote_id=remote_id,
                imported=True,
            )
            take_profile(profile, body)
            profile.sync = new_sync(KIND, configuration)
            profile.save()
            ProfileMirror().apply(profile, body, asked_at)
            events.record(profile, "imported", actor=actor)
        new += 1
    return new


def _verification_of(found: TollfreeVerification | None) -> str:
    return f"The toll-free verification of {found}" if found else ""
