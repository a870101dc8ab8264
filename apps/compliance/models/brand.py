from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.compliance import choices
from apps.compliance.models import standing
from apps.compliance.models.profile import Profile
from apps.sync.mirrored import Mirrored, MirroredQuerySet


class BrandQuerySet(MirroredQuerySet["Brand"]):
    def usable(self) -> "BrandQuerySet":
        """Live ones a campaign may be filed for: registered, or still to be decided."""
        return (
            self.live()
            .filter(retiring=False)
            .exclude(remote_status__iexact=choices.BrandStatus.FAILED)
        )


class Brand(Mirrored):
    """A company registered as a sender with The Campaign Registry. Plivo offers no update."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="brands")
    brand_alias = models.CharField(max_length=255)
    brand_type = models.CharField(
        max_length=20, choices=choices.BrandType, default=choices.BrandType.STANDARD
    )
    secondary_vetting = models.BooleanField(default=True)
    # Named by Plivo's Python SDK only; beside the company's own.
    business_contact_email = models.CharField(max_length=255, blank=True)

    objects = BrandQuerySet.as_manager()

    class Meta(Mirrored.Meta):
        constraints = [
            *Mirrored.Meta.constraints,
            # Plivo refuses a profile that serves another brand.
            models.UniqueConstraint(
                fields=["profile"],
                condition=Q(retired_at__isnull=True),
                name="compliance_brand_profile",
            ),
        ]

    def __str__(self) -> str:
        return self.brand_alias

    def get_absolute_url(self) -> str:
        return reverse("compliance:brand", args=[self.public_id])

    @property
    def registration_status(self) -> str:
        return standing.standing(self)

    @property
    def badge(self) -> choices.Badge:
        return choices.badge(choices.BrandStatus, self.registration_status)

    @property
    def vetting_score(self) -> int | None:
        return standing.whole_number(self._remote("vetting_score"))

    @property
    def vetting_status(self) -> str:
        return standing.text(self.remote_data, "vetting_status")

    @property
    def use_cases(self) -> list[str]:
        """Codes of the use cases Plivo offers this brand; [] while it has not said."""
        found = self._remote("use_cases")
        codes = [standing.text(case, "code") for case in (found if isinstance(found, list) else [])]
        return [code.upper() for code in codes if code]

    @property
    def declined_reasons(self) -> list[standing.Decline]:
        """The registry's reasons, or Plivo's words when it did not take the brand at all."""
        reasons = self._remote("declined_reasons")
        found = [
            standing.Decline(standing.text(reason, "code"), standing.text(reason, "message"))
            for reason in (reasons if isinstance(reasons, list) else [])
        ]
        words = standing.refusal(self)
        return found or ([standing.Decline("", words)] if words else [])

    def _remote(self, key: str) -> Any:
        return self.remote_data.get(key) if isinstance(self.remote_data, dict) else None
