"""Rows for tests: believable, valid, one call each; every argument can be overridden."""

import itertools
import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from apps.accounts.models import Organization
from apps.compliance.models import Brand, Campaign, CampaignNumber, Profile
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Sync

FILINGS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "filings.json").read_text()
)
_count = itertools.count(1)


def configuration(**fields: Any) -> ProviderConfiguration:
    n = next(_count)
    organization = fields.pop("organization", None) or Organization.objects.create(
        handle=f"harbour-{n}", name="Harbour Group"
    )
    given = {"name": "Plivo", "provider": catalogue.PLIVO.id, "account_id": f"MA{n:018d}", **fields}
    return ProviderConfiguration.objects.create(organization=organization, **given)


def sync(kind: str, configuration: ProviderConfiguration, **fields: Any) -> Sync:
    given = {"run_after": timezone.now(), **fields}
    return Sync.objects.create(kind=f"compliance.{kind}", configuration=configuration, **given)


def _mirrored(kind: str, configuration: ProviderConfiguration, fields: dict[str, Any]) -> Any:
    public_id = fields.pop("public_id", f"{kind[0].upper()}{next(_count):06d}")
    row = fields.pop("sync", None) or sync(kind, configuration)
    return {"configuration": configuration, "public_id": public_id, "sync": row, **fields}


def profile(configuration: ProviderConfiguration, **fields: Any) -> Profile:
    values = {**FILINGS["profile"], "profile_alias": f"Harbour Dental {next(_count)}"}
    return Profile.objects.create(**_mirrored("profile", configuration, {**values, **fields}))


def brand(of: Profile, **fields: Any) -> Brand:
    values = {"brand_alias": "Harbour Dental", **fields}
    return Brand.objects.create(profile=of, **_mirrored("brand", of.configuration, values))


def campaign(of: Brand | None, **fields: Any) -> Campaign:
    values = {**FILINGS["campaign"], "brand": of, **fields}
    values.pop("brand_id")
    where = values.pop("configuration", None) or (of.configuration if of else configuration())
    return Campaign.objects.create(**_mirrored("campaign", where, values))


def number(of: Campaign, **fields: Any) -> CampaignNumber:
    values = {"number": "15125550143", **fields}
    return CampaignNumber.objects.create(
        campaign=of, **_mirrored("number", of.configuration, values)
    )
