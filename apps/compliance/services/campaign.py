"""Campaigns: filed, corrected and resubmitted for $15 each, imported, deactivated."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from apps.compliance.choices import CampaignSource, CampaignStatus, SubmissionAct
from apps.compliance.estimate import campaign_estimate
from apps.compliance.models import Brand, Campaign, CampaignNumber
from apps.compliance.rules import normalize
from apps.compliance.rules.campaign import UPDATABLE
from apps.compliance.rules.normalize import BOOLEANS
from apps.compliance.serializers import CampaignRequest, CampaignUpdateRequest, cleared, snapshot
from apps.compliance.services.common import assign, checked, door_of, note_callback
from apps.compliance.services.submission import request_submission
from apps.core import events
from apps.core.actor import Actor
from apps.core.errors import Invalid, Refused
from apps.providers.models import ProviderConfiguration
from apps.sync.ids import new_public_id, short_id
from apps.sync.queue import enqueue, new_sync
from apps.sync.rows import alone_in, must_be_live, retire

KIND = "compliance.campaign"
OWN = (
    *sorted(UPDATABLE),
    "vertical",
    "usecase",
    "sub_usecases",
    *BOOLEANS,
)


def campaign_context(
    brand: Brand | None, configuration: ProviderConfiguration, campaign: Campaign | None = None
) -> dict[str, Any]:
    """The facts the campaign rules ask about."""
    others = Campaign.objects.live().exclude(pk__in=[campaign.pk] if campaign else [])
    context: dict[str, Any] = {"brand": None, "taken_aliases": frozenset()}
    if brand is not None:
        mine = others.filter(brand=brand)
        context["brand"] = {
            "status": brand.registration_status,
            "retired": brand.retiring or not brand.live,
            "brand_type": brand.brand_type,
            "campaigns": mine.count(),
            "alias": brand.brand_alias,
            "use_cases": brand.use_cases,
        }
        context["taken_aliases"] = frozenset(mine.values_list("campaign_alias", flat=True))
    return context


def submit_campaign(*, brand: Brand | None, values: Mapping[str, Any], actor: Actor) -> Campaign:
    """Files a campaign for review ($15). Raises Invalid by field.

    On a brand still under review it waits by itself and goes out once the brand is registered.
    """
    actor.require("campaign.submit")
    raw = {**values, "brand_id": brand.public_id if brand else values.get("brand_id")}
    with transaction.atomic():
        if brand is not None:
            brand = Brand.objects.locked(brand.pk, version=None)
        context = campaign_context(brand, brand.configuration) if brand else {"brand": None}
        clean = checked("campaign", raw, context=context, as_sent=_as_sent(actor))
        assert brand is not None
        campaign = Campaign(
            configuration=brand.configuration,
            brand=brand,
            public_id=new_public_id(Campaign, short_id("C")),
        )
        assign(campaign, clean, OWN)
        note_callback(campaign, values, actor=actor)
        campaign.sync = new_sync(KIND, brand.configuration)
        campaign.save()
        _file(campaign, SubmissionAct.CREATE, actor)
        events.record(campaign, "filed", actor=actor)
        enqueue(campaign)
    return campaign


def fee_of_correction(campaign: Campaign) -> Decimal:
    """US dollars the next `correct_campaign` costs: nothing new while Plivo never took it."""
    return campaign_estimate(usecase=campaign.usecase, act="resubmit").once


def correct_campaign(
    *, campaign: Campaign, values: Mapping[str, Any], version: int | None, actor: Actor
) -> Campaign:
    """Changes a campaign and files it again: a declined one for another review at $15.

    One that Plivo has not taken yet is replaced before it is sent. Refused while one is being
    filed, under review, active or imported.
    """
    actor.require("campaign.submit")
    with transaction.atomic():
        row = Campaign.objects.locked(campaign.pk, version=version)
        must_be_live(row)
        filed = bool(row.remote_id)
        fields = sorted(UPDATABLE) if filed else OWN
        merged = {name: getattr(row, name) for name in fields} | dict(values)
        context = campaign_context(row.brand, row.configuration, row)
        if filed:
            changed = [n for n in OWN if n not in UPDATABLE and _differs(row, n, values)]
            context |= {
                "act": "update",
                "status": row.registration_status,
                "door": door_of(actor),
                "source": row.source,
                "changed": changed,
            }
            merged = {name: merged[name] for name in (*fields, *changed)}
        else:
            merged["brand_id"] = row.brand.public_id if row.brand else ""
        clean = checked("campaign", merged, context=context, as_sent=_as_sent(actor))
        changes = assign(row, clean, fields)
        note_callback(row, values, actor=actor)
        row.version += 1
        row.save()
        _file(row, SubmissionAct.RESUBMIT if filed else SubmissionAct.CREATE, actor)
        events.record(row, "resubmitted" if filed else "edited", actor=actor, changes=changes)
        enqueue(row)
    return row


def import_campaign(
    *, configuration: ProviderConfiguration, values: Mapping[str, Any], actor: Actor
) -> Campaign:
    """Brings in a campaign registered at The Campaign Registry and shared with Plivo (free)."""
    actor.require("campaign.import")
    with transaction.atomic():
        alone_in(configuration)
        mine = Campaign.objects.live().filter(configuration=configuration)
        known = set(mine.values_list("public_id", flat=True)) | set(
            mine.values_list("remote_id", flat=True)
        )
        clean = checked("campaign", values, context={"act": "import", "known_ids": known})
        # Theirs came first, so it names the campaign here too.
        remote_id = clean["campaign_id"]
        forgotten = Campaign.objects.filter(
            configuration=configuration,
            public_id=remote_id,
            remote_id="",
            retired_at__isnull=False,
        ).first()
        if forgotten:
            # An import Plivo refused, let go of since: it never was that campaign.
            forgotten.public_id = new_public_id(Campaign, short_id("C"))
            forgotten.save(update_fields=["public_id"])
        if Campaign.objects.filter(public_id=remote_id).exists():
            raise Invalid({"campaign_id": ["This id is in use here. Ask support to look into it."]})
        campaign = Campaign(
            configuration=configuration,
            public_id=remote_id,
            campaign_alias=clean["campaign_alias"],
            source=CampaignSource.SHARED,
            imported=True,
        )
        note_callback(campaign, values, actor=actor)
        campaign.sync = new_sync(KIND, configuration)
        campaign.save()
        events.record(campaign, "importing", actor=actor)
        enqueue(campaign)
    return campaign


def delete_campaign(*, campaign: Campaign, version: int | None, actor: Actor) -> None:
    """Deactivates a campaign, irreversibly. Refused while one of its numbers is being linked."""
    actor.require("campaign.delete")
    with transaction.atomic():
        row = Campaign.objects.locked(campaign.pk, version=version)
        must_be_live(row)
        linking = CampaignNumber.objects.processing().filter(campaign=row).exclude(remote_id="")
        context = {"act": "delete", "numbers_processing": linking.count()}
        checked("campaign", {}, context=context)
        retire(row, actor=actor)


def can_correct(campaign: Campaign) -> str:
    """ "" when `correct_campaign` may be tried, else why not, for the page."""
    if campaign.retiring or not campaign.live:
        return "This campaign is being deactivated."
    if campaign.source == CampaignSource.SHARED:
        return "It was imported from The Campaign Registry. Change it there."
    if not campaign.remote_id or campaign.registration_status == CampaignStatus.FAILED:
        return ""
    if campaign.registration_status == CampaignStatus.PROCESSING:
        return "It is under review. Wait for the decision before you correct it."
    return "It is final and cannot be changed. File a new campaign instead."


def _as_sent(actor: Actor) -> tuple[str, ...]:
    """Over REST keywords are judged as they came: Plivo refuses blanks the portal tidies away."""
    return normalize.KEYWORDS if door_of(actor) == "rest" else ()


def _differs(row: Campaign, name: str, values: Mapping[str, Any]) -> bool:
    return name in values and values[name] != getattr(row, name)


def _file(campaign: Campaign, act: SubmissionAct, actor: Actor) -> None:
    body: dict[str, Any] = snapshot(CampaignRequest, campaign)
    if act == SubmissionAct.RESUBMIT:
        body = snapshot(CampaignUpdateRequest, campaign) | cleared(CampaignUpdateRequest, campaign)
    fee = campaign_estimate(usecase=campaign.usecase, act=act.value).once
    request_submission(obj=campaign, act=act, snapshot=body, fee=fee, actor=actor)


def must_be_linkable(campaign: Campaign) -> None:
    """Raises Refused when no number can ever be linked to the campaign as it stands."""
    must_be_live(campaign)
    if campaign.registration_status in (CampaignStatus.FAILED, CampaignStatus.EXPIRED):
        state = campaign.registration_status.lower()
        raise Refused(f"This campaign is {state}. Correct and resubmit it before you link numbers.")
