"""Creating and changing provider configurations. Verifying is the caller's: it is an HTTP call."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError

from apps.accounts.models import Organization
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Invalid, Refused
from apps.providers import catalogue
from apps.providers.masking import is_masked
from apps.providers.models import AccessToken, Lane, ProviderConfiguration
from apps.upstream.redact import MASK

# What a change may be about.
COLUMNS = ("name", "api_key", "api_secret", "base_url", "sip_url", "meta", "active")
SECRETS = ("api_key", "api_secret")
NAME_TAKEN = "Another connection has this name. Choose a different one."
ACCOUNT_TAKEN = (
    "This account is connected already, here or in another organisation. An account has one owner; "
    "ask them, or connect another one."
)


class NameTaken(Invalid):
    """The organisation has a configuration of this provider and name."""


class Outdated(Exception):
    """Somebody changed the configuration since it was read: read it again."""


def draft_configuration(
    *,
    organization: Organization,
    provider: catalogue.Provider,
    name: str,
    api_key: str = "",
    api_secret: str = "",
    base_url: str = "",
    sip_url: str = "",
    meta: Mapping[str, Any] | None = None,
    active: bool = True,
) -> ProviderConfiguration:
    """An unsaved configuration, to verify before anything is kept.

    PingOne's `meta`: ``environment_id`` and, where they differ from what follows from it,
    ``region``, ``auth_url``, ``token_environment_id``. What else is in `meta` is kept as it is.
    """
    told = _told(provider, meta or {})
    names_account = {catalogue.PLIVO: api_key, catalogue.PINGONE: told.get("environment_id", "")}
    return ProviderConfiguration(
        organization=organization,
        provider=provider.id,
        name=name.strip(),
        account_id=str(names_account.get(provider, "")).strip()[:64],
        api_key=api_key.strip(),
        api_secret=api_secret.strip(),
        base_url=base_url.strip(),
        sip_url=sip_url.strip(),
        meta=told,
        active=active,
    )


def changed_draft(
    configuration: ProviderConfiguration, values: Mapping[str, Any]
) -> ProviderConfiguration:
    """An unsaved copy with `values`, by column, put over it; a masked secret changes nothing."""
    values = {
        name: value for name, value in values.items() if name not in SECRETS or not is_masked(value)
    }
    draft = draft_configuration(
        organization=configuration.organization,
        provider=configuration.provider_details,
        **{name: values.get(name, getattr(configuration, name)) for name in COLUMNS},
    )
    for name in COLUMNS:
        if name not in values:
            setattr(draft, name, getattr(configuration, name))
    naming = "meta" if configuration.provider == catalogue.PINGONE.id else "api_key"
    if naming not in values:
        draft.account_id = configuration.account_id
    return draft


def credentials_of(configuration: ProviderConfiguration) -> set[str]:
    """The columns that decide whether, and where, the provider lets us in."""
    told = {"meta"} if configuration.provider_details.meta else set()
    return {*SECRETS, "base_url", *told}


def save_configuration(
    *,
    configuration: ProviderConfiguration,
    actor: Actor,
    verified: bool = True,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Keeps a draft with its lane. Raises NameTaken, and Invalid when the account is taken.

    `facts` are put beside the entry of the timeline.
    """
    actor.require("connection.edit")
    configuration.verified_at = db_now() if verified else None
    configuration.verify_error = ""
    try:
        with transaction.atomic():
            configuration.save()
            Lane.objects.create(configuration=configuration)
            events.record(configuration, "connected", actor=actor, data=dict(facts or {}))
    except IntegrityError as error:
        raise _taken(configuration) from error


def change_configuration(
    *,
    seen: ProviderConfiguration,
    draft: ProviderConfiguration,
    verified: bool,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
) -> ProviderConfiguration:
    """Puts `draft` in the place of what was `seen`, all at once; the account stays the same.

    `verified` says that the provider was asked and accepted. Raises Outdated when the row is not
    what was seen, NameTaken, Invalid, and DoesNotExist when it is gone.
    """
    actor.require("connection.edit")
    try:
        with transaction.atomic():
            rows = ProviderConfiguration.objects.select_related("organization")
            row = rows.select_for_update(of=("self",), no_key=True).get(pk=seen.pk)
            if any(getattr(row, name) != getattr(seen, name) for name in COLUMNS):
                raise Outdated
            changes = {
                name: (getattr(row, name), getattr(draft, name))
                for name in COLUMNS
                if getattr(row, name) != getattr(draft, name)
            }
            for name in changes:
                setattr(row, name, getattr(draft, name))
            replaced = verified or bool(changes.keys() & credentials_of(row))
            if replaced:
                row.verified_at, row.verify_error = (db_now() if verified else None), ""
                forget_token(row)
            row.save(update_fields=[*COLUMNS, "verified_at", "verify_error"])
            if replaced or changes:
                verb = "credentials_replaced" if replaced else _verb(changes)
                shown = _without_secrets(row, changes)
                events.record(row, verb, actor=actor, changes=shown, data=dict(facts or {}))
    except IntegrityError as error:
        draft.pk = seen.pk
        raise _taken(draft) from error
    return row


def replace_credentials(
    *,
    configuration: ProviderConfiguration,
    api_secret: str,
    base_url: str,
    actor: Actor,
) -> None:
    """Swaps in credentials that are known to work."""
    seen = ProviderConfiguration.objects.select_related("organization").get(pk=configuration.pk)
    draft = changed_draft(seen, {"api_secret": api_secret, "base_url": base_url})
    change_configuration(seen=seen, draft=draft, verified=True, actor=actor)


def forget_token(configuration: ProviderConfiguration) -> None:
    """The access token of former credentials is used no more, and none on its way is kept."""
    AccessToken.objects.filter(configuration=configuration).update(
        token="", version=F("version") + 1, lease_until=None
    )


def disconnect(
    *,
    configuration: ProviderConfiguration,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Deletes a configuration nothing hangs on; Refused names what does."""
    actor.require("connection.edit")
    try:
        with transaction.atomic():
            events.record(configuration, "disconnected", actor=actor, data=dict(facts or {}))
            configuration.delete()
    except ProtectedError as error:
        kinds = sorted({str(obj._meta.verbose_name_plural) for obj in error.protected_objects})
        raise Refused(
            f"This connection is still used by {', '.join(kinds)}. Delete those first."
        ) from error


def _verb(changes: Mapping[str, Any]) -> str:
    return "renamed" if set(changes) == {"name"} else "edited"


def _without_secrets(
    row: ProviderConfiguration, changes: Mapping[str, tuple[Any, Any]]
) -> dict[str, tuple[Any, Any]]:
    """Of a secret only that it changed."""
    provider = row.provider_details
    hidden = {field.name for field in (provider.key, provider.secret) if field.secret}
    return {name: (MASK, MASK) if name in hidden else pair for name, pair in changes.items()}


def _told(provider: catalogue.Provider, meta: Mapping[str, Any]) -> dict[str, Any]:
    """`meta` with what the provider's own keys say written in one way, and none of them empty."""
    told = dict(meta)
    for field in provider.meta:
        value = told.get(field.name, "")
        if isinstance(value, str):
            value = value.strip()
            if field.name.endswith("environment_id"):
                value = _spelt(value)
            told[field.name] = value
        if value in ("", None):
            told.pop(field.name, None)
    return told


def _spelt(environment: str) -> str:
    try:
        return str(uuid.UUID(environment))
    except ValueError:
        return environment


def _taken(configuration: ProviderConfiguration) -> Invalid:
    same = ProviderConfiguration.objects.filter(
        organization=configuration.organization,
        provider=configuration.provider,
        name=configuration.name,
    )
    if same.exclude(pk=configuration.pk).exists():
        return NameTaken({"name": [NAME_TAKEN]})
    field = "environment_id" if configuration.provider == catalogue.PINGONE.id else "api_key"
    return Invalid({field: [ACCOUNT_TAKEN]})
