"""API credentials: issued once, found by digest, revoked for good."""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables

from apps.accounts.families import OF_DOOR
from apps.accounts.models import ApiCredential, ApiCredentialQuerySet
from apps.core import events
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Invalid, Refused

USE_NOTED_EVERY = timedelta(minutes=1)
ISSUED_ALREADY = (
    "This form has issued its token already, and a token is shown once only. If it was not copied, "
    "revoke it and issue another."
)


@sensitive_variables("token")
def issue_credential(
    *,
    door: str,
    account: str,
    name: str,
    rights: str,
    families: Collection[str] = (),
    expires_at: datetime | None = None,
    public_id: uuid.UUID | None = None,
    actor: Actor,
) -> tuple[ApiCredential, str]:
    """A new credential and its token, which nobody can read again.

    40 characters, as Plivo's own auth tokens. Raises Invalid by field. Whether `account` is the
    organisation's is for the caller to see to. A `public_id` that was chosen beforehand issues
    once: asked for again, however soon, it raises Refused.
    """
    actor.require("credential.edit")
    assert actor.organization_id is not None
    errors: dict[str, list[str]] = {}
    if not name.strip():
        errors["name"] = ["Name the system that will use it, so that you can tell it later."]
    if unknown := sorted(set(families) - OF_DOOR[door]):
        errors["families"] = [f"This door has no resource called {', '.join(unknown)}."]
    if expires_at is not None and expires_at <= db_now():
        errors["expires_at"] = ["Choose a day that is still to come."]
    if errors:
        raise Invalid(errors)
    token = secrets.token_urlsafe(30)
    with transaction.atomic():
        credential, made = ApiCredential.objects.get_or_create(
            public_id=public_id or uuid.uuid4(),
            defaults={
                "organization_id": actor.organization_id,
                "door": door,
                "account": account,
                "name": name.strip()[:100],
                "rights": rights,
                "families": sorted(set(families)),
                "digest": digest(token),
                "secret": token if door == ApiCredential.Door.PLIVO else "",
                "created_by": actor.label,
                "expires_at": expires_at,
            },
        )
        if not made:
            raise Refused(ISSUED_ALREADY)
        facts = {"door": door, "account": account, "rights": rights, "families": sorted(families)}
        events.record(credential, "issued", actor=actor, data=facts)
    return credential, token


def revoke_credential(*, credential: ApiCredential, actor: Actor) -> None:
    """Ends it at once; revoking it again changes nothing."""
    actor.require("credential.edit")
    with transaction.atomic():
        row = ApiCredential.objects.select_for_update().get(pk=credential.pk)
        if row.revoked_at is None:
            row.revoked_at = db_now()
            row.save(update_fields=["revoked_at"])
            events.record(row, "revoked", actor=actor)


def digest(token: str) -> str:
    """A token is random and long, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def find_credential(token: str) -> ApiCredential | None:
    """The live credential of this token; None when there is none, whatever the reason."""
    live = ApiCredential.objects.live(db_now()).select_related("organization")
    return live.filter(digest=digest(token)).first() if token else None


def find_client(client_id: uuid.UUID) -> ApiCredential | None:
    """The live credential of the PingOne door with this client id."""
    live = ApiCredential.objects.live(db_now()).select_related("organization")
    return live.filter(public_id=client_id, door=ApiCredential.Door.PINGONE).first()


def note_use(credential: ApiCredential) -> None:
    """Remembers that it was used, to the minute: not one write for each request."""
    now = db_now()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    ApiCredential.objects.filter(stale, pk=credential.pk).update(last_used_at=now)


def signing_credential(
    credential_id: int | None, *, organization_id: int, account: str
) -> ApiCredential | None:
    """What signs a callback: the token that made the request, else the account's newest live one.

    None when the organisation has none: then the callback goes out unsigned.
    """
    live = _signing(organization_id)
    own = live.filter(pk=credential_id).first() if credential_id else None
    return own or live.filter(account=account).first()


def heir_of(credential: ApiCredential) -> ApiCredential | None:
    """What signs the callbacks of `credential` once it is gone."""
    others = _signing(credential.organization_id).exclude(pk=credential.pk)
    return others.filter(account=credential.account).first()


def _signing(organization_id: int) -> ApiCredentialQuerySet:
    live = ApiCredential.objects.live(db_now()).filter(
        organization_id=organization_id, door=ApiCredential.Door.PLIVO
    )
    return live.order_by("-created_at", "-pk")


def actor_of(credential: ApiCredential, *, request_id: str = "", ip: str | None = None) -> Actor:
    return Actor(
        kind="token",
        label=f"{credential.name} (API)",
        id=credential.pk,
        organization_id=credential.organization_id,
        rights=credential.verbs,
        request_id=request_id,
        ip=ip,
    )
