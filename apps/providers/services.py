"""Creating and changing provider configurations. Verifying is the caller's: it is an HTTP call."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError

from apps.accounts.models import Organization
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Invalid, Refused
from apps.providers import catalogue
from apps.providers.models import AccessToken, Lane, ProviderConfiguration


def draft_configuration(
    *,
    organization: Organization,
    provider: catalogue.Provider,
    name: str,
    api_key: str,
    api_secret: str,
    base_url: str = "",
    meta: Mapping[str, str] | None = None,
) -> ProviderConfiguration:
    """An unsaved configuration, to verify before anything is kept.

    PingOne's `meta`: ``environment_id`` and, where they differ from what follows from it,
    ``region``, ``auth_url``, ``token_environment_id``.
    """
    told = {name: value.strip() for name, value in (meta or {}).items() if value.strip()}
    names_account = {catalogue.PLIVO: api_key, catalogue.PINGONE: told.get("environment_id", "")}
    return ProviderConfiguration(
        organization=organization,
        provider=provider.id,
        name=name.strip(),
        account_id=names_account.get(provider, "").strip(),
        api_key=api_key.strip(),
        api_secret=api_secret.strip(),
        base_url=base_url.strip(),
        meta=told,
    )


def save_configuration(*, configuration: ProviderConfiguration, actor: Actor) -> None:
    """Keeps a verified draft with its lane. Raises Invalid when the account or name is taken."""
    actor.require("connection.edit")
    configuration.verified_at, configuration.verify_error = db_now(), ""
    try:
        with transaction.atomic():
            configuration.save()
            Lane.objects.create(configuration=configuration)
            events.record(configuration, "connected", actor=actor)
    except IntegrityError as error:
        raise Invalid(_taken(configuration)) from error


def replace_credentials(
    *,
    configuration: ProviderConfiguration,
    api_secret: str,
    base_url: str,
    api_key: str = "",
    actor: Actor,
) -> None:
    """Swaps in credentials that were verified; the account stays the same.

    A PingOne environment may get another application, so another `api_key`.
    """
    actor.require("connection.edit")
    with transaction.atomic():
        row = ProviderConfiguration.objects.select_for_update().get(pk=configuration.pk)
        row.api_secret, row.base_url = api_secret.strip(), base_url.strip()
        row.api_key = api_key.strip() or row.api_key
        row.verified_at, row.verify_error = db_now(), ""
        row.save(update_fields=["api_key", "api_secret", "base_url", "verified_at", "verify_error"])
        forget_token(row)
        events.record(row, "credentials_replaced", actor=actor)


def forget_token(configuration: ProviderConfiguration) -> None:
    """The access token of former credentials is used no more, and none on its way is kept."""
    AccessToken.objects.filter(configuration=configuration).update(
        token="", version=F("version") + 1, lease_until=None
    )


def rename(*, configuration: ProviderConfiguration, name: str, actor: Actor) -> None:
    actor.require("connection.edit")
    before = configuration.name
    configuration.name = name.strip()
    try:
        with transaction.atomic():
            configuration.save(update_fields=["name"])
            changes = {"name": (before, configuration.name)}
            events.record(configuration, "renamed", actor=actor, changes=changes)
    except IntegrityError as error:
        raise Invalid(
            {"name": ["Another connection has this name. Choose a different one."]}
        ) from error


def disconnect(*, configuration: ProviderConfiguration, actor: Actor) -> None:
    """Deletes a configuration nothing hangs on; Refused names what does."""
    actor.require("connection.edit")
    try:
        with transaction.atomic():
            events.record(configuration, "disconnected", actor=actor)
            configuration.delete()
    except ProtectedError as error:
        kinds = sorted({str(obj._meta.verbose_name_plural) for obj in error.protected_objects})
        raise Refused(
            f"This connection is still used by {', '.join(kinds)}. Delete those first."
        ) from error


def _taken(configuration: ProviderConfiguration) -> dict[str, list[str]]:
    same = ProviderConfiguration.objects.filter(
        organization=configuration.organization,
        provider=configuration.provider,
        name=configuration.name,
    )
    if same.exists():
        return {"name": ["Another connection has this name. Choose a different one."]}
    taken = "This account is connected already, here or in another organisation."
    field = "environment_id" if configuration.provider == catalogue.PINGONE.id else "api_key"
    return {field: [f"{taken} An account has one owner; ask them, or connect another one."]}
