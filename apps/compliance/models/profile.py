from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.compliance import choices
from apps.sync.mirrored import Mirrored, MirroredQuerySet


class ProfileQuerySet(MirroredQuerySet["Profile"]):
    def free(self) -> "ProfileQuerySet":
        """Live ones a new brand can be registered with: no live brand has them."""
        return (
            self.live()
            .filter(retiring=False)
            .exclude(brands__retired_at__isnull=True, brands__isnull=False)
        )

    def secondary(self) -> "ProfileQuerySet":
        """Without the account's own profile."""
        return self.exclude(profile_type=choices.ProfileType.PRIMARY)


class Profile(Mirrored):
    """A company as Plivo knows it; brands and toll-free verifications are filed with one.

    What may be filed is for the rules to say. The columns have room beyond them, because what Plivo
    stores and sends back does not always keep to its own lists.
    """

    profile_alias = models.CharField(max_length=255)
    profile_type = models.CharField(
        max_length=20, choices=choices.ProfileType, default=choices.ProfileType.SECONDARY
    )
    customer_type = models.CharField(max_length=20, choices=choices.CustomerType)
    entity_type = models.CharField(max_length=20, choices=choices.EntityType)
    company_name = models.CharField(max_length=255)
    doing_business_as = models.CharField(max_length=255, blank=True)
    vertical = models.CharField(max_length=40, choices=choices.Vertical)
    ein = models.CharField(max_length=100, blank=True)
    ein_issuing_country = models.CharField(max_length=2, blank=True)
    street = models.CharField(max_length=255)
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=100)
    postal_code = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    contact_first_name = models.CharField(max_length=100)
    contact_last_name = models.CharField(max_length=100)
    contact_email = models.CharField(max_length=255)
    contact_phone = models.CharField(max_length=32)
    contact_title = models.CharField(max_length=100, blank=True)
    contact_seniority = models.CharField(max_length=100, blank=True)
    stock_symbol = models.CharField(max_length=20, blank=True)
    stock_exchange = models.CharField(max_length=20, choices=choices.StockExchange, blank=True)
    alt_business_id = models.CharField(max_length=50, blank=True)
    alt_business_id_type = models.CharField(
        max_length=20, choices=choices.AltBusinessIdType, blank=True
    )
    website = models.CharField(max_length=255, blank=True)
    plivo_subaccount = models.CharField(max_length=40, blank=True)
    business_contact_email = models.CharField(max_length=255, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta(Mirrored.Meta):
        constraints = [
            *Mirrored.Meta.constraints,
            # Plivo takes doubles, and the alias is how a create whose answer was lost is found.
            models.UniqueConstraint(
                fields=["configuration", "profile_alias"],
                condition=Q(retired_at__isnull=True, imported=False),
                name="compliance_profile_alias",
            ),
        ]

    def __str__(self) -> str:
        return self.profile_alias

    def get_absolute_url(self) -> str:
        return reverse("compliance:profile", args=[self.public_id])

    @property
    def is_primary(self) -> bool:
        return self.profile_type == choices.ProfileType.PRIMARY
