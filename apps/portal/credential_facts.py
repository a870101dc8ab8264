"""What the pages say of API credentials: a row of the list, and what ends with one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from apps.accounts.credentials import heir_of
from apps.accounts.families import LABELS
from apps.accounts.models import ApiCredential
from apps.core.clock import db_now
from apps.core.ui_words import Word, relative
from apps.providers.models import ProviderConfiguration

LIVE = Word("Live", "green", "circle-check")
EXPIRED = Word("Expired", "orange", "calendar-off")
REVOKED = Word("Revoked", "secondary", "ban")


def rows_of(
    credentials: Iterable[ApiCredential], connections: Iterable[ProviderConfiguration]
) -> list[dict[str, Any]]:
    """The live ones first, then the newest. `connections` name the accounts, active ones first."""
    now = db_now()
    names: dict[str, str] = {}
    for one in sorted(connections, key=lambda one: not one.active):
        names.setdefault(one.account_id, one.name)
    rows = [
        {
            "credential": one,
            "account": names.get(one.account, "No longer connected") if one.account else "",
            "resources": [label for name, label in LABELS.items() if name in one.families],
            "state": state_of(one, now),
            "ends": _ends(one.expires_at, now),
        }
        for one in sorted(credentials, key=lambda one: one.created_at, reverse=True)
    ]
    return sorted(rows, key=lambda row: row["state"] is not LIVE)


def state_of(credential: ApiCredential, now: datetime) -> Word:
    if credential.revoked_at:
        return REVOKED
    return EXPIRED if credential.expires_at and credential.expires_at <= now else LIVE


def stops_with(credential: ApiCredential) -> list[str]:
    """What revoking it stops, in sentences."""
    now = db_now()
    if state_of(credential, now) is not LIVE:
        return ["Nothing: it has expired, so it opens nothing any more."]
    used = credential.last_used_at
    stops = [
        "Every request with it is answered 401 from then on. "
        + (f"It was last used {relative(used, now)}." if used else "It was never used.")
    ]
    if credential.door == ApiCredential.Door.PINGONE:
        stops.append("The access tokens it got end with it, those of the last hour too.")
    if credential.door == ApiCredential.Door.PLIVO:
        stops.append(_signing_after(credential))
    return [*stops, "What was filed with it stays filed."]


def _signing_after(credential: ApiCredential) -> str:
    heir = heir_of(credential)
    if heir is None:
        return (
            "It is the account's only live token: callbacks to your systems leave unsigned until "
            "there is another one."
        )
    return (
        f"Callbacks about what was filed with it are signed with {heir.name} instead: "
        "see that their receiver checks against that token."
    )


def _ends(moment: datetime | None, now: datetime) -> str:
    """Reads "in 12 days", however far that is; "" without an end or after it."""
    if moment is None or moment <= now:
        return ""
    days = round((moment - now) / timedelta(days=1))
    return f"in {days} days" if days > 1 else relative(moment, now)
