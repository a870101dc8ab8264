from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.compliance import choices
from apps.compliance.models import standing
from apps.compliance.models.brand import Brand
from apps.sync.mirrored import Mirrored, MirroredQuerySet


class CampaignQuerySet(MirroredQuerySet["Campaign"]):
    def usable(self) -> "CampaignQuerySet":
        """Live ones that take numbers: active, or still to be decided."""
        over = [choices.CampaignStatus.FAILED, choices.CampaignStatus.EXPIRED]
        return self.live().filter(retiring=False).exclude(remote_status__in=over)

    def active(self) -> "CampaignQuerySet":
        return self.live().filter(remote_status__iexact=choices.CampaignStatus.ACTIVE)


class Campaign(Mirrored):
    """What a brand sends and how people agreed to it; carriers review it for a fee each time.

    ``brand`` is empty only for campaigns that came from elsewhere and whose brand is not ours.
    Texts have no length in the database: the registry's limits are rules and change without us.
    """

    brand = models.ForeignKey(
        Brand, on_delete=models.PROTECT, related_name="campaigns", null=True, blank=True
    )
    campaign_alias = models.CharField(max_length=255)
    source = models.CharField(
        max_length=6, choices=choices.CampaignSource, default=choices.CampaignSource.PLIVO
    )
    vertical = models.CharField(max_length=40, choices=choices.Vertical, blank=True)
    usecase = models.CharField(max_length=60, choices=choices.UseCase, blank=True)
    sub_usecases: Any = models.JSONField(default=list, blank=True)
    description = models.TextField(blank=True)
    sample1 = models.TextField(blank=True)
    sample2 = models.TextField(blank=True)
    sample3 = models.TextField(blank=True)
    sample4 = models.TextField(blank=True)
    sample5 = models.TextField(blank=True)
    message_flow = models.TextField(blank=True)
    help_message = models.TextField(blank=True)
    optout_message = models.TextField(blank=True)
    optin_message = models.TextField(blank=True)
    optin_keywords = models.CharField(max_length=255, blank=True)
    optout_keywords = models.CharField(max_length=255, blank=True)
    help_keywords = models.CharField(max_length=255, blank=True)
    terms_and_conditions_link = models.CharField(max_length=2048, blank=True)
    privacy_policy_link = models.CharField(max_length=2048, blank=True)
    subscriber_optin = models.BooleanField(default=False)
    subscriber_optout = models.BooleanField(default=False)
    subscriber_help = models.BooleanField(default=False)
    direct_lending = models.BooleanField(default=False)
    embedded_link = models.BooleanField(default=False)
    embedded_phone = models.BooleanField(default=False)
    age_gated = models.BooleanField(default=False)
    affiliate_marketing = models.BooleanField(default=False)
    reseller_id = models.CharField(max_length=100, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta(Mirrored.Meta):
        constraints = [
            *Mirrored.Meta.constraints,
            # A create whose answer was lost is found by brand and alias; a second one costs $15.
            models.UniqueConstraint(
                fields=["brand", "campaign_alias"],
                condition=Q(retired_at__isnull=True, imported=False),
                name="compliance_campaign_alias",
            ),
            models.CheckConstraint(
                condition=Q(brand__isnull=False)
                | Q(imported=True)
                | Q(source=choices.CampaignSource.SHARED),
                name="compliance_campaign_has_brand",
            ),
        ]

    def __str__(self) -> str:
        return self.campaign_alias

    def get_absolute_url(self) -> str:
        return reverse("compliance:campaign", args=[self.public_id])

    @property
    def campaign_source(self) -> str:
        return self.source

    @property
    def registration_status(self) -> str:
        return standing.standing(self)

    @property
    def told_status(self) -> str:
        """What integrators read: declined until the correction was sent in, no longer."""
        declined = self.registration_status == choices.CampaignStatus.FAILED
        over = declined and standing.corrected(self)
        return choices.CampaignStatus.PROCESSING if over else self.registration_status

    @property
    def badge(self) -> choices.Badge:
        return choices.badge(choices.CampaignStatus, self.registration_status)

    @property
    def decline(self) -> standing.Decline | None:
        """Why it was declined; None while there is nothing to say."""
        words = standing.refusal(self) or standing.refused_correction(self)
        if words:
            return standing.Decline("", words)
        if self.registration_status != choices.CampaignStatus.FAILED:
            return None
        decline = standing.Decline(
            standing.text(self.remote_data, "error_code"),
            standing.text(self.remote_data, "error_reason"),
            standing.text(self.remote_data, "error_description"),
        )
        return decline if any(decline) else None

    @property
    def mno_metadata(self) -> list[standing.OperatorTerms]:
        """What each carrier allows, as Plivo reported it."""
        return standing.operator_terms(self.remote_data)

    @property
    def samples(self) -> list[str]:
        """The samples that were written, in their order."""
        written = (self.sample1, self.sample2, self.sample3, self.sample4, self.sample5)
        return [sample for sample in written if sample]

    @property
    def is_composite(self) -> bool:
        return self.usecase in choices.COMPOSITE_USE_CASES
