"""Connecting an account: asked first whether the credentials work, kept, then read in.

Every function here waits for the provider, so none may be called inside a transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from apps.accounts.models import Organization
from apps.compliance.services.profile import pull_profiles
from apps.compliance.services.tollfree_pull import pull_verifications
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Invalid, Refused
from apps.numberpools.services import pull_numbers
from apps.policies.models import NotificationPolicy
from apps.policies.services.pull import pull_environment
from apps.portal.provider_words import words_for
from apps.providers import catalogue, services
from apps.providers.models import Lane, ProviderConfiguration
from apps.sync import lane as lanes
from apps.sync import probe
from apps.upstream.errors import Gone, Misconfigured, UpstreamError
from apps.upstream.pingone import ClientRefused

# PingOne API, Phone delivery settings: which role they need. Roles take a while to hold.
NO_ROLE = (
    "PingOne knows the client but does not let it into this environment. Give the worker "
    "application the role Environment Admin for this environment; if the role or the environment "
    "was just created, wait a minute. Then try again."
)
CHECK_PLACE = "Check the environment ID and the region, then try again."

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


@sensitive_variables("api_secret")
def connect(
    *,
    organization: Organization,
    provider: catalogue.Provider,
    name: str,
    api_key: str,
    api_secret: str,
    base_url: str = "",
    meta: Mapping[str, str] | None = None,
    actor: Actor,
) -> ProviderConfiguration:
    """Verifies by one call, then keeps the connection. Raises Invalid at the field to correct."""
    actor.require("connection.edit")
    draft = services.draft_configuration(
        organization=organization,
        provider=provider,
        name=name,
        api_key=api_key,
        api_secret=api_secret,
        base_url=base_url,
        meta=meta,
    )
    _must_work(draft)
    services.save_configuration(configuration=draft, actor=actor)
    return draft


def pull(*, configuration: ProviderConfiguration, actor: Actor) -> Pulled:
    """Reads in what the account has, what is named before what names it."""
    if configuration.provider == catalogue.PINGONE.id:
        return _pull_environment(configuration, actor)
    done = Pulled()
    for noun, read in PULLS:
        try:
            done.counts[noun] = read(configuration=configuration, actor=actor)
        except Refused as error:
            done.troubles.append(str(error))
    return done


def _pull_environment(configuration: ProviderConfiguration, actor: Actor) -> Pulled:
    # PingOne gives every environment a policy, so the first reading always finds one.
    again = NotificationPolicy.objects.filter(configuration=configuration).exists()
    try:
        found = pull_environment(configuration=configuration, actor=actor)
    except Refused as error:
        return Pulled(troubles=[str(error)])
    return Pulled({f"new {noun}" if again else noun: count for noun, count in found.items()})


@sensitive_variables("api_secret")
def replace_credentials(
    *,
    configuration: ProviderConfiguration,
    api_secret: str,
    api_key: str = "",
    base_url: str = "",
    actor: Actor,
) -> None:
    """Verifies new credentials before they replace the old; frees what the old ones had blocked."""
    actor.require("connection.edit")
    draft = services.draft_configuration(
        organization=configuration.organization,
        provider=configuration.provider_details,
        name=configuration.name,
        api_key=api_key or configuration.api_key,
        api_secret=api_secret,
        base_url=base_url,
        meta=configuration.meta,
    )
    _must_work(draft)
    services.replace_credentials(
        configuration=configuration,
        api_key=api_key,
        api_secret=api_secret,
        base_url=base_url,
        actor=actor,
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
    if error is None and not paused_by_person(configuration):
        lanes.resume(configuration, actor=actor)
    return "" if error is None else _advice(configuration, error)


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
    if trouble is not None:
        raise Invalid({_field(draft, trouble): [_advice(draft, trouble)]})


def _field(draft: ProviderConfiguration, trouble: UpstreamError) -> str:
    """Where what has to be corrected was typed; "__all__" when it is no matter of one field."""
    if _secret_refused(draft, trouble):
        return "api_secret"
    if _not_let_in(draft, trouble):
        elsewhere = draft.meta.get("token_environment_id") and trouble.status != 403
        return "token_environment_id" if elsewhere else "environment_id"
    # With two addresses it may be either.
    return "base_url" if draft.base_url and not draft.meta.get("auth_url") else "__all__"


def _advice(configuration: ProviderConfiguration, trouble: UpstreamError) -> str:
    """What went wrong and what to do about it."""
    if _secret_refused(configuration, trouble):
        return f"{trouble} {words_for(configuration).copy_again}"
    if _not_let_in(configuration, trouble):
        if trouble.status == 403:
            return NO_ROLE
        return f"{trouble} Then try again." if _no_token(trouble) else f"{trouble} {CHECK_PLACE}"
    if configuration.base_url:
        return f"{trouble} Check the address, then try again."
    return f"{trouble} Try again in a minute."


def _secret_refused(configuration: ProviderConfiguration, trouble: UpstreamError) -> bool:
    if configuration.provider == catalogue.PINGONE.id:
        return isinstance(trouble, ClientRefused)
    return isinstance(trouble, Misconfigured) and trouble.status == 401


def _not_let_in(configuration: ProviderConfiguration, trouble: UpstreamError) -> bool:
    """PingOne answered, but has no such environment or keeps this client out of it."""
    if configuration.provider != catalogue.PINGONE.id:
        return False
    return isinstance(trouble, Gone) or trouble.status in (401, 403) or _no_token(trouble)


def _no_token(trouble: UpstreamError) -> bool:
    """The token endpoint answered without a token and said nothing of the client."""
    status = trouble.status or 0
    return isinstance(trouble, Misconfigured) and status >= 400 and status != 401
