from typing import Any

from django.db import models
from django.db.models import Q

from apps.core.actor import Actor
from apps.providers.models import ProviderConfiguration


class PhoneNumberQuerySet(models.QuerySet["PhoneNumber"]):
    def visible_to(self, actor: Actor) -> "PhoneNumberQuerySet":
        return self.filter(configuration__organization_id=actor.organization_id)

    def rented(self) -> "PhoneNumberQuerySet":
        return self.filter(gone_at__isnull=True)

    def for_10dlc(self) -> "PhoneNumberQuerySet":
        """Those a campaign can use: US or Canadian, not toll-free, able to send SMS."""
        return self.rented().filter(
            ~Q(type=PhoneNumber.Type.TOLLFREE), sms_enabled=True, number__startswith="1"
        )


class PhoneNumber(models.Model):
    """A number rented by the account, as Plivo's account numbers API tells it. Read-only for us."""

    class Type(models.TextChoices):
        FIXED = "fixed", "Local"
        MOBILE = "mobile", "Mobile"
        TOLLFREE = "tollfree", "Toll-free"

    configuration = models.ForeignKey(ProviderConfiguration, on_delete=models.CASCADE)
    number = models.CharField(max_length=20, help_text="E.164 without +.")
    alias = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=60, blank=True)
    type = models.CharField(max_length=20, blank=True, choices=Type)
    number_type = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=100, blank=True)
    sms_enabled = models.BooleanField(default=False)
    mms_enabled = models.BooleanField(default=False)
    voice_enabled = models.BooleanField(default=False)
    application = models.CharField(max_length=200, blank=True)
    added_on = models.CharField(max_length=40, blank=True)
    tendlc_registration_status = models.CharField(max_length=20, blank=True)
    tendlc_campaign_id = models.CharField(max_length=64, blank=True)
    toll_free_sms_verification = models.CharField(max_length=30, blank=True)
    toll_free_sms_verification_id = models.CharField(max_length=64, blank=True)
    remote_data: Any = models.JSONField(default=dict)
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    objects = PhoneNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["configuration", "number"], name="numberpools_phone_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"+{self.number}"
