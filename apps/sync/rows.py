"""Steps every service on mirrored rows takes."""

from typing import Any

from apps.core import events
from apps.core.actor import Actor
from apps.core.errors import Refused
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored
from apps.sync.models import UNRESOLVED, Attempt
from apps.sync.queue import enqueue


def alone_in(configuration: ProviderConfiguration) -> None:
    """Until the transaction ends nobody else adds to this account what it may have only once.

    Before any other lock. Rows that refer to the account are written all the same.
    """
    ProviderConfiguration.objects.select_for_update(no_key=True).get(pk=configuration.pk)


def being_created(configuration: ProviderConfiguration, kind: str, **key: Any) -> bool:
    """Whether a body with this key may be the answer a create of ours is still waiting for."""
    return Attempt.objects.filter(
        configuration=configuration,
        sync__kind=kind,
        verb="create",
        outcome__in=UNRESOLVED,
        **{f"key__{name}": value for name, value in key.items()},
    ).exists()


def must_be_live(row: Mirrored) -> None:
    if row.retiring or not row.live:
        raise Refused("This is being deleted and cannot be changed any more.")


def retire(row: Mirrored, *, actor: Actor) -> None:
    """Marks a locked row for deletion at the provider. What was never sent goes at once."""
    row.retiring = True
    row.version += 1
    row.save(update_fields=["retiring", "version", "updated_at"])
    events.record(row, "deleting", actor=actor)
    enqueue(row)
