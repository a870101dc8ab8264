"""`/Profile/`"""

import uuid

from apps.sandbox.models import Resource
from apps.sandbox.plivo.common import Answer, Call, chosen, get, live, ok, page, public
from apps.sandbox.store import iso
from apps.sandbox.validation import choices
from apps.sandbox.validation import profile as validation
from apps.sandbox.validation.reader import Invalid


def create(call: Call) -> Answer:
    fields = validation.created(call.body)
    profile_uuid = str(uuid.uuid4())
    body = {
        "profile_uuid": profile_uuid,
        "profile_type": "SECONDARY",
        "primary_profile": call.account.primary_profile,
        **fields,
        "created_at": iso(call.now),
    }
    Resource.objects.create(
        account=call.account,
        kind="profile",
        remote_id=profile_uuid,
        body=body,
        created_at=call.now,
    )
    return ok(message="Profile created successfully.", profile_uuid=profile_uuid)


def index(call: Call) -> Answer:
    filters = {
        "entity_type": chosen(call, "entity_type", choices.ENTITY_TYPES),
        "type": chosen(call, "type", choices.PROFILE_TYPES),
        "vertical": chosen(call, "vertical", choices.VERTICALS),
    }
    rows = live(call.account, "profile").order_by("-id")
    if filters["entity_type"]:
        rows = rows.filter(body__entity_type=filters["entity_type"])
    if filters["type"]:
        rows = rows.filter(body__profile_type=filters["type"])
    if filters["vertical"]:
        rows = rows.filter(body__vertical=filters["vertical"])
    return page(call, rows, path="Profile", key="profiles", filters=filters, count=False)


def detail(call: Call, profile_uuid: str) -> Answer:
    return ok(profile=public(get(call.account, "profile", profile_uuid).body))


def update(call: Call, profile_uuid: str) -> Answer:
    row = get(call.account, "profile", profile_uuid)
    row.body = validation.updated(call.body, row.body)
    row.save(update_fields=["body"])
    return ok(profile=public(row.body))


def delete(call: Call, profile_uuid: str) -> Answer:
    row = get(call.account, "profile", profile_uuid)
    if row.body.get("profile_type") == "PRIMARY":
        raise Invalid("The primary profile cannot be deleted.")
    # Plivo's rule for a profile in use is unknown; refusing keeps brands from losing theirs.
    if live(call.account, "brand").filter(parent=profile_uuid).exists():
        raise Invalid("The profile is used by a brand and cannot be deleted.")
    row.deleted_at = call.now
    row.save(update_fields=["deleted_at"])
    return ok(message="Profile deleted successfully.")
