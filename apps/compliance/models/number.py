from django.db import models
from django.db.models import Q

from apps.compliance import choices
from apps.compliance.models import standing
from apps.compliance.models.campaign import Campaign
from apps.sync.mirrored import Mirrored, MirroredQuerySet


class CampaignNumberQuerySet(MirroredQuerySet["CampaignNumber"]):
    def processing(self) -> "CampaignNumberQuerySet":
        """Live links the provider has not settled; they keep a campaign from being deleted."""
        settled = [choices.NumberStatus.COMPLETED, choices.NumberStatus.FAILED]
        return self.live().exclude(remote_status__in=settled)


class CampaignNumber(Mirrored):
    """One number linked to one campaign; ``number`` is E.164 without ``+``."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="numbers")
    number = models.CharField(max_length=15)

    objects = CampaignNumberQuerySet.as_manager()

    class Meta(Mirrored.Meta):
        constraints = [
            *Mirrored.Meta.constraints,
            # A number serves one campaign at a time.
            models.UniqueConstraint(
                fields=["configuration", "number"],
                condition=Q(retired_at__isnull=True),
                name="compliance_campaign_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"+{self.number}"

    def get_absolute_url(self) -> str:
        """Where the link is shown: in its campaign."""
        return f"{self.campaign.get_absolute_url()}#numbers"

    @property
    def status(self) -> str:
        return standing.standing(self)

    @property
    def badge(self) -> choices.Badge:
        return choices.badge(choices.NumberStatus, self.status)

    @property
    def decline(self) -> standing.Decline | None:
        """Plivo's words when it refused the link; None otherwise."""
        words = standing.refusal(self)
        return standing.Decline("", words) if words else None
