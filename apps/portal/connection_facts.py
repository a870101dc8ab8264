"""What the pages say of a connection."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from apps.core.clock import db_now
from apps.numberpools.models import PhoneNumber
from apps.providers import catalogue
from apps.providers.connect import pingone_api, pingone_auth
from apps.providers.masking import masked
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Sync
from apps.sync.pages import unsettled
from apps.upstream.pingone import REGIONS

SPACING = timedelta(seconds=10)

KEPT = "Kept encrypted, never shown"


def facts_of(connection: ProviderConfiguration) -> list[dict[str, Any]]:
    """Nothing here may hold the secret, which is never shown again."""
    provider = connection.provider_details
    account = {catalogue.PLIVO.id: _account, catalogue.PINGONE.id: _environment}
    return [
        {"label": "Provider", "value": provider.name},
        *account.get(connection.provider, _kept)(connection),
        {"label": provider.secret_label, "value": KEPT if connection.api_secret else ""},
        {"label": "Last verified", "value": connection.verified_at, "kind": "when"},
        {"label": "Connected", "value": connection.created_at, "kind": "when"},
    ]


def _account(connection: ProviderConfiguration) -> list[dict[str, Any]]:
    label = connection.provider_details.key_label
    return [
        {"label": label, "value": connection.account_id, "kind": "code"},
        {"label": "Base URL", "value": connection.base_url or "Plivo's own"},
    ]


def _kept(connection: ProviderConfiguration) -> list[dict[str, Any]]:
    key, value = connection.provider_details.key, connection.api_key
    shown = {"value": masked(value)} if key.secret else {"value": value, "kind": "code"}
    return [
        {"label": key.label, **shown},
        {"label": "Base URL", "value": connection.base_url},
        {"label": "SIP URL", "value": connection.sip_url},
    ]


def _environment(connection: ProviderConfiguration) -> list[dict[str, Any]]:
    meta = connection.meta
    elsewhere = meta.get("token_environment_id")
    facts = [
        {"label": "Environment ID", "value": connection.account_id, "kind": "code"},
        # It names the application and opens nothing.
        {"label": "Client ID", "value": connection.api_key, "kind": "code"},
        {"label": "Region", "value": REGIONS.get(meta.get("region", ""), "Own host")},
        {"label": "API address", "value": pingone_api(connection)},
        {"label": "Token address", "value": pingone_auth(connection)},
    ]
    if elsewhere:
        label = "Environment of the worker application"
        facts.append({"label": label, "value": elsewhere, "kind": "code"})
    return facts


def health_of(connection: ProviderConfiguration) -> dict[str, Any]:
    """The lane in words: how many deliveries are in which state, and what holds them up."""
    now = db_now()
    lane = getattr(connection, "lane", None)
    rows = Sync.objects.filter(unsettled(), configuration=connection)
    counts = rows.aggregate(
        stopped=Count("pk", filter=~Q(blocked="")),
        held=Count("pk", filter=Q(blocked="") & ~Q(hold="")),
        checking=Count("pk", filter=Q(blocked="", hold="", unsure_since__isnull=False)),
        all=Count("pk"),
    )
    waiting = counts["all"] - counts["stopped"] - counts["held"] - counts["checking"]
    # Our own spacing of requests is seconds ahead; only an answer 429 reaches further.
    slowed = lane is not None and lane.next_slot is not None and lane.next_slot > now + SPACING
    return {
        **counts,
        "waiting": waiting,
        "paused_at": lane.paused_at if lane else None,
        "pause_reason": lane.pause_reason if lane else "",
        "probe_at": lane.probe_at if lane else None,
        "slowed_until": lane.next_slot if slowed and lane else None,
        "working": bool(lane and lane.lease_until and lane.lease_until > now),
    }


def touched_by(connection: ProviderConfiguration) -> list[str]:
    """What goes with a connection that nothing holds."""
    numbers = PhoneNumber.objects.filter(configuration=connection).count()
    if not numbers:
        return []
    return [
        f"{numbers} number{'' if numbers == 1 else 's'} leave Linecheck; "
        "at Plivo they stay as they are"
    ]
