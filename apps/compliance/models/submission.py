from typing import Any

from django.db import models
from django.db.models import Q

from apps.compliance import choices
from apps.core.actor import Actor
from apps.sync.models import Sync


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def unanswered(self) -> "SubmissionQuerySet":
        return self.filter(outcome=choices.SubmissionOutcome.UNANSWERED)

    def visible_to(self, actor: Actor) -> "SubmissionQuerySet":
        return self.filter(sync__configuration__organization_id=actor.organization_id)


class Submission(models.Model):
    """One paid filing, frozen as it was agreed to: what, for how much, who asked and who approved.

    ``snapshot`` is the wire body without ids and callback; ``fee`` the estimate in US dollars;
    ``words`` the provider's reasons. ``outcome`` says whether it was taken, ``verdict`` what the
    review decided.
    """

    sync = models.ForeignKey(Sync, on_delete=models.CASCADE, related_name="submissions")
    n = models.PositiveIntegerField(help_text="Counts the filings of one object from 1.")
    act = models.CharField(max_length=8, choices=choices.SubmissionAct)
    snapshot: Any = models.JSONField(default=dict)
    fee = models.DecimalField(max_digits=8, decimal_places=2)
    requested_by = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    approved_by = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=choices.SubmissionOutcome, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=choices.Verdict, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-n"]
        constraints = [
            models.UniqueConstraint(fields=["sync", "n"], name="compliance_submission_n"),
            # Nothing is paid twice: the next filing waits for the answer to this one.
            models.UniqueConstraint(
                fields=["sync"], condition=Q(outcome=""), name="compliance_submission_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"filing {self.n} of {self.sync}"
