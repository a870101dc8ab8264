"""What the sandbox remembers. One generic table holds every kind of object.

Times are seconds since the epoch. Those of a world (objects, payments, deliveries) are read
from that world's clock, which `POST /_control/clock` moves; the request log has real time.
"""

from django.db import models
from django.db.models import Q


class Clock(models.Model):
    """The offset new worlds start with; one row."""

    offset = models.FloatField(default=0)


class Account(models.Model):
    """One world: everything below one Plivo auth id, PingOne environment id or Twilio account SID.

    `token` and `primary_profile` are Plivo's; an environment has its `Environment` beside it.
    """

    auth_id = models.CharField(max_length=36, primary_key=True)
    token = models.CharField(max_length=255, blank=True, default="")
    offset = models.FloatField(default=0)
    primary_profile = models.CharField(max_length=36, blank=True, default="")
    created_at = models.FloatField()

    def __str__(self) -> str:
        return self.auth_id


class Environment(models.Model):
    """What a PingOne environment has besides its objects.

    `owner` is the client id that may use it, "" until the first comes. `page_size` cuts its
    lists into pages; null answers everything at once.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    owner = models.CharField(max_length=255, blank=True, default="")
    page_size = models.IntegerField(null=True, default=None)

    def __str__(self) -> str:
        return self.account_id


class Client(models.Model):
    """A worker application of an environment, known by the first secret it came with."""

    environment = models.ForeignKey(Environment, on_delete=models.CASCADE, related_name="clients")
    client_id = models.CharField(max_length=255)
    secret_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["environment", "client_id"], name="sandbox_client")
        ]

    def __str__(self) -> str:
        return self.client_id


class AccessToken(models.Model):
    """A token by its digest. It ends at `expires_at` on the clock of its client's environment."""

    digest = models.CharField(max_length=64, primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="tokens")
    expires_at = models.FloatField()

    def __str__(self) -> str:
        return f"token of {self.client_id}"


class Resource(models.Model):
    """An object as the provider has it: `body` is what a GET answers.

    `secrets` are SHA-256 digests of what a GET never answers, by their place in the body.
    `parent` is the profile of a brand, the brand of a campaign, the campaign of a link,
    the profile of a toll-free verification.
    `state` repeats the body's status. At `changes_at` it becomes `next_state`.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=16)
    remote_id = models.CharField(max_length=64)
    parent = models.CharField(max_length=64, blank=True, default="")
    body = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict)
    state = models.CharField(max_length=16, blank=True, default="")
    next_state = models.CharField(max_length=16, blank=True, default="")
    changes_at = models.FloatField(null=True, default=None)
    callback_url = models.TextField(blank=True, default="")
    callback_method = models.CharField(max_length=4, default="POST")
    created_at = models.FloatField()
    deleted_at = models.FloatField(null=True, default=None)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "remote_id"],
                condition=Q(deleted_at=None),
                name="sandbox_resource_live",
            )
        ]
        indexes = [
            models.Index(fields=["account", "kind", "parent"], name="sandbox_resource_parent"),
            models.Index(fields=["account", "kind", "remote_id"], name="sandbox_resource_id"),
            models.Index(
                fields=["changes_at"],
                condition=Q(changes_at__isnull=False),
                name="sandbox_resource_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.remote_id}"


class Payment(models.Model):
    """A fee in whole US dollars, charged when a request was accepted."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="payments")
    kind = models.CharField(max_length=24)
    remote_id = models.CharField(max_length=64)
    fee = models.IntegerField()
    at = models.FloatField()

    def __str__(self) -> str:
        return f"{self.kind} {self.remote_id}: {self.fee} USD"


class Fault(models.Model):
    """A misbehavior asked for over the control API. `times` counts down; null is forever."""

    account = models.CharField(max_length=36, blank=True, default="")
    method = models.CharField(max_length=8, blank=True, default="")
    path = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=16)
    status = models.IntegerField(null=True, default=None)
    error = models.TextField(blank=True, default="")
    retry_after = models.IntegerField(null=True, default=None)
    seconds = models.FloatField(null=True, default=None)
    applied = models.BooleanField(default=False)
    times = models.IntegerField(null=True, default=1)
    probability = models.FloatField(null=True, default=None)
    seed = models.CharField(max_length=64, blank=True, default="")
    considered = models.IntegerField(default=0)
    hits = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class RequestLog(models.Model):
    """Every API request that arrived, whatever became of it.

    `status` is what was answered (null: nothing). `outcome` is the status the request came to
    inside, sent or not (null: never carried out). `apply_at` is set while one is still to be
    carried out late, and `withheld` is then its body with the secrets `body` does not show.
    """

    PLIVO, PINGONE, PINGONE_TOKEN, TWILIO = "plivo", "pingone", "pingone_token", "twilio"

    side = models.CharField(max_length=16, default=PLIVO)

    account = models.CharField(max_length=64, blank=True, default="", db_index=True)
    method = models.CharField(max_length=16)
    path = models.TextField()
    query = models.TextField(blank=True, default="")
    body = models.JSONField(null=True, default=None)
    withheld = models.JSONField(null=True, default=None)
    status = models.IntegerField(null=True, default=None)
    outcome = models.IntegerField(null=True, default=None)
    applied = models.BooleanField(default=False)
    fault = models.IntegerField(null=True, default=None)
    apply_at = models.FloatField(null=True, default=None)
    at = models.FloatField()

    class Meta:
        indexes = [
            models.Index(
                fields=["apply_at"],
                condition=Q(apply_at__isnull=False),
                name="sandbox_request_late",
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Delivery(models.Model):
    """One callback and its tries: `tries` is a list of {at, status, error}."""

    PENDING, DELIVERED, GIVEN_UP = "pending", "delivered", "given_up"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=16)
    remote_id = models.CharField(max_length=64)
    url = models.TextField()
    method = models.CharField(max_length=4)
    params = models.JSONField()
    state = models.CharField(max_length=10, default=PENDING)
    due_at = models.FloatField()
    tries = models.JSONField(default=list)
    created_at = models.FloatField()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state="pending"),
                name="sandbox_delivery_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.remote_id} -> {self.url}"
