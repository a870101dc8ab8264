from typing import Any

from django.conf import settings
from django.db import models

from apps.accounts.models import Organization
from apps.compliance import choices
from apps.core.actor import Actor


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, actor: Actor) -> "DraftQuerySet":
        return self.filter(organization_id=actor.organization_id)


class Draft(models.Model):
    """A filing somebody is still writing: ``data`` is what was typed, valid or not, by field name.

    ``subject`` is the object it corrects, None for a new one. ``version`` rises with each save, so
    that two open tabs notice each other.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=choices.DraftKind)
    subject = models.PositiveBigIntegerField(null=True, blank=True)
    data: Any = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [
            # home and the filing pages: the organisation's open drafts, newest first
            models.Index(
                fields=["organization", "kind", "-updated_at"], name="compliance_draft_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} draft {self.pk}"
