"""Keeping the account's rented numbers in step with Plivo's list."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Refused
from apps.numberpools.models import PhoneNumber
from apps.providers.models import ProviderConfiguration
from apps.sync.probe import PULL_SECONDS, Ask
from apps.upstream.errors import Rejected, UpstreamError

TEXTS = (
    "alias",
    "country",
    "number_type",
    "region",
    "application",
    "added_on",
    "tendlc_registration_status",
    "tendlc_campaign_id",
    "toll_free_sms_verification",
    "toll_free_sms_verification_id",
)
# What a number can be: E.164 without ``+``.
NUMBER = re.compile(r"[0-9]{1,15}")
# A person waits meanwhile; more are for "Refresh from Plivo".
LEARN_AT_MOST = 10
# Plivo's Python SDK gives up after five.
LEARN_SECONDS = 3.0
FLAGS = ("sms_enabled", "mms_enabled", "voice_enabled")


def pull_numbers(*, configuration: ProviderConfiguration, actor: Actor) -> int:
    """Reads every rented number from Plivo; numbers no longer listed are kept and marked gone.

    Raises Refused with Plivo's words when the list cannot be read; nothing is changed then.
    """
    actor.require("number.refresh")
    asked_at = db_now()
    try:
        with Ask(configuration, "numbers", PULL_SECONDS) as client:
            bodies = list(client.pages("Number/", "objects"))
    except UpstreamError as error:
        raise Refused(f"The numbers could not be read from Plivo. {error}") from error
    with transaction.atomic():
        for body in bodies:
            apply_number(configuration, body, asked_at)
        mine = PhoneNumber.objects.filter(configuration=configuration, gone_at__isnull=True)
        mine.filter(seen_at__lt=asked_at).update(gone_at=asked_at)
        events.record(configuration, "numbers_pulled", actor=actor, data={"count": len(bodies)})
    return len(bodies)


def learn_numbers(
    *, configuration: ProviderConfiguration, numbers: Iterable[str], actor: Actor
) -> None:
    """Asks Plivo about numbers not known here: they may have been rented since the last reading.

    What Plivo does not know, or cannot tell now, stays unknown, and the rules say so.
    """
    wanted = {number for number in numbers if NUMBER.fullmatch(number)}
    rented = PhoneNumber.objects.rented().filter(configuration=configuration, number__in=wanted)
    unknown = sorted(wanted - set(rented.values_list("number", flat=True)))[:LEARN_AT_MOST]
    if not unknown or configuration.lane.paused_at or not actor.can("number.refresh"):
        return
    asked_at = db_now()
    found: list[dict[str, Any]] = []
    try:
        with Ask(configuration, "numbers", LEARN_SECONDS) as client:
            for number in unknown:
                try:
                    found.append(client.get(f"Number/{number}/"))
                except Rejected:
                    continue
    except UpstreamError:
        # What was told before is still worth keeping.
        pass
    for body in found:
        apply_number(configuration, body, asked_at)


def apply_number(
    configuration: ProviderConfiguration, body: dict[str, Any], seen_at: datetime
) -> None:
    """Writes one account number as Plivo told it; odd values are kept, none raises."""
    number = str(body.get("number") or "").lstrip("+")
    if not number:
        return
    kind = str(body.get("type") or "").replace("-", "").lower()
    values: dict[str, Any] = {name: str(body.get(name) or "")[:200] for name in TEXTS}
    values |= {name: bool(body.get(name)) for name in FLAGS}
    limits = {f.name: f.max_length for f in PhoneNumber._meta.get_fields() if f.concrete}
    for name in TEXTS:
        values[name] = values[name][: limits[name] or 200]
    PhoneNumber.objects.update_or_create(
        configuration=configuration,
        number=number[:20],
        defaults={
            **values,
            "type": kind[:20],
            "remote_data": body,
            "seen_at": seen_at,
            "gone_at": None,
        },
    )
