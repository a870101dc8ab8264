"""The demo's API credentials: the one `make credentials` prints, and some to look at."""

from datetime import timedelta

from apps.accounts.credentials import issue_credential, revoke_credential
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.core.clock import db_now

PRINTED = "make credentials"
Door, Rights = ApiCredential.Door, ApiCredential.Rights


def demo_token(*, account: str, actor: Actor) -> str:
    """The same at every call while it lives. What signs callbacks is kept and can be read back."""
    live = ApiCredential.objects.visible_to(actor).live(db_now())
    mine = live.filter(door=Door.PLIVO, account=account, name=PRINTED)
    found = mine.filter(rights=Rights.WRITE, families=[]).order_by("created_at", "pk").first()
    if found is not None:
        return found.secret
    _, token = issue_credential(
        door=Door.PLIVO, account=account, name=PRINTED, rights=Rights.WRITE, actor=actor
    )
    return token


def seed_tokens(*, account: str, actor: Actor) -> None:
    """One in use, one about to expire, one revoked; nobody holds them."""
    if ApiCredential.objects.visible_to(actor).exists():
        return
    issue_credential(
        door=Door.PLIVO,
        account=account,
        name="Shop backend, production",
        rights=Rights.WRITE,
        actor=actor,
    )
    issue_credential(
        door=Door.PLIVO,
        account=account,
        name="Weekly report",
        rights=Rights.READ,
        families=["brand", "campaign"],
        expires_at=db_now() + timedelta(days=12, hours=12),
        actor=actor,
    )
    old, _ = issue_credential(
        door=Door.PLIVO,
        account=account,
        name="Shop backend, before the move",
        rights=Rights.WRITE,
        actor=actor,
    )
    revoke_credential(credential=old, actor=actor)
