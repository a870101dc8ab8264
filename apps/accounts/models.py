import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from apps.accounts.families import FAMILIES, OF_DOOR
from apps.core.actor import Actor
from apps.core.fields import EncryptedTextField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person; signs in with the e-mail address."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May use the operators' console.")
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Organization(models.Model):
    """The tenant: everything else hangs on one, and nobody sees another's."""

    handle = models.CharField(
        max_length=50,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "a-z, 0-9 and hyphens.")],
        help_text="Names the organisation in API calls (Org-Handle).",
    )
    name = models.CharField(max_length=150)
    created_at = models.DateTimeField(default=timezone.now)
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        User, through="Membership", related_name="organizations"
    )

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    FILER = "filer", "Filer"
    VIEWER = "viewer", "Viewer"


class Membership(models.Model):
    """One person's role in one organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.VIEWER)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"], name="accounts_membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization} · {self.get_role_display()}"


class ApiCredentialQuerySet(models.QuerySet["ApiCredential"]):
    def visible_to(self, actor: Actor) -> "ApiCredentialQuerySet":
        return self.filter(organization_id=actor.organization_id)

    def live(self, now: datetime) -> "ApiCredentialQuerySet":
        """Neither revoked nor expired."""
        lasting = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now)
        return self.filter(lasting, revoked_at__isnull=True)


class ApiCredential(models.Model):
    """What another system signs in with at a REST door.

    The token is shown once. It is kept as a digest to be found by, and encrypted at the Plivo door,
    where it signs the callbacks of the system that holds it. At the PingOne door it is the client
    secret, and ``public_id`` the client id. ``families`` limits it to some resources; [] is all.
    """

    class Door(models.TextChoices):
        PLIVO = "plivo", "Plivo-compatible REST"
        PINGONE = "pingone", "PingOne-compatible REST"
        API = "api", "Linecheck REST"

    class Rights(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="api_credentials"
    )
    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    door = models.CharField(max_length=10, choices=Door)
    account = models.CharField(
        max_length=64,
        blank=True,
        help_text="The Plivo account or PingOne environment it opens; empty for Linecheck REST.",
    )
    name = models.CharField(max_length=100)
    rights = models.CharField(max_length=5, choices=Rights, default=Rights.READ)
    families = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    secret = EncryptedTextField(blank=True)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiCredentialQuerySet.as_manager()

    class Meta:
        indexes = [
            # the newest live token of an account signs its callbacks
            models.Index(fields=["organization", "door", "account"], name="accounts_credential_of"),
        ]

    def __str__(self) -> str:
        return self.name

    def opens(self, family: str) -> bool:
        """Whether it may see resources of `family` ("" belongs to everybody)."""
        if not family:
            return True
        return family in OF_DOOR[self.door] and (not self.families or family in self.families)

    @property
    def verbs(self) -> frozenset[str]:
        """The rights of whoever signs in with it."""
        if self.rights != self.Rights.WRITE:
            return frozenset()
        return frozenset().union(*(verbs for name, verbs in FAMILIES.items() if self.opens(name)))
