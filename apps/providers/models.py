import secrets
import uuid

from django.db import models
from django.db.models import Q

from apps.accounts.models import Organization
from apps.core.actor import Actor
from apps.core.fields import EncryptedTextField
from apps.providers import catalogue


def new_token() -> str:
    return secrets.token_hex(20)


class ProviderConfigurationQuerySet(models.QuerySet["ProviderConfiguration"]):
    def visible_to(self, actor: Actor) -> "ProviderConfigurationQuerySet":
        return self.filter(organization_id=actor.organization_id)

    def plivo(self) -> "ProviderConfigurationQuerySet":
        return self.filter(provider=catalogue.PLIVO.id)

    def pingone(self) -> "ProviderConfigurationQuerySet":
        return self.filter(provider=catalogue.PINGONE.id)


class ProviderConfiguration(models.Model):
    """Credentials and address of one account at a telephony provider."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="configurations"
    )
    name = models.CharField(max_length=100)
    provider = models.PositiveSmallIntegerField(choices=catalogue.CHOICES)
    account_id = models.CharField(
        max_length=64,
        blank=True,
        help_text="Plivo's Auth ID or PingOne's environment ID; names the account, opens nothing.",
    )
    api_key = EncryptedTextField(blank=True)
    api_secret = EncryptedTextField(blank=True)
    base_url = models.URLField(blank=True)
    sip_url = models.CharField(max_length=200, blank=True)
    meta = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)
    callback_token = models.CharField(max_length=40, unique=True, default=new_token)
    verified_at = models.DateTimeField(null=True)
    verify_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    public_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = ProviderConfigurationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "provider", "name"], name="providers_configuration_name"
            ),
            # A Plivo account has one owner per deployment: its auth id names the REST path.
            models.UniqueConstraint(
                fields=["account_id"],
                condition=Q(provider=catalogue.PLIVO.id, active=True) & ~Q(account_id=""),
                name="providers_plivo_account_once",
            ),
            models.UniqueConstraint(
                fields=["account_id"],
                condition=Q(provider=catalogue.PINGONE.id, active=True) & ~Q(account_id=""),
                name="providers_pingone_environment_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def provider_details(self) -> catalogue.Provider:
        return catalogue.BY_ID[self.provider]

    @property
    def running(self) -> bool:
        """Switched on, and no person has paused it: a pause of the engine ends by itself."""
        lane: Lane | None = getattr(self, "lane", None)
        paused = lane is not None and lane.paused_at is not None and lane.probe_at is None
        return self.active and not paused


class AccessToken(models.Model):
    """What a configuration's credentials were exchanged for, until it runs out.

    `version` grows with each exchange and with each change of the credentials.
    """

    configuration = models.OneToOneField(ProviderConfiguration, on_delete=models.CASCADE)
    token = EncryptedTextField(blank=True)
    expires_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"access token of {self.configuration}"


class Lane(models.Model):
    """The one queue of a configuration: who drains it, how fast it sends, whether it is paused."""

    configuration = models.OneToOneField(ProviderConfiguration, on_delete=models.CASCADE)
    pending = models.BooleanField(default=False, help_text="A wake is on its way.")
    lease_until = models.DateTimeField(null=True)
    claim_no = models.PositiveBigIntegerField(default=0)
    # GCRA: the theoretical arrival time of the next request.
    next_slot = models.DateTimeField(null=True)
    clock_offset = models.FloatField(default=0.0, help_text="Provider's clock minus ours, seconds.")
    paused_at = models.DateTimeField(null=True)
    pause_reason = models.TextField(blank=True)
    probe_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"lane of {self.configuration}"
