"""The abstract row whose wanted columns are ours and whose remote columns are the provider's."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.core.errors import Conflict
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Sync

M = TypeVar("M", bound="Mirrored")
STATUS_LENGTH = 40


class MirroredQuerySet(models.QuerySet[M]):
    def live(self) -> Self:
        """Without tombstones."""
        return self.filter(retired_at__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(configuration__organization_id=actor.organization_id)

    def by_any_id(self, value: str) -> Self:
        """Ours or theirs: both name the object in URLs and bodies."""
        return self.filter(Q(public_id=value) | Q(remote_id=value))

    def called(self, value: str) -> M | None:
        """The one of this id, ours before theirs; None for what no database can look for."""
        if "\x00" in value:
            return None
        return self.filter(public_id=value).first() or self.filter(remote_id=value).first()

    def locked(self, pk: int, *, version: int | None) -> M:
        """The row, locked for the caller's transaction; Conflict when it moved past `version`."""
        row = self.select_for_update(no_key=True).get(pk=pk)
        if version is not None and row.version != version:
            raise Conflict(
                "Somebody else changed this while you were editing. Reload to see the change, "
                "then make yours again.",
                current_version=row.version,
            )
        return row


class Mirrored(models.Model):
    """Own columns say what we want, `remote_*` what they said last; drift is the difference."""

    configuration = models.ForeignKey(ProviderConfiguration, on_delete=models.PROTECT)
    sync = models.OneToOneField(Sync, on_delete=models.PROTECT)
    public_id = models.CharField(max_length=64, unique=True)
    remote_id = models.CharField(max_length=64, blank=True)
    remote_status = models.CharField(max_length=STATUS_LENGTH, blank=True)
    remote_data: Any = models.JSONField(default=dict)
    remote_seen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    imported = models.BooleanField(default=False)
    retiring = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)
    # Where the integrator that asked for it wants to hear about it, and whose token signs that.
    callback_url = models.TextField(blank=True)
    callback_method = models.CharField(max_length=4, default="POST")
    callback_credential = models.ForeignKey(
        ApiCredential, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["configuration", "remote_id"],
                condition=~Q(remote_id=""),
                name="%(app_label)s_%(class)s_remote_id",
            ),
        ]

    @property
    def organization_id(self) -> int:
        return self.configuration.organization_id

    @property
    def live(self) -> bool:
        return self.retired_at is None
