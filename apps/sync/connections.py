"""A connection's verbs, for every door: kept only once the provider accepts the credentials.

Those that ask the provider wait for it, so none of these may be called inside a transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from apps.accounts.models import Organization
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Invalid, Refused
from apps.providers import catalogue, rules, services
from apps.providers.masking import is_masked
from apps.providers.models import Lane, ProviderConfiguration
from apps.sync import lane as lanes
from apps.sync import probe
from apps.sync.pages import plural
from apps.sync.registry import kinds
from apps.sync.verdict import advice, must_work

# How often something is tried again because somebody else changed the same row meanwhile.
TRIES = 5
BUSY = "Somebody else is changing this configuration at the same time. Send it again."
SEND_ALONG = "Send api_secret with a new address: a secret goes to no host it was not given for."
SWITCHED_OFF = "Switched off by {}."


@dataclass(frozen=True)
class Saved:
    """`asked`: the provider was asked about the credentials, and accepts them."""

    configuration: ProviderConfiguration
    asked: bool


@sensitive_variables("values")
def connect(
    *,
    organization: Organization,
    provider: catalogue.Provider,
    name: str,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
    **values: Any,
) -> ProviderConfiguration:
    """A new configuration; `values` by column (services.COLUMNS).

    Raises services.NameTaken, and Invalid at the field to correct.
    """
    actor.require("connection.edit")
    draft = services.draft_configuration(
        organization=organization, provider=provider, name=name, **values
    )
    _must_be_right(draft)
    if provider.check:
        must_work(draft)
    with transaction.atomic():
        services.save_configuration(
            configuration=draft, actor=actor, verified=bool(provider.check), facts=facts
        )
        if not draft.active:
            _switch(draft, actor)
    return draft


@sensitive_variables("values")
def put(
    *,
    organization: Organization,
    provider: catalogue.Provider,
    name: str,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
    **values: Any,
) -> Saved:
    """Changes the organisation's configuration of this provider and name, or makes it.

    However many ask at once, there is one. Raises Invalid and Refused.
    """
    mine = ProviderConfiguration.objects.filter(organization=organization, provider=provider.id)
    for _ in range(TRIES):
        found = mine.filter(name=name.strip()).first()
        try:
            if found is not None:
                return change(configuration=found, values=values, actor=actor, facts=facts)
            made = connect(
                organization=organization,
                provider=provider,
                name=name,
                actor=actor,
                facts=facts,
                **values,
            )
            return Saved(made, asked=bool(provider.check))
        except (services.NameTaken, ProviderConfiguration.DoesNotExist):
            # Made, or deleted, between looking and acting.
            continue
    raise Refused(BUSY)


@sensitive_variables("values")
def change(
    *,
    configuration: ProviderConfiguration,
    values: Mapping[str, Any],
    ask: bool = False,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
) -> Saved:
    """Puts `values`, by column, over what is kept: what they leave out stays.

    New credentials are verified first (with `ask` the old ones too) and then swapped in; until
    then the old ones are in use. `active` switches the connection off and on. Raises Invalid at the
    field to correct, Refused, and DoesNotExist when it is gone.
    """
    actor.require("connection.edit")
    rows = ProviderConfiguration.objects.select_related("organization")
    for _ in range(TRIES):
        seen = rows.get(pk=configuration.pk)
        if values.get("active") is False and paused_by_person(seen):
            # It rests already, and how is that person's choice.
            values = {name: value for name, value in values.items() if name != "active"}
        draft = services.changed_draft(seen, values)
        _must_be_right(draft, seen)
        _stays_with_its_host(draft, seen, values)
        decisive = services.credentials_of(seen)
        new = any(getattr(draft, name) != getattr(seen, name) for name in decisive)
        asked = bool(seen.provider_details.check) and (new or ask)
        if asked:
            must_work(draft)
        try:
            with transaction.atomic():
                saved = services.change_configuration(
                    seen=seen, draft=draft, verified=asked, actor=actor, facts=facts
                )
                if "active" in values:
                    _switch(saved, actor)
                if asked and saved.active and not paused_by_person(saved):
                    lanes.resume(saved, actor=actor)
        except services.Outdated:
            continue
        return Saved(saved, asked)
    raise Refused(BUSY)


@sensitive_variables("api_secret")
def replace_credentials(
    *,
    configuration: ProviderConfiguration,
    api_secret: str = "",
    api_key: str = "",
    base_url: str = "",
    actor: Actor,
) -> None:
    """Verifies new credentials before they replace the old; frees what the old ones had blocked.

    A key or secret that is "" stays as it is.
    """
    given = {"api_key": api_key, "api_secret": api_secret}
    values = {"base_url": base_url} | {name: value for name, value in given.items() if value}
    change(configuration=configuration, values=values, ask=True, actor=actor)


def verify(*, configuration: ProviderConfiguration, actor: Actor) -> str:
    """Asks whether the kept credentials work; "" or why not, also kept on the connection.

    Working again ends a pause of the engine at once instead of at its next probe. Raises Refused
    for a provider that is never asked.
    """
    actor.require("connection.resume")
    provider = configuration.provider_details
    if not provider.check:
        raise Refused(
            f"Linecheck cannot check credentials of {provider.name}: it keeps them as they were "
            "given."
        )
    error = probe.verify(configuration)
    trouble = str(error) if error else ""
    with transaction.atomic():
        row = ProviderConfiguration.objects.select_for_update().get(pk=configuration.pk)
        row.verify_error = trouble
        if not trouble:
            row.verified_at = db_now()
        row.save(update_fields=["verify_error", "verified_at"])
        verb = "verify_failed" if trouble else "verified"
        events.record(row, verb, actor=actor, text=trouble)
    if error is None and row.active and not paused_by_person(configuration):
        lanes.resume(configuration, actor=actor)
    return "" if error is None else advice(configuration, error)


def pause(*, configuration: ProviderConfiguration, actor: Actor) -> None:
    """Stops sending until a person resumes it; the probe that ends other pauses is called off."""
    actor.require("connection.edit")
    if not configuration.provider_details.synced:
        raise Refused(
            f"Nothing is sent to {configuration.provider_details.name}: nothing to pause."
        )
    lanes.pause(configuration, f"Paused by {actor.label}.", actor=actor)


def resume(*, configuration: ProviderConfiguration, actor: Actor) -> None:
    """Also switches on what was switched off. Raises Invalid when its account is taken by now."""
    actor.require("connection.resume")
    if not configuration.active:
        change(configuration=configuration, values={"active": True}, actor=actor)
        return
    lanes.resume(configuration, actor=actor)


def disconnect(
    *,
    configuration: ProviderConfiguration,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Deletes a configuration nothing hangs on; Refused names what does."""
    actor.require("connection.edit")
    if held := held_by(configuration):
        raise Refused(
            f"This connection is still used by {', '.join(held)}, deleted ones included: what was "
            "done with them stays on record. Switch it off instead."
        )
    services.disconnect(configuration=configuration, actor=actor, facts=facts)


def held_by(configuration: ProviderConfiguration) -> list[str]:
    """What hangs on it, what was deleted too: its record needs it."""
    held = []
    for mirror in kinds().values():
        count = mirror.model._default_manager.filter(configuration=configuration).count()
        if count:
            held.append(f"{count} {mirror.noun if count == 1 else plural(mirror.noun)}")
    return held


def paused_by_person(configuration: ProviderConfiguration) -> bool:
    """Whether it stays paused until somebody resumes it: such a pause has no probe."""
    return Lane.objects.filter(
        configuration=configuration, paused_at__isnull=False, probe_at__isnull=True
    ).exists()


def _switch(configuration: ProviderConfiguration, actor: Actor) -> None:
    """The lane runs, or rests, as the configuration is on or off; what syncs nothing has no use
    for a pause."""
    if not configuration.provider_details.synced:
        return
    if configuration.active:
        lanes.resume(configuration, actor=actor)
        return
    # A pause of the engine would end by itself.
    Lane.objects.filter(configuration=configuration).update(probe_at=None)
    lanes.pause(configuration, SWITCHED_OFF.format(actor.label), actor=actor)


def _stays_with_its_host(
    draft: ProviderConfiguration, before: ProviderConfiguration, values: Mapping[str, Any]
) -> None:
    """Who cannot read a secret cannot have it sent to an address of their own either."""
    secret = str(values.get("api_secret", ""))
    if not draft.provider_details.check or (secret and not is_masked(secret)):
        return
    new = {
        "base_url": (draft.base_url, before.base_url),
        "auth_url": (draft.meta.get("auth_url"), before.meta.get("auth_url")),
    }
    if moved := [name for name, (now, then) in new.items() if now and now != then]:
        raise Invalid({name: [SEND_ALONG] for name in moved})


def _must_be_right(
    draft: ProviderConfiguration, before: ProviderConfiguration | None = None
) -> None:
    if found := rules.problems(draft, before):
        raise Invalid(found)
