import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.core.models import Leased
from apps.providers.models import ProviderConfiguration


class Hold(models.TextChoices):
    """Only a person can decide these."""

    DRIFT = "drift", "Changed at the provider"
    SEVERAL = "several", "Several possible matches"
    ID_CLASH = "id_clash", "Identifier used twice"
    UNCONFIRMED = "unconfirmed", "No proof that it was sent"
    APPROVAL = "approval", "Waiting for approval"


class Block(models.TextChoices):
    """Somebody must change something before it can be sent again."""

    REJECTED = "rejected", "Refused by the provider"
    MISCONFIGURED = "misconfigured", "Connection refused"
    DEPENDENCY = "dependency", "What it depends on failed"
    INTERNAL = "internal", "Linecheck's own error"


PUSHABLE = Q(blocked="", hold="", waits_for__isnull=True) & (
    Q(sent__lt=F("wanted")) | Q(unsure_since__isnull=False)
)


class SyncQuerySet(models.QuerySet["Sync"]):
    def free(self, now: datetime) -> "SyncQuerySet":
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=now))

    def push_due(self, now: datetime) -> "SyncQuerySet":
        """What may be written, or proved, now. Its conditions are those of index sync_push_due."""
        return self.free(now).filter(PUSHABLE, run_after__lte=now)

    def look_due(self, now: datetime) -> "SyncQuerySet":
        return self.free(now).filter(look_at__isnull=False, look_at__lte=now)

    def due(self, now: datetime) -> "SyncQuerySet":
        """What a drain has to do now; paused lanes are the caller's business."""
        return self.free(now).filter(PUSHABLE & Q(run_after__lte=now) | Q(look_at__lte=now))

    def troubled(self) -> "SyncQuerySet":
        """Blocked, held or waiting for another object: the rows of the Sync page."""
        return self.filter(~Q(blocked="") | ~Q(hold="") | Q(waits_for__isnull=False))

    def visible_to(self, actor: Actor) -> "SyncQuerySet":
        return self.filter(configuration__organization_id=actor.organization_id)


class Sync(Leased):
    """Whether the provider has what we want of an object: one counter we raise, one they reach."""

    kind = models.CharField(max_length=40)
    configuration = models.ForeignKey(ProviderConfiguration, on_delete=models.PROTECT)
    token = models.UUIDField(unique=True, default=uuid.uuid4, help_text="In callback addresses.")
    wanted = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    look_at = models.DateTimeField(null=True)
    looks = models.PositiveIntegerField(default=0)
    waits_for = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="waiters"
    )
    unsure_since = models.DateTimeField(null=True)
    hold = models.CharField(max_length=12, blank=True, choices=Hold)
    blocked = models.CharField(max_length=14, blank=True, choices=Block)
    detail = models.JSONField(default=dict)

    objects = SyncQuerySet.as_manager()

    class Meta:
        indexes = [
            # claim and sweep: what is due to be pushed
            models.Index(
                fields=["configuration", "run_after"],
                name="sync_push_due",
                condition=PUSHABLE,
            ),
            # claim and sweep: what is due to be read again
            models.Index(
                fields=["configuration", "look_at"],
                name="sync_look_due",
                condition=Q(look_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def state(self) -> str:
        """in_sync, waiting, sending, checking, held or blocked: the UI's words, derived."""
        if self.blocked:
            return "blocked"
        if self.hold:
            return "held"
        if self.waits_for_id:
            return "waiting"
        if self.unsure_since:
            return "checking"
        if self.sent < self.wanted:
            leased = self.lease_until and self.lease_until > timezone.now()
            return "sending" if leased else "waiting"
        return "in_sync"


class Outcome(models.TextChoices):
    OPEN = "", "No answer yet"
    DONE = "done", "Accepted"
    REJECTED = "rejected", "Refused"
    UNAVAILABLE = "unavailable", "Try again later"
    MISCONFIGURED = "misconfigured", "Connection refused"
    UNKNOWN = "unknown", "Outcome unknown"
    CONTESTED = "contested", "Refused on a repeat"
    ADOPTED = "adopted", "Found to be done"
    ABSENT = "absent", "Found not to be done"
    HELD = "held", "Given up by a person"


UNRESOLVED = (Outcome.OPEN, Outcome.UNKNOWN, Outcome.CONTESTED)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open_write(self, sync: Sync) -> "Attempt | None":
        """The write of which nobody knows yet whether the provider has done it."""
        return self.filter(sync=sync, write=True, outcome__in=UNRESOLVED).order_by("-pk").first()


class Attempt(models.Model):
    """One request to a provider, secrets out, kept 90 days. A write is there before it leaves."""

    configuration = models.ForeignKey(ProviderConfiguration, on_delete=models.CASCADE)
    sync = models.ForeignKey(Sync, null=True, on_delete=models.CASCADE, related_name="attempts")
    claim_no = models.PositiveBigIntegerField(default=0)
    generation = models.PositiveIntegerField(default=0, help_text="`wanted` when it was built.")
    verb = models.CharField(max_length=20)
    write = models.BooleanField(default=False)
    method = models.CharField(max_length=6)
    path = models.CharField(max_length=300)
    key: Any = models.JSONField(default=dict, help_text="How to find it again, as sent.")
    body: Any = models.JSONField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer: Any = models.JSONField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=14, blank=True, choices=Outcome)
    note = models.TextField(blank=True)
    seconds = models.FloatField(null=True)
    started_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [
            # start: is there a write without an answer?
            models.Index(
                fields=["sync", "-id"],
                name="sync_attempt_open",
                condition=Q(write=True, outcome__in=["", "unknown", "contested"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Callback(models.Model):
    """A provider's post to us, stored before it is believed."""

    configuration = models.ForeignKey(ProviderConfiguration, on_delete=models.CASCADE)
    sync = models.ForeignKey(Sync, null=True, on_delete=models.CASCADE, related_name="callbacks")
    method = models.CharField(max_length=6)
    content_type = models.CharField(max_length=100, blank=True)
    query = models.TextField(blank=True)
    body = models.TextField(blank=True)
    signed = models.BooleanField(help_text="A valid signature; without one it is only a hint.")
    nonce = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["configuration", "nonce"],
                condition=~Q(nonce=""),
                name="sync_callback_once",
            ),
        ]

    def __str__(self) -> str:
        return f"callback for {self.sync_id} at {self.received_at:%F %T}"


class OutgoingCallbackQuerySet(models.QuerySet["OutgoingCallback"]):
    def visible_to(self, actor: Actor) -> "OutgoingCallbackQuerySet":
        return self.filter(configuration__organization_id=actor.organization_id)

    def due(self, now: datetime) -> "OutgoingCallbackQuerySet":
        """What may be sent now. What is told of one object first goes out first; a repeat of it
        holds nothing up."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        pending = OutgoingCallback.objects.filter(state=OutgoingCallback.State.PENDING)
        earlier = pending.filter(sync=OuterRef("sync"), pk__lt=OuterRef("pk"), tries=0)
        due = self.filter(free, state=OutgoingCallback.State.PENDING, run_after__lte=now)
        return due.filter(~Exists(earlier))


class OutgoingCallback(Leased):
    """One post to an integrator: what changed, where to, and what each try brought.

    Never coalesced: each says something of its own. ``attempts`` is a list of
    ``{"at", "status", "error", "seconds", "signer"}``, oldest first; the signer is the name of
    the credential whose token signed it, "" for none.
    """

    class State(models.TextChoices):
        PENDING = "pending", "On its way"
        DELIVERED = "delivered", "Delivered"
        GIVEN_UP = "given_up", "Given up"
        REFUSED = "refused", "Address refused"

    configuration = models.ForeignKey(ProviderConfiguration, on_delete=models.CASCADE)
    sync = models.ForeignKey(Sync, null=True, on_delete=models.SET_NULL, related_name="outgoing")
    credential = models.ForeignKey(
        ApiCredential, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    about = models.CharField(max_length=200, help_text="The object, as people know it.")
    url = models.TextField()
    method = models.CharField(max_length=4)
    params: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts: Any = models.JSONField(default=list)
    created_at = models.DateTimeField(db_index=True)

    objects = OutgoingCallbackQuerySet.as_manager()

    class Meta:
        indexes = [
            # the sender: what is due
            models.Index(
                fields=["run_after"], name="sync_outgoing_due", condition=Q(state="pending")
            ),
            # the page: an organisation's, newest first
            models.Index(fields=["configuration", "-created_at"], name="sync_outgoing_of"),
        ]

    def __str__(self) -> str:
        return f"callback about {self.about}"
