"""Time: what happens to an object some seconds after Plivo said "is being processed".

A pending change is two columns of its row (`next_state`, `changes_at`), so it survives a
restart. `advance` carries out what is due: at each request for its account, and for every
account from the background thread.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import F

from apps.sandbox import callbacks, magic
from apps.sandbox.models import Account, Resource
from apps.sandbox.store import iso, real_now

UNLINKED = "UNLINKED"
# The highest tier is for vetted brands with this score or more (assumption; the tpm and tier
# values themselves are those Plivo's pages print).
GOOD_SCORE = 75
# Seconds to supply what was asked for; then the request is rejected (Plivo docs, Toll-free
# verification).
UPDATE_WINDOW = 6 * 24 * 3600
# What the phone number shows of its verification; of any other state, UNVERIFIED.
VERIFICATIONS = {
    "SUBMITTED": "PENDING_VERIFICATION",
    "PROCESSING": "PENDING_VERIFICATION",
    "UPDATE_REQUIRED": "PENDING_VERIFICATION",
    "APPROVED": "VERIFIED",
}


def schedule(row: Resource, next_state: str, at: float, after: float | None = None) -> None:
    """Let the row become `next_state` one delay, or `after` seconds, after `at`; "" means never.
    Not saved."""
    row.next_state = next_state
    row.changes_at = at + (settings.DELAY if after is None else after) if next_state else None


def advance(account: Account | None = None) -> int:
    """Carry out every due change, of one account or of all. Returns how many there were."""
    due = Resource.objects.select_related("account").filter(deleted_at=None)
    if account is not None:
        due = due.filter(account=account, changes_at__lte=real_now() + account.offset)
    else:
        due = due.filter(changes_at__lte=real_now() + F("account__offset"))
    done = 0
    # A change can set up the next (EXPIRE with no delay), so look until nothing is due.
    while rows := list(due.order_by("changes_at", "id")[:200]):
        for row in rows:
            _carry_out(row)
        done += len(rows)
    return done


def is_due() -> bool:
    return Resource.objects.filter(
        deleted_at=None, changes_at__lte=real_now() + F("account__offset")
    ).exists()


def set_number_standing(account: Account, number: str, status: str, campaign_id: str) -> None:
    """Show the link on the account's phone number, as Plivo's Number resource does."""
    row = _rented(account, number)
    if row is not None:
        row.body |= {
            "tendlc_registration_status": status,
            "tendlc_campaign_id": campaign_id,
        }
        row.save(update_fields=["body"])


def set_number_verification(row: Resource) -> None:
    """Show the toll-free verification on its phone number, if the number is still rented."""
    number = _rented(row.account, row.body.get("number", ""))
    if number is None:
        return
    ended = row.deleted_at is not None or row.state not in VERIFICATIONS
    if ended and number.body.get("toll_free_sms_verification_id") not in ("", row.remote_id):
        return  # A newer request has taken the number.
    number.body |= {
        "toll_free_sms_verification": "UNVERIFIED" if ended else VERIFICATIONS[row.state],
        "toll_free_sms_verification_id": "" if ended else row.remote_id,
    }
    number.save(update_fields=["body"])


def _rented(account: Account, number: str) -> Resource | None:
    return Resource.objects.filter(
        account=account, kind="number", remote_id=number, deleted_at=None
    ).first()


def _carry_out(row: Resource) -> None:
    # Everything here happened at the row's time, not at the time somebody looked.
    at = row.changes_at or 0.0
    final, row.next_state, row.changes_at = row.next_state, "", None
    SETTLERS[row.kind](row, final, at)
    row.save()


def _settle_brand(row: Resource, final: str, at: float) -> None:
    row.state = row.body["registration_status"] = final
    if final == "FAILED":
        _, decline = magic.brand_verdict(row.body)
        code, message = decline or ("UNKNOWN", "The brand could not be registered.")
        row.body["declined_reasons"] = [{"code": code, "message": message}]
    elif row.body.pop("_secondary_vetting", False):
        row.body["vetting_status"] = "ACTIVE"
        row.body["vetting_score"] = magic.vetting_score(row.body.get("company_name", ""))
    callbacks.brand(row, at)


def _settle_campaign(row: Resource, final: str, at: float) -> None:
    row.state = row.body["registration_status"] = final
    if final == "FAILED":
        _, code = magic.campaign_verdict(row.body)
        reason, description = magic.CAMPAIGN_DECLINES[code or "1004"]
        row.body |= {
            "error_code": code or "1004",
            "error_reason": reason,
            "error_description": description,
        }
    elif final == "ACTIVE":
        row.body["mno_metadata"] = _mno_metadata(row)
        if magic.campaign_expires(row.body):
            schedule(row, "EXPIRED", at)
    if final != "EXPIRED":
        callbacks.campaign(row, at)


def _settle_link(row: Resource, final: str, at: float) -> None:
    if final == UNLINKED:
        row.deleted_at = at
        set_number_standing(row.account, row.remote_id, "UNREGISTERED", "")
        callbacks.unlink(row, at, "success")
        return
    row.state = row.body["status"] = final
    linked = final == "COMPLETED"
    set_number_standing(
        row.account,
        row.remote_id,
        "COMPLETED" if linked else "UNREGISTERED",
        row.parent if linked else "",
    )
    callbacks.link(row, at, "success" if linked else "failed")


def _settle_tollfree(row: Resource, final: str, at: float) -> None:
    overdue = row.state == "UPDATE_REQUIRED"
    row.state = row.body["status"] = final
    row.body["error_message"] = magic.OVERDUE if overdue else magic.tollfree_verdict(row.body)[1]
    row.body["last_modified"] = iso(at)
    if final == "UPDATE_REQUIRED":
        schedule(row, "REJECTED", at, after=UPDATE_WINDOW)
    set_number_verification(row)
    if final != "PROCESSING":
        callbacks.tollfree(row, at)


def _mno_metadata(row: Resource) -> dict[str, Any]:
    brand = Resource.objects.filter(
        account=row.account, kind="brand", remote_id=row.parent, deleted_at=None
    ).first()
    score = brand.body.get("vetting_score") if brand else 80
    if row.body.get("usecase") == "STARTER":
        tpm, tier = 15, "SOLE_PROPRIETOR"
    elif row.body.get("usecase") == "LOW_VOLUME" or score is None or score < GOOD_SCORE:
        tpm, tier = 75, "LOW"
    else:
        tpm, tier = 4500, "TOP"
    return {
        "AT&T": {"tpm": tpm},
        "T-Mobile": {"brand_tier": tier},
        "US Cellular": {"tpm": tpm},
        "Verizon Wireless": {"tpm": tpm},
    }


SETTLERS: dict[str, Callable[[Resource, str, float], None]] = {
    "brand": _settle_brand,
    "campaign": _settle_campaign,
    "link": _settle_link,
    "tollfree": _settle_tollfree,
}
