"""A configuration as the Provider Configurations API writes and reads it."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from apps.providers import catalogue
from apps.providers.masking import masked
from apps.providers.models import ProviderConfiguration

MOST_META = 50


def written(configuration: ProviderConfiguration, *, clear: Collection[str] = ()) -> dict[str, Any]:
    """Its documented body. Secrets are masked, but for those named in `clear`.

    Needs `organization` and `lane`.
    """
    provider = configuration.provider_details
    organization = configuration.organization
    always = organization.handle in settings.TELEPHONY_SHOW_SECRETS

    def shown(field: catalogue.Field) -> str:
        value = str(getattr(configuration, field.name))
        return value if always or field.name in clear or not field.secret else masked(value)

    return {
        "id": configuration.pk,
        "name": configuration.name,
        "provider": provider.id,
        "provider_details": details(provider),
        "org_handle": organization.handle,
        "meta_json": [
            # The database keeps them in no order.
            {"meta_key": name, "meta_value": value}
            for name, value in sorted(configuration.meta.items())
        ],
        "active": configuration.running,
        "api_key": shown(provider.key),
        "api_secret": shown(provider.secret),
        "base_url": configuration.base_url or None,
        "sip_url": configuration.sip_url,
    }


def details(provider: catalogue.Provider) -> dict[str, Any]:
    """``provider_details`` of a configuration."""
    icon = static(f"img/providers/{provider.slug}.svg")
    return {
        "id": provider.id,
        "name": provider.name,
        "description": provider.description,
        "icon": f"{settings.PUBLIC_URL}{icon}",
    }


def catalogued(provider: catalogue.Provider) -> dict[str, Any]:
    """An entry of the catalogue: its credentials, what proves them, and where to find them."""
    fields = [_field(provider.key), _field(provider.secret)]
    fields += [_field(field, "meta_json") for field in provider.meta]
    places = ("website", "console", "reference")
    return {
        **details(provider),
        "fields": fields,
        "verified_before_saving": bool(provider.check),
        "verification": provider.check or None,
        "synced": provider.synced,
        "links": {name: url for name in places if (url := getattr(provider, name))},
    }


def _field(field: catalogue.Field, within: str = "") -> dict[str, Any]:
    return {
        "name": field.name,
        "in": within or "body",
        "label": field.label,
        "required": field.required,
        "secret": field.secret,
        "help": field.help,
    }


class MetaReader(serializers.Serializer[Any]):
    meta_key = serializers.CharField(max_length=100)
    meta_value = serializers.JSONField(allow_null=True)


class Reader(serializers.Serializer[Any]):
    """What a body may say; other keys of the documented object are passed over."""

    name = serializers.CharField(max_length=100)
    provider = serializers.IntegerField()
    api_key = serializers.CharField(max_length=500, allow_blank=True, required=False)
    api_secret = serializers.CharField(max_length=500, allow_blank=True, required=False)
    active = serializers.BooleanField(required=False)
    base_url = serializers.CharField(
        max_length=200, allow_blank=True, allow_null=True, required=False
    )
    sip_url = serializers.CharField(
        max_length=200, allow_blank=True, allow_null=True, required=False
    )
    meta_json = serializers.ListField(child=MetaReader(), required=False, max_length=MOST_META)

    def validate_provider(self, value: int) -> int:
        if value not in catalogue.BY_ID:
            known = ", ".join(f"{one.id} {one.name}" for one in catalogue.PROVIDERS)
            raise ValidationError(f"There is no such provider. Known are: {known}.")
        return value

    def validate_meta_json(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        names = [each["meta_key"] for each in value]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValidationError(f"Each key may be there once: {', '.join(twice)}.")
        return value


def read(data: Any, *, partial: bool = False) -> dict[str, Any]:
    """What a body says, by column of the configuration. Raises ValidationError by key."""
    reader = Reader(data=data, partial=partial)
    reader.is_valid(raise_exception=True)
    said = dict(reader.validated_data)
    for name in ("base_url", "sip_url"):
        if name in said:
            said[name] = said[name] or ""
    if "meta_json" in said:
        said["meta"] = {each["meta_key"]: each["meta_value"] for each in said.pop("meta_json")}
    return said
