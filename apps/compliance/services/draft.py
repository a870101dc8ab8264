"""Filings still being written: saved as they are typed, valid or not."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.compliance.choices import DraftKind
from apps.compliance.models import Draft
from apps.core.actor import Actor
from apps.core.errors import Conflict


def start_draft(
    *, kind: DraftKind, data: Mapping[str, Any], actor: Actor, subject: int | None = None
) -> Draft:
    """A new draft; for an object being corrected, the one that is open already."""
    actor.require("draft.edit")
    assert actor.organization_id is not None
    if subject is not None:
        same = Draft.objects.visible_to(actor).filter(kind=kind, subject=subject)
        found = same.order_by("-updated_at").first()
        if found:
            return found
    return Draft.objects.create(
        organization_id=actor.organization_id,
        kind=kind,
        subject=subject,
        data=dict(data),
        author_id=actor.id,
    )


def save_draft(
    *, draft: Draft, values: Mapping[str, Any], version: int | None, actor: Actor
) -> Draft:
    """Merges `values` into the draft. Conflict when it was saved from elsewhere since `version`."""
    actor.require("draft.edit")
    with transaction.atomic():
        row = Draft.objects.select_for_update().get(pk=draft.pk)
        if version is not None and row.version != version:
            raise Conflict(
                "This draft was changed in another window. Reload to see it.",
                current_version=row.version,
            )
        if any(row.data.get(name) != value for name, value in values.items()):
            row.data = {**row.data, **values}
            row.version += 1
            row.save(update_fields=["data", "version", "updated_at"])
    return row


def discard_draft(*, draft: Draft, actor: Actor) -> None:
    actor.require("draft.edit")
    draft.delete()
