"""Writing and reading the timeline."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.models import Event


def record(
    subject: models.Model,
    verb: str,
    *,
    actor: Actor,
    text: str = "",
    changes: dict[str, tuple[Any, Any]] | None = None,
    data: dict[str, Any] | None = None,
    organization_id: int | None = None,
) -> Event:
    """Adds one entry; `changes` maps a field to (before, after) and must not hold secrets."""
    return Event.objects.create(
        organization_id=organization_id or organization_of(subject) or actor.organization_id,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        actor_email=actor.email,
        verb=verb,
        text=text,
        changes={field: list(pair) for field, pair in (changes or {}).items()},
        data=data or {},
        request_id=actor.request_id,
        ip=actor.ip,
        at=db_now(),
    )


def organization_of(subject: models.Model) -> int | None:
    holder: Any = (
        subject if hasattr(subject, "organization_id") else getattr(subject, "configuration", None)
    )
    return getattr(holder, "organization_id", None)


def timeline(subject: models.Model) -> QuerySet[Event]:
    """The object's entries, newest first."""
    return Event.objects.filter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk
    ).order_by("-at", "-id")
