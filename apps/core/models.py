from typing import Any, NoReturn

from django.db import models

from apps.core.actor import Actor

KEPT = "Events cannot be deleted."


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, actor: Actor) -> "EventQuerySet":
        """The organisation's own; those of none are the operators'."""
        if actor.organization_id is None:
            return self.none()
        return self.filter(organization_id=actor.organization_id)

    def delete(self) -> NoReturn:
        raise TypeError(KEPT)


class Event(models.Model):
    """Who or what did what to which object, kept for ever: the timeline and the audit.

    It has no foreign keys, so it outlives both the user and the object. `actor_email` is the
    person's address then; "" for what is no person.
    """

    organization_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=200, blank=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    actor_email = models.CharField(max_length=254, blank=True)
    verb = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    ip = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(db_index=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            # core.events.timeline
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="core_event_timeline"),
            # the home page's recent changes; the audit, whole and by what is rare in it
            models.Index(fields=["organization_id", "-at", "-id"], name="core_event_newest"),
            models.Index(
                fields=["organization_id", "subject_kind", "-at", "-id"], name="core_event_kind"
            ),
            models.Index(fields=["organization_id", "verb", "-at", "-id"], name="core_event_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(KEPT)


class Leased(models.Model):
    """A row that workers claim: `claim_no` is a fence that only grows, the lease ends by itself."""

    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    claim_no = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
