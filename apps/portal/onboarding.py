"""Connecting a Plivo account: asked first whether the credentials work, kept, then read in.

Every function here waits for Plivo, so none may be called inside a transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from apps.accounts.models import Organization
from apps.compliance.services.profile import pull_profiles
from apps.compliance.services.tollfree_pull import pull_verifications
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Invalid, Refused
from apps.numberpools.services import pull_numbers
from apps.providers import catalogue, services
from apps.providers.models import Lane, ProviderConfiguration
from apps.sync import lane as lanes
from apps.sync import probe
from apps.upstream.errors import Misconfigured

WRONG_TOKEN = (
    "Copy both again from the overview page of the Plivo console: a token that was "
    "regenerated there stops working at once."
)

PULLS: tuple[tuple[str, Callable[..., int]], ...] = (
    ("new company", pull_profiles),
    ("number", pull_numbers),
    ("new toll-free verification", pull_verifications),
)


@dataclass
class Pulled:
    """How many were read, by noun, and what could not be read and why."""

    counts: dict[str, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


def connect(
    *,
    organization: Organization,
    name: str,
    api_key: str,
    api_secret: str,
    base_url: str = "",
    actor: Actor,
) -> ProviderConfiguration:
    """Verifies by one call, then keeps the connection. Raises Invalid at the field to correct."""
    actor.require("connection.edit")
    draft = services.draft_configuration(
        organization=organization,
        provider=catalogue.PLIVO,
        name=name,
        api_key=api_key,
        api_secret=api_secret,
        base_url=base_url,
    )
    _must_work(draft)
    services.save_configuration(configuration=draft, actor=actor)
    return draft


def pull(*, configuration: ProviderConfiguration, actor: Actor) -> Pulled:
    """Reads in what the account has, companies before what names them."""
    done = Pulled()
    for noun, read in PULLS:
        try:
            done.counts[noun] = read(configuration=configuration, actor=actor)
        except Refused as error:
            done.troubles.append(str(error))
    return done


def replace_token(
    *, configuration: ProviderConfiguration, api_secret: str, base_url: str, actor: Actor
) -> None:
    """Verifies the new token before it replaces the old; frees what the old one had blocked."""
    actor.require("connection.edit")
    draft = services.draft_configuration(
        organization=configuration.organization,
        provider=configuration.provider_details,
        name=configuration.name,
        api_key=configuration.api_key,
        api_secret=api_secret,
        base_url=base_url,
    )
    _must_work(draft)
    services.replace_credentials(
        configuration=configuration, api_secret=api_secret, base_url=base_url, actor=actor
    )
    if not paused_by_person(configuration):
        lanes.resume(configuration, actor=actor)


def verify(*, configuration: ProviderConfiguration, actor: Actor) -> str:
    """Asks whether the kept credentials work; "" or why not, also kept on the connection.

    Working again ends a pause of the engine at once instead of at its next probe.
    """
    actor.require("connection.resume")
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
    if not trouble and not paused_by_person(configuration):
        lanes.resume(configuration, actor=actor)
    return trouble


def pause(*, configuration: ProviderConfiguration, actor: Actor) -> None:
    """Stops sending until a person resumes it; the probe that ends other pauses is called off."""
    actor.require("connection.edit")
    lanes.pause(configuration, f"Paused by {actor.label}.", actor=actor)


def resume(*, configuration: ProviderConfiguration, actor: Actor) -> None:
    actor.require("connection.resume")
    lanes.resume(configuration, actor=actor)


def paused_by_person(configuration: ProviderConfiguration) -> bool:
    """Whether it stays paused until somebody resumes it: such a pause has no probe."""
    return Lane.objects.filter(
        configuration=configuration, paused_at__isnull=False, probe_at__isnull=True
    ).exists()


def _must_work(draft: ProviderConfiguration) -> None:
    trouble = probe.verify(draft)
    if trouble is None:
        return
    if isinstance(trouble, Misconfigured) and trouble.status == 401:
        raise Invalid({"api_secret": [f"{trouble} {WRONG_TOKEN}"]})
    if draft.base_url:
        raise Invalid({"base_url": [f"{trouble} Check this address, then connect again."]})
    raise Invalid({"__all__": [f"{trouble} Nothing was kept. Try again in a minute."]})
