"""Reading in what a connected account has, once somebody connects it and whenever they ask.

Every function here waits for the provider, so none may be called inside a transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from apps.compliance.services.profile import pull_profiles
from apps.compliance.services.tollfree_pull import pull_verifications
from apps.core.actor import Actor
from apps.core.errors import Refused
from apps.numberpools.services import pull_numbers
from apps.policies.models import NotificationPolicy
from apps.policies.services.pull import pull_environment
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration

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


def pull(*, configuration: ProviderConfiguration, actor: Actor) -> Pulled:
    """Reads in what the account has, what is named before what names it.

    Raises Refused for a provider whose accounts are not kept in step.
    """
    provider = configuration.provider_details
    if not provider.synced:
        raise Refused(f"Linecheck keeps credentials of {provider.name} and reads nothing there.")
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
