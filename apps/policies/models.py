"""What decides which notifications leave PingOne: through whom, where to and how often."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.core.fields import EncryptedJSONField
from apps.policies import body as bodies
from apps.policies.kinds import Kind
from apps.sync.mirrored import Mirrored, MirroredQuerySet

NAME_LENGTH = 256


class SettingQuerySet(MirroredQuerySet["PhoneDeliverySetting"]):
    pass


class PolicyQuerySet(MirroredQuerySet["NotificationPolicy"]):
    pass


class PingOneObject(Mirrored):
    """``wanted`` is the body in PingOne's own JSON; the columns beside it repeat what is looked
    for."""

    wanted: Any = models.JSONField(default=dict)

    class Meta(Mirrored.Meta):
        abstract = True

    def take_wanted(self, body: dict[str, Any]) -> None:
        """Makes the masked `body` the wanted one; does not save."""
        raise NotImplementedError


class PhoneDeliverySetting(PingOneObject):
    """A custom SMS or voice provider of a PingOne environment.

    ``wanted`` has masks for its secrets, which are in ``secrets`` by their place.
    """

    secrets: Any = EncryptedJSONField(null=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    kind = models.CharField(max_length=64, choices=Kind)
    sid = models.CharField(max_length=128, blank=True)
    remote_secrets: Any = EncryptedJSONField(null=True)
    sent_secrets = models.CharField(max_length=64, blank=True, help_text="Digest of those sent.")

    objects = SettingQuerySet.as_manager()

    class Meta(Mirrored.Meta):
        constraints = [
            *Mirrored.Meta.constraints,
            # PingOne: custom providers have a name of their own in an environment.
            models.UniqueConstraint(
                fields=["configuration", "name"],
                condition=Q(retired_at__isnull=True, imported=False, kind=Kind.CUSTOM_PROVIDER),
                name="policies_setting_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} {self.sid[-4:]}".strip()

    def get_absolute_url(self) -> str:
        return reverse("policies:setting", args=[self.public_id])

    def take_wanted(self, body: dict[str, Any]) -> None:
        self.wanted = body
        self.name = _text(body.get("name"), NAME_LENGTH)
        self.kind = _text(body.get("provider"), 64)
        self.sid = _text(body.get("sid"), 128)

    @property
    def methods(self) -> frozenset[str] | None:
        return bodies.methods_of(self.wanted)


class NotificationPolicy(PingOneObject):
    """A notification policy of a PingOne environment.

    The fallback chains of ``wanted`` name settings by our ids; ``settings`` are those of them that
    are here.
    """

    name = models.CharField(max_length=NAME_LENGTH)
    default = models.BooleanField(default=False)
    settings = models.ManyToManyField(PhoneDeliverySetting, related_name="policies")

    objects = PolicyQuerySet.as_manager()

    class Meta(Mirrored.Meta):
        verbose_name_plural = "notification policies"
        constraints = [
            *Mirrored.Meta.constraints,
            models.UniqueConstraint(
                fields=["configuration", "name"],
                condition=Q(retired_at__isnull=True, imported=False),
                name="policies_policy_name",
            ),
            # PingOne: an environment has exactly one default.
            models.UniqueConstraint(
                fields=["configuration"],
                condition=Q(retired_at__isnull=True, default=True),
                name="policies_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("policies:policy", args=[self.public_id])

    def take_wanted(self, body: dict[str, Any]) -> None:
        """``settings`` are left to `link`."""
        self.wanted = body
        self.name = _text(body.get("name"), NAME_LENGTH)
        self.default = body.get("default") is True

    def link(self) -> None:
        """Makes ``settings`` those its fallback chains name; the row is saved before."""
        ids = bodies.chain_ids(self.wanted)
        rows = PhoneDeliverySetting.objects.filter(configuration=self.configuration)
        self.settings.set(rows.filter(public_id__in=ids))


def _text(value: Any, length: int) -> str:
    return value[:length] if isinstance(value, str) else ""
