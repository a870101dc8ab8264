"""Numbers of a campaign: linked and unlinked in bulk, each its own row and its own delivery."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from apps.compliance import rules
from apps.compliance.models import Campaign, CampaignNumber
from apps.compliance.services.campaign import must_be_linkable
from apps.compliance.services.common import account_facts, note_callback
from apps.core import events
from apps.core.actor import Actor
from apps.core.errors import Invalid
from apps.numberpools.models import PhoneNumber
from apps.sync.ids import new_public_id
from apps.sync.queue import enqueue, new_sync
from apps.sync.rows import alone_in, retire

KIND = "compliance.number"


def link_numbers(
    *,
    campaign: Campaign,
    numbers: Iterable[str],
    actor: Actor,
    callback: Mapping[str, Any] | None = None,
) -> list[CampaignNumber]:
    """Links each of `numbers`; all or none. Raises Invalid at `numbers`, naming each bad one.

    On a campaign still under review they wait by themselves until it is active. `callback` names
    the integrator's ``url`` and ``method``.
    """
    actor.require("number.link")
    wanted = list(dict.fromkeys(rules.normalize.number(n) for n in numbers if str(n).strip()))
    with transaction.atomic():
        alone_in(campaign.configuration)
        row = Campaign.objects.locked(campaign.pk, version=None)
        must_be_linkable(row)
        if not wanted:
            raise Invalid({"numbers": ["Choose at least one number."]})
        problems = _problems(row, wanted)
        if problems:
            raise Invalid({"numbers": problems})
        links = [_link(row, number, callback or {}, actor) for number in wanted]
        text = f"{len(links)} number{'s' if len(links) > 1 else ''}"
        events.record(row, "numbers_linked", actor=actor, text=text, data={"numbers": wanted})
        for link in links:
            events.record(link, "linking", actor=actor)
            enqueue(link)
    return links


def relink_number(*, link: CampaignNumber, actor: Actor) -> None:
    """Asks Plivo once more for a link that failed."""
    actor.require("number.link")
    with transaction.atomic():
        row = CampaignNumber.objects.locked(link.pk, version=None)
        must_be_linkable(row.campaign)
        if row.status != "FAILED" or row.retiring:
            raise Invalid({"numbers": [f"{row} has not failed; there is nothing to try again."]})
        row.remote_id, row.remote_status, row.remote_data = "", "", {}
        row.version += 1
        row.save()
        events.record(row, "linking", actor=actor)
        enqueue(row)


def unlink_numbers(
    *,
    links: Iterable[CampaignNumber],
    actor: Actor,
    callback: Mapping[str, Any] | None = None,
) -> int:
    """Unlinks each; returns how many were not being unlinked already. `callback` as for linking."""
    actor.require("number.unlink")
    count = 0
    with transaction.atomic():
        for pk in sorted(link.pk for link in links):
            row = CampaignNumber.objects.locked(pk, version=None)
            if row.retiring or not row.live:
                continue
            if callback:
                note_callback(row, callback, actor=actor)
                row.save(update_fields=["callback_url", "callback_method", "callback_credential"])
            retire(row, actor=actor)
            count += 1
    return count


def _problems(campaign: Campaign, wanted: list[str]) -> list[str]:
    rented = {
        number.number: number
        for number in PhoneNumber.objects.rented().filter(
            configuration=campaign.configuration, number__in=wanted
        )
    }
    linked = {
        link.number: str(link.campaign)
        for link in CampaignNumber.objects.live()
        .select_related("campaign")
        .filter(configuration=campaign.configuration, number__in=wanted)
    }
    facts: dict[str, Any] = {
        "status": campaign.registration_status,
        "numbers": campaign.numbers.live().count(),
        "brand_type": campaign.brand.brand_type if campaign.brand else "",
    }
    problems: list[str] = []
    for number in wanted:
        account = rented.get(number)
        context = {
            "campaign": facts,
            "linked_to": linked.get(number, ""),
            "account_number": account_facts(account) if account else None,
        }
        found = rules.check("number", {"number": number}, context=context)
        shown = f"+{number}" if number.isdigit() else number
        problems += [f"{shown}: {text}" for texts in found.values() for text in texts]
    return problems


def _link(
    campaign: Campaign, number: str, callback: Mapping[str, Any], actor: Actor
) -> CampaignNumber:
    link = CampaignNumber(
        configuration=campaign.configuration,
        campaign=campaign,
        number=number,
        public_id=new_public_id(CampaignNumber, lambda: str(uuid.uuid4())),
    )
    note_callback(link, callback, actor=actor)
    link.sync = new_sync(KIND, campaign.configuration)
    link.save()
    return link
