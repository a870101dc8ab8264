"""Turning a draft into what it describes, once."""

from django.db import transaction

from apps.compliance.filing.base import Filed
from apps.compliance.filing.kinds import filing_of
from apps.compliance.models import Draft
from apps.compliance.services.draft import discard_draft
from apps.core.actor import Actor
from apps.core.errors import Conflict, Invalid, Refused


def send(*, draft: Draft, version: int | None, actor: Actor) -> Filed:
    """Files the draft and discards it, both or neither; a second press files nothing.

    ``version`` is the draft's as it was reviewed. Raises Invalid by field, Conflict or Refused.
    """
    with transaction.atomic():
        row = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if row is None:
            raise Refused("This draft has been filed already. Look for it in the list.")
        if version != row.version:
            raise Conflict(
                "This draft was changed after you opened this page. Look through it once more.",
                current_version=row.version,
            )
        filing = filing_of(row, actor)
        actor.require(filing.right)
        if filing.review.errors:
            raise Invalid(filing.review.errors)
        obj = filing.save(filing.review.values)
        discard_draft(draft=row, actor=actor)
    return obj
