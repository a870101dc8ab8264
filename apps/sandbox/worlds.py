"""Opening a world: what a Plivo account holds before anybody has called it.

Everything is derived from the auth id, so that the same account always starts the same.
"""

import hashlib
import uuid
from typing import Any

from apps.sandbox.models import Account, Clock, Resource
from apps.sandbox.store import iso, real_now

AREA_CODES = (
    202, 205, 206, 212, 213, 214, 216, 303, 305, 310, 312, 313, 314, 315, 317, 318, 319, 321,
    323, 334, 336, 402, 404, 405, 407, 408, 410, 412, 414, 415, 419, 502, 503, 504, 505, 509,
    512, 513, 515, 518, 602, 603, 605, 606, 607, 608, 609, 612, 614, 615, 616, 617, 619, 702,
    703, 704, 706, 707, 708, 713, 714, 715, 716, 717, 718, 719,
)  # fmt: skip

# (type, country, region, last four digits or None, sms_enabled)
STOCK = (
    ("fixed", "US", None, None, True),
    ("fixed", "US", None, None, True),
    ("fixed", "US", None, None, True),
    ("fixed", "US", None, None, True),
    ("fixed", "US", None, None, True),
    ("fixed", "US", None, "0000", True),
    ("fixed", "US", None, "0001", True),
    ("fixed", "US", None, None, False),
    ("fixed", "CA", "416", None, True),
    ("tollfree", "US", "833", None, True),
    ("tollfree", "US", "844", None, True),
    ("mobile", "GB", None, None, True),
    ("tollfree", "US", "855", None, True),
    ("tollfree", "US", "888", None, True),
)


def now(account: Account) -> float:
    """The time in this world."""
    return real_now() + account.offset


def starting_offset() -> float:
    clock = Clock.objects.first()
    return clock.offset if clock else 0.0


def starting_now() -> float:
    """The time in a world that would be opened now."""
    return real_now() + starting_offset()


def open_world(*, auth_id: str, token: str) -> Account:
    """Create the account with its PRIMARY profile and its fourteen rented numbers."""
    offset = starting_offset()
    at = real_now() + offset
    primary = str(uuid.UUID(bytes=_digest(auth_id, "primary")[:16], version=4))
    account = Account.objects.create(
        auth_id=auth_id,
        token=token,
        offset=offset,
        primary_profile=primary,
        created_at=at,
    )
    rows = [_row(account, "profile", primary, _primary_profile(auth_id, primary, at), at)]
    for index in range(len(STOCK)):
        body = rented_number(auth_id, index, at)
        rows.append(_row(account, "number", body["number"], body, at))
    Resource.objects.bulk_create(rows)
    return account


def stock_digits(auth_id: str, index: int) -> str:
    """The digits of the account's number at this place in STOCK, E.164 without a plus."""
    _, country, area, ending, _ = STOCK[index]
    seed = int.from_bytes(_digest(auth_id, f"number {index}")[:12], "big")
    if country == "GB":
        return f"447{400 + seed % 100}{seed // 100 % 1_000_000:06d}"
    area = area or str(AREA_CODES[seed % len(AREA_CODES)])
    # A middle digit other than 1 keeps clear of the N11 service codes.
    exchange = f"{2 + seed // 100 % 8}{'023456789'[seed // 1000 % 9]}{seed // 10_000 % 10}"
    line = ending or f"{2000 + seed // 100_000 % 8000}"
    return f"1{area}{exchange}{line}"


def rented_number(auth_id: str, index: int, at: float) -> dict[str, Any]:
    kind, country, _, _, sms = STOCK[index]
    return number_body(
        auth_id=auth_id,
        number=stock_digits(auth_id, index),
        kind=kind,
        country=country,
        sms=sms,
        at=at,
    )


def number_body(
    *,
    auth_id: str,
    number: str,
    at: float,
    kind: str = "fixed",
    country: str = "US",
    sms: bool = True,
) -> dict[str, Any]:
    """An account phone number as `GET /Number/{number}/` answers it."""
    regions = {"US": "United States", "CA": "Canada", "GB": "United Kingdom"}
    tollfree = kind == "tollfree"
    return {
        "number": number,
        "alias": "",
        "country": country,
        "type": kind,
        "number_type": {"fixed": "local"}.get(kind, kind),
        "sms_enabled": sms,
        "mms_enabled": sms and country in ("US", "CA"),
        "voice_enabled": True,
        "application": None,
        "region": regions.get(country, country),
        "added_on": (iso(at) or "")[:10],
        "tendlc_registration_status": "UNREGISTERED",
        "tendlc_campaign_id": "",
        "toll_free_sms_verification": "UNVERIFIED" if tollfree else "",
        "toll_free_sms_verification_id": "",
        "resource_uri": f"/v1/Account/{auth_id}/Number/{number}/",
    }


def _primary_profile(auth_id: str, profile_uuid: str, at: float) -> dict[str, Any]:
    digits = int.from_bytes(_digest(auth_id, "ein")[:8], "big")
    return {
        "profile_uuid": profile_uuid,
        "profile_alias": "Primary profile",
        "profile_type": "PRIMARY",
        "primary_profile": profile_uuid,
        "customer_type": "DIRECT",
        "entity_type": "PRIVATE",
        "company_name": f"Sandbox Company {auth_id[-4:]}",
        "ein": f"{100_000_000 + digits % 900_000_000}",
        "ein_issuing_country": "US",
        "address": {
            "street": "660 Broadway",
            "city": "New York",
            "state": "NY",
            "postal_code": "10012",
            "country": "US",
        },
        "website": "https://www.example.com",
        "vertical": "TECHNOLOGY",
        "authorized_contact": {
            "first_name": "Robin",
            "last_name": "Fields",
            "phone": "12125550100",
            "email": "robin@example.com",
            "title": "Ms",
            "seniority": "DIRECTOR",
        },
        "created_at": iso(at),
    }


def _row(account: Account, kind: str, remote_id: str, body: dict[str, Any], at: float) -> Resource:
    return Resource(account=account, kind=kind, remote_id=remote_id, body=body, created_at=at)


def _digest(auth_id: str, what: str) -> bytes:
    return hashlib.sha256(f"{auth_id}/{what}".encode()).digest()
