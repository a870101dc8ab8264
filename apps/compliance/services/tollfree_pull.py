"""Bringing in the toll-free verifications an account had before it was connected."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from apps.compliance.mirrors.take import take_tollfree
from apps.compliance.mirrors.tollfree import TollfreeMirror, listed
from apps.compliance.models import Profile, TollfreeVerification
from apps.compliance.models.tollfree import DECIDED
from apps.compliance.rules import normalize
from apps.compliance.services.tollfree import KIND, hold_number
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Refused
from apps.providers.models import ProviderConfiguration
from apps.sync.ids import adopted_id
from apps.sync.probe import PULL_SECONDS, Ask
from apps.sync.queue import new_sync
from apps.sync.rows import being_created
from apps.upstream.errors import UpstreamError

# Plivo requires the verification of toll-free numbers since 2023-11-08 (Plivo docs).
PULL_DAYS = 3 * 365


def pull_verifications(*, configuration: ProviderConfiguration, actor: Actor) -> int:
    """Adopts the account's verifications that are not here yet; returns how many were new.

    Pull the profiles first: one whose company is unknown here is left out, and so is one of a
    number that is filed here and not decided; withdraw that to have theirs. Raises Refused with
    Plivo's words; nothing is changed then.
    """
    actor.require("tollfree.submit")
    asked_at = db_now()
    today = asked_at.date() + timedelta(days=1)
    try:
        with Ask(configuration, "verifications", PULL_SECONDS) as client:
            bodies = list(listed(client, today - timedelta(days=PULL_DAYS), today))
    except UpstreamError as error:
        raise Refused(f"The verifications could not be read from Plivo. {error}") from error
    return sum(_adopted(configuration, body, asked_at, actor) for body in bodies)


def _adopted(
    configuration: ProviderConfiguration, body: dict[str, Any], asked_at: datetime, actor: Actor
) -> bool:
    """Whether `body` was one to bring in, and is here now."""
    remote_id = str(body.get("uuid") or "")
    status = TollfreeMirror().status_of(body)[:40]
    if not remote_id or not status:
        return False
    with transaction.atomic():
        profiles = Profile.objects.live().filter(configuration=configuration)
        company = str(body.get("profile_uuid") or "-")
        profile = profiles.select_for_update(no_key=True).filter(remote_id=company).first()
        hold_number(configuration, normalize.number(body.get("number")))
        known = TollfreeVerification.objects.filter(configuration=configuration)
        if (
            profile is None
            or known.by_any_id(remote_id).exists()
            or being_created(configuration, KIND, number=body.get("number"))
            or _filed_here(configuration, body, status)
        ):
            return False
        row = TollfreeVerification(
            configuration=configuration,
            profile=profile,
            public_id=adopted_id(TollfreeVerification, remote_id, lambda: str(uuid.uuid4())),
            remote_id=remote_id,
            imported=True,
            # Of the constraint on open ones: before apply, which writes what else they said.
            remote_status=status,
        )
        take_tollfree(row, body)
        row.sync = new_sync(KIND, configuration)
        row.save()
        TollfreeMirror().apply(row, body, asked_at)
        # It came in its state, so `apply` saw no change: until when data is due, for one.
        TollfreeMirror().status_changed(row, "")
        events.record(row, "imported", actor=actor)
    return True


def _filed_here(configuration: ProviderConfiguration, body: dict[str, Any], status: str) -> bool:
    """Whether an undecided one of the same number is here already: a number has one at a time."""
    number = normalize.number(body.get("number"))
    here = TollfreeVerification.objects.undecided().filter(configuration=configuration)
    return status not in DECIDED and here.filter(number=number).exists()
