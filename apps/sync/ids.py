"""Identifiers of ours in the provider's format."""

import secrets
import string
from collections.abc import Callable

from django.db.models import OuterRef, Q, Subquery

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


def adopted_id(model: type[Mirrored], remote_id: str, make: Callable[[], str]) -> str:
    """The provider's id where it had the object first; one of ours if it names another here.

    Two organisations may have known the same account, one after the other.
    """
    if model._default_manager.filter(public_id=remote_id).exists():
        return new_public_id(model, make)
    return remote_id


def ours(kind: str, column: str) -> Subquery:
    """Our id for the provider's id of this kind in `column`, beside a `configuration`; or NULL."""
    rows = mirror_for(kind).model._default_manager.exclude(remote_id="")
    same = rows.filter(configuration=OuterRef("configuration"), remote_id=OuterRef(column))
    return Subquery(same.values("public_id")[:1])
