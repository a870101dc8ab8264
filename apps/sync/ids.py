"""Identifiers of ours in the provider's format."""

import secrets
import string
from collections.abc import Callable, Iterable

from django.db.models import Q

from apps.sync.mirrored import Mirrored
from apps.sync.registry import mirror_for

ALPHABET = string.ascii_uppercase + string.digits


def short_id(prefix: str) -> Callable[[], str]:
    """Plivo's brand and campaign ids: a letter and six of A-Z, 0-9."""
    return lambda: prefix + "".join(secrets.choice(ALPHABET) for _ in range(6))


def new_public_id(model: type[Mirrored], make: Callable[[], str]) -> str:
    """An id that is neither ours nor theirs yet: both columns answer look-ups."""
    while True:
        value = make()
        if not model._default_manager.filter(Q(public_id=value) | Q(remote_id=value)).exists():
            return value


def ours(kind: str, configuration_id: int, remote_ids: Iterable[str]) -> dict[str, str]:
    """Our id for each of the provider's ids of this kind that we know."""
    rows = mirror_for(kind).model._default_manager.filter(configuration_id=configuration_id)
    known = rows.filter(remote_id__in={found for found in remote_ids if found})
    return dict(known.values_list("remote_id", "public_id"))
