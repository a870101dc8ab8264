"""Entries of the audit as its page and its export say them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from apps.accounts.models import ApiCredential, Membership
from apps.compliance.models import Evidence
from apps.core.actor import Actor
from apps.core.models import Event
from apps.portal.audit_filters import nouns
from apps.providers.models import ProviderConfiguration
from apps.sync.models import OutgoingCallback
from apps.sync.pages import objects_of, page_of
from apps.sync.registry import kinds
from apps.sync.timeline import event_entry
from apps.upstream.redact import redact

Place = tuple[str, int]


def rows_of(events: Sequence[Event], actor: Actor) -> list[dict[str, Any]]:
    """Each with the words of the timelines; the number of queries does not grow with the rows."""
    pages = pages_of(events, actor)
    names = nouns()
    return [
        {
            "event": event,
            "entry": event_entry(without_secrets(event)),
            "noun": names.get(event.subject_kind, event.subject_kind),
            "url": pages.get((event.subject_kind, event.subject_id), ""),
            "object": f"{event.subject_kind}:{event.subject_id}",
        }
        for event in events
    ]


def without_secrets(event: Event) -> Event:
    """The same entry, masked once more: what is recorded should hold none already."""
    event.text = redact(event.text)
    event.changes = {
        place: [_masked(place, side) for side in pair] for place, pair in event.changes.items()
    }
    return event


def _masked(place: str, value: Any) -> Any:
    """Judged by the last name of a place such as ``requests[0].headers.Authorization``."""
    name = place.rsplit(".", 1)[-1]
    return redact({name: value})[name]


def pages_of(events: Iterable[Event], actor: Actor) -> dict[Place, str]:
    """{(kind, id): address} of the objects that are still there, one query for each kind."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        wanted.setdefault(event.subject_kind, set()).add(event.subject_id)
    found: dict[Place, str] = {}
    for kind, ids in wanted.items():
        found |= {(kind, pk): url for pk, url in _pages(kind, ids, actor) if url}
    return found


def _pages(kind: str, ids: set[int], actor: Actor) -> Iterable[tuple[int, str]]:
    for name, mirror in kinds().items():
        if mirror.model._meta.label_lower == kind:
            everything: Any = objects_of(name)
            rows = everything.visible_to(actor).live().filter(pk__in=ids)
            return [(row.pk, page_of(row)) for row in rows]
    if kind == "accounts.user":
        here = Membership.objects.filter(organization=actor.organization_id, user__in=ids)
        return [(pk, reverse("portal:members")) for pk in here.values_list("user_id", flat=True)]
    if kind == "compliance.evidence":
        kept = Evidence.objects.visible_to(actor).filter(pk__in=ids)
        return [(row.pk, page_of(row)) for row in kept]
    address: tuple[Any, Any] | None = {
        "accounts.apicredential": (ApiCredential, lambda pk: reverse("portal:credentials")),
        "providers.providerconfiguration": (
            ProviderConfiguration,
            lambda pk: reverse("portal:connection", args=[pk]),
        ),
        "sync.outgoingcallback": (
            OutgoingCallback,
            lambda pk: reverse("sync:outgoing_detail", args=[pk]),
        ),
    }.get(kind)
    if address is None:
        return []
    model, url_of = address
    there = model.objects.visible_to(actor).filter(pk__in=ids)
    return [(pk, url_of(pk)) for pk in there.values_list("pk", flat=True)]
