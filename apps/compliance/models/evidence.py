import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.accounts.models import Organization
from apps.core.actor import Actor


def new_token() -> str:
    return secrets.token_urlsafe(24)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, actor: Actor) -> "EvidenceQuerySet":
        return self.filter(organization_id=actor.organization_id)


class Evidence(models.Model):
    """A picture or PDF that shows how people agreed to be texted.

    Reviewers open it without an account, so its address is public and cannot be guessed. The name
    is what the uploader called it; the type is what its content says.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=new_token)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="evidence/%Y/%m/", max_length=200)
    uploaded_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            # The same file uploaded again is the same evidence.
            models.UniqueConstraint(
                fields=["organization", "sha256"], name="compliance_evidence_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        extension = Path(str(self.file.name)).suffix
        return reverse("compliance:evidence", args=[f"{self.token}{extension}"])

    @property
    def public_url(self) -> str:
        """The address reviewers open."""
        return settings.PUBLIC_URL + self.get_absolute_url()
