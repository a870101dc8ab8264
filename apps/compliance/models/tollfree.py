from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.compliance import choices
from apps.compliance.models import standing
from apps.compliance.models.profile import Profile
from apps.core.clock import db_now
from apps.sync.mirrored import Mirrored, MirroredQuerySet

# Plivo docs, Toll-free verification: data it asks for must arrive within six days.
UPDATE_WITHIN = timedelta(days=6)
DECIDED = choices.TollfreeStatus.terminals()


class TollfreeVerificationQuerySet(MirroredQuerySet["TollfreeVerification"]):
    def undecided(self) -> "TollfreeVerificationQuerySet":
        """Live ones the carriers have neither approved nor rejected."""
        return self.live().exclude(remote_status__in=DECIDED)

    def update_required(self) -> "TollfreeVerificationQuerySet":
        return self.live().filter(remote_status=choices.TollfreeStatus.UPDATE_REQUIRED)


class TollfreeVerification(Mirrored):
    """One toll-free number whose business, messages and opt-in the carriers verify; no fee.

    ``usecase`` and ``optin_image_url`` are lists here and comma texts on the wire; ``number`` is
    E.164 without ``+``. ``update_by`` ends the six days Plivo gives for the data it asked for.
    """

    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="tollfree_verifications"
    )
    number = models.CharField(max_length=15)
    usecase: Any = models.JSONField(default=list)
    usecase_summary = models.TextField()
    message_sample = models.TextField()
    optin_image_url: Any = models.JSONField(default=list)
    optin_type = models.CharField(max_length=20, choices=choices.OptInType)
    volume = models.CharField(max_length=20, choices=choices.Volume)
    additional_information = models.TextField(blank=True)
    extra_data = models.TextField(blank=True)
    terms_and_conditions_link = models.CharField(max_length=2048, blank=True)
    privacy_policy_link = models.CharField(max_length=2048, blank=True)
    optin_message = models.TextField(blank=True)
    help_message = models.TextField(blank=True)
    update_by = models.DateTimeField(null=True, blank=True)

    objects = TollfreeVerificationQuerySet.as_manager()

    class Meta(Mirrored.Meta):
        verbose_name = "toll-free verification"
        constraints = [
            *Mirrored.Meta.constraints,
            # A number is under one verification at a time.
            models.UniqueConstraint(
                fields=["configuration", "number"],
                condition=Q(retired_at__isnull=True)
                & ~Q(remote_status__in=["APPROVED", "REJECTED"]),
                name="compliance_tollfree_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"+{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("compliance:tollfree", args=[self.public_id])

    @property
    def status(self) -> str:
        """Theirs; SUBMITTED until they answer, and when they refused to take it at all."""
        return self.remote_status.upper() or choices.TollfreeStatus.SUBMITTED

    @property
    def told_status(self) -> str:
        """What integrators read: data is asked for until it was supplied, no longer."""
        asked = self.status == choices.TollfreeStatus.UPDATE_REQUIRED
        supplied = asked and standing.corrected(self)
        return choices.TollfreeStatus.SUBMITTED if supplied else self.status

    @property
    def told_error(self) -> str:
        """`error_message`, without what a correction on its way has answered."""
        return self.error_message if self.told_status == self.status else ""

    @property
    def badge(self) -> choices.Badge:
        return choices.badge(choices.TollfreeStatus, self.status)

    @property
    def use_case_labels(self) -> list[str]:
        """A code that is not in our list stays as it came."""
        labels = dict(choices.TollfreeUseCase.choices)
        return [str(labels.get(code, code)) for code in self.usecase or []]

    @property
    def error_message(self) -> str:
        """Why it was rejected, what is asked for, or why Plivo did not take it; "" otherwise."""
        words = standing.refusal(self) or standing.refused_correction(self)
        return words or standing.text(self.remote_data, "error_message")

    @property
    def time_left(self) -> timedelta | None:
        """Until the data asked for must be there; None when none is asked for."""
        if self.status != choices.TollfreeStatus.UPDATE_REQUIRED or self.update_by is None:
            return None
        return max(self.update_by - db_now(), timedelta())
