"""`/10dlc/Brand/`"""

from apps.sandbox import callbacks, lifecycle, magic
from apps.sandbox.models import Resource
from apps.sandbox.plivo.common import (
    Answer,
    Call,
    chosen,
    find,
    get,
    live,
    new_id,
    ok,
    page,
    pay,
    public,
)
from apps.sandbox.store import iso
from apps.sandbox.validation import brand as validation
from apps.sandbox.validation import choices
from apps.sandbox.validation.reader import Invalid

# USD, as quoted by Plivo in 2024: registration, and secondary vetting on top.
REGISTRATION_FEE, VETTING_FEE = 4, 40

FROM_PROFILE = (
    "company_name",
    "ein",
    "ein_issuing_country",
    "entity_type",
    "vertical",
    "website",
    "address",
    "authorized_contact",
    "stock_symbol",
    "stock_exchange",
    "alt_business_id",
    "alt_business_id_type",
)


def create(call: Call) -> Answer:
    fields = validation.created(call.body)
    profile = find(call.account, "profile", fields["profile_uuid"])
    if profile is None:
        raise Invalid("profile_uuid: Profile not found.")
    if fields["brand_type"] == "STANDARD" and not profile.body.get("ein"):
        raise Invalid("brand_type STANDARD is not allowed for a profile without an EIN.")
    if live(call.account, "brand").filter(parent=profile.remote_id).exists():
        raise Invalid("The profile has already been used to create another brand.")
    row = _new_brand(call, fields, profile)
    callbacks.brand(row, call.now)
    vetting = fields["secondary_vetting"]
    pay(call, "brand", row.remote_id, REGISTRATION_FEE + (VETTING_FEE if vetting else 0))
    return ok(
        brand_id=row.remote_id,
        message="Request to create brand was received and is being processed.",
    )


def _new_brand(call: Call, fields: dict, profile: Resource) -> Resource:
    brand_id = new_id(call.account, "B", "brand")
    body = {
        "brand_id": brand_id,
        "brand_alias": fields["brand_alias"],
        "brand_type": fields["brand_type"],
        "profile_uuid": profile.remote_id,
        "registration_status": "PROCESSING",
        **{name: profile.body[name] for name in FROM_PROFILE if name in profile.body},
        "created_at": iso(call.now),
        "_secondary_vetting": fields["secondary_vetting"],
    }
    row = Resource(
        account=call.account,
        kind="brand",
        remote_id=brand_id,
        parent=profile.remote_id,
        body=body,
        state="PROCESSING",
        callback_url=fields["url"],
        callback_method=fields["method"],
        created_at=call.now,
    )
    lifecycle.schedule(row, magic.brand_verdict(body)[0], call.now)
    row.save()
    return row


def index(call: Call) -> Answer:
    # The official Python and .NET SDKs send this filter as `status`.
    status = chosen(call, "registration_status", choices.BRAND_STATUSES) or chosen(
        call, "status", choices.BRAND_STATUSES
    )
    brand_type = chosen(call, "type", choices.BRAND_TYPES)
    rows = live(call.account, "brand").order_by("-id")
    if status:
        rows = rows.filter(state=status)
    if brand_type:
        rows = rows.filter(body__brand_type=brand_type)
    filters = {"registration_status": status, "type": brand_type}
    return page(call, rows, path="10dlc/Brand", key="brands", filters=filters)


def detail(call: Call, brand_id: str) -> Answer:
    return ok(brand=public(get(call.account, "brand", brand_id).body))


def usecases(call: Call, brand_id: str) -> Answer:
    row = get(call.account, "brand", brand_id)
    starter = row.body["brand_type"] == "STARTER"
    found = choices.STARTER_USE_CASES if starter else choices.USE_CASES
    return ok(
        brand_id=row.remote_id,
        use_cases=[
            {"code": code, "details": details, "name": name} for code, name, details in found
        ],
    )


def delete(call: Call, brand_id: str) -> Answer:
    row = get(call.account, "brand", brand_id)
    if live(call.account, "campaign").filter(parent=brand_id, state="ACTIVE").exists():
        raise Invalid("The brand has active campaigns and cannot be deleted.")
    row.deleted_at = call.now
    row.save(update_fields=["deleted_at"])
    return ok(brand_id=row.remote_id, message="Brand Deactivated")
