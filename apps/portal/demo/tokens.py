"""The demo's API credentials: the one `make credentials` prints, and some to look at."""

from datetime import timedelta

from apps.accounts.credentials import find_credential, issue_credential, revoke_credential
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.portal.demo.accounts import keep_demo, read_demo

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


def demo_client(*, environment: str, actor: Actor) -> dict[str, str]:
    """{"client_id", "client_secret"}, the same at every call while it lives: of this door nobody
    can read a secret back, so it is kept with the demo's own."""
    known = read_demo()
    kept: dict[str, str] = known.get("pingone_client", {})
    found = find_credential(kept.get("client_secret", ""))
    if found is not None and (found.account, found.families) == (environment, []):
        return kept
    made, secret = issue_credential(
        door=Door.PINGONE, account=environment, name=PRINTED, rights=Rights.WRITE, actor=actor
    )
    kept = {"client_id": str(made.public_id), "client_secret": secret}
    keep_demo({**known, "pingone_client": kept})
    return kept


def demo_rest_token(*, actor: Actor) -> str:
    """Of Linecheck REST, the same at every call while it lives; kept like the client's secret."""
    known = read_demo()
    token = str(known.get("rest_token", ""))
    found = find_credential(token)
    if found is not None and found.families == []:
        return token
    _, token = issue_credential(
        door=Door.API, account="", name=PRINTED, rights=Rights.WRITE, actor=actor
    )
    keep_demo({**known, "rest_token": token})
    return token


def seed_client(*, environment: str, actor: Actor) -> None:
    """One client of the PingOne door to look at; nobody holds it."""
    mine = ApiCredential.objects.visible_to(actor).filter(door=Door.PINGONE)
    if not mine.exists():
        issue_credential(
            door=Door.PINGONE,
            account=environment,
            name="Policy pipeline",
            rights=Rights.WRITE,
            families=["policy"],
            actor=actor,
        )


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
