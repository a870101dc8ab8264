"""Ids in fallback chains: ours in what we keep and answer, theirs in what PingOne gets."""

from collections.abc import Mapping
from typing import Any

from apps.policies import body as bodies
from apps.policies.models import PhoneDeliverySetting
from apps.providers.models import ProviderConfiguration


def to_ours(body: Mapping[str, Any], configuration: ProviderConfiguration) -> bodies.Body:
    """A copy with our id for each setting named by either id; ids of nothing here stay."""
    return bodies.renamed(body, _pairs(body, configuration, "remote_id", "public_id"))


def to_theirs(body: Mapping[str, Any], configuration: ProviderConfiguration) -> bodies.Body:
    """A copy with PingOne's ids; those of settings that are not there yet stay."""
    return bodies.renamed(body, _pairs(body, configuration, "public_id", "remote_id"))


def not_there_yet(
    body: Mapping[str, Any], configuration: ProviderConfiguration
) -> PhoneDeliverySetting | None:
    """A setting its chains name that PingOne has no id for."""
    rows = PhoneDeliverySetting.objects.live().filter(configuration=configuration, remote_id="")
    return rows.filter(public_id__in=bodies.chain_ids(body)).order_by("pk").first()


def _pairs(
    body: Mapping[str, Any], configuration: ProviderConfiguration, of: str, to: str
) -> dict[str, str]:
    rows = PhoneDeliverySetting.objects.live().filter(configuration=configuration)
    named = rows.filter(**{f"{of}__in": bodies.chain_ids(body)}).exclude(remote_id="")
    return dict(named.values_list(of, to))
