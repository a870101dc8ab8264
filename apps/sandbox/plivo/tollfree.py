"""`/TollfreeVerification/`"""

import uuid

from apps.sandbox import lifecycle, magic
from apps.sandbox.models import Resource
from apps.sandbox.plivo.common import Answer, Call, chosen, find, get, live, ok, page, public
from apps.sandbox.store import iso
from apps.sandbox.validation import choices
from apps.sandbox.validation import created as dates
from apps.sandbox.validation import tollfree as validation
from apps.sandbox.validation.reader import Invalid, without

UPDATABLE = ("SUBMITTED", "UPDATE_REQUIRED")
DELETABLE = ("SUBMITTED", "PROCESSING", "UPDATE_REQUIRED")
NOUN = "Tollfree verification"


def create(call: Call) -> Answer:
    fields = validation.created(call.body)
    _check_profile(call, fields["profile_uuid"])
    _check_number(call, fields["number"])
    verification_uuid = str(uuid.uuid4())
    row = Resource(
        account=call.account,
        kind="tollfree",
        remote_id=verification_uuid,
        body={"uuid": verification_uuid, **fields, "created": iso(call.now)},
        created_at=call.now,
    )
    _submit(call, row)
    return ok(201, message="created", uuid=verification_uuid)


def index(call: Call) -> Answer:
    filters = {
        "number": call.query.get("number", "").strip().removeprefix("+"),
        "status": chosen(call, "status", choices.TOLLFREE_STATUSES),
        "profile_uuid": call.query.get("profile_uuid", "").strip(),
        "usecase": call.query.get("usecase", "").strip(),
        **{name: call.query.get(name, "").strip() for name in dates.FILTERS},
    }
    start, end = dates.between(call.query, call.now)
    rows = live(call.account, "tollfree").order_by("-id")
    rows = rows.filter(created_at__gte=start, created_at__lt=end)
    if filters["number"]:
        rows = rows.filter(body__number=filters["number"])
    if filters["status"]:
        rows = rows.filter(state=filters["status"])
    if filters["profile_uuid"]:
        rows = rows.filter(parent=filters["profile_uuid"])
    if wanted := validation.usecases(filters["usecase"]):
        # Exactly this combination was entered, in whatever order.
        rows = rows.filter(pk__in=[row.pk for row in rows if _usecases(row) == wanted])
    return page(call, rows, path="TollfreeVerification", key="objects", filters=filters)


def detail(call: Call, verification_uuid: str) -> Answer:
    return ok(**public(get(call.account, "tollfree", verification_uuid, NOUN).body))


def update(call: Call, verification_uuid: str) -> Answer:
    row = get(call.account, "tollfree", verification_uuid, NOUN)
    if row.state not in UPDATABLE:
        raise Invalid(
            f"The request is {row.state}; only one that is SUBMITTED or UPDATE_REQUIRED "
            "can be updated."
        )
    changes = validation.updated(call.body, row.body.get("number", ""))
    if "profile_uuid" in changes:
        _check_profile(call, changes["profile_uuid"])
    row.body = without(row.body, call.body, validation.REQUIRED) | changes
    _submit(call, row)
    return ok(
        202,
        message=f"Tollfree verification request for uuid {verification_uuid} updated successfully.",
    )


def delete(call: Call, verification_uuid: str) -> Answer:
    row = get(call.account, "tollfree", verification_uuid, NOUN)
    if row.state not in DELETABLE:
        raise Invalid(
            f"The request is {row.state}; only one that is SUBMITTED, PROCESSING or "
            "UPDATE_REQUIRED can be deleted."
        )
    row.deleted_at = call.now
    row.save(update_fields=["deleted_at"])
    lifecycle.set_number_verification(row)
    return Answer({}, 204)


def _submit(call: Call, row: Resource) -> None:
    """A review of what the row says now begins, the first or another."""
    row.state = "SUBMITTED"
    row.body |= {"status": "SUBMITTED", "error_message": "", "last_modified": iso(call.now)}
    row.parent = row.body.get("profile_uuid", "")
    row.callback_url = row.body.get("callback_url", "")
    row.callback_method = row.body.get("callback_method", "POST")
    lifecycle.schedule(row, magic.tollfree_verdict(row.body)[0], call.now)
    row.save()
    lifecycle.set_number_verification(row)


def _usecases(row: Resource) -> set[str]:
    return {code.strip() for code in row.body.get("usecase", "").split(",")}


def _check_profile(call: Call, profile_uuid: str) -> None:
    if find(call.account, "profile", profile_uuid) is None:
        raise Invalid("profile_uuid: Profile not found.")


def _check_number(call: Call, number: str) -> None:
    rented = find(call.account, "number", number)
    if rented is None:
        raise Invalid(f"The number {number} is not rented to this account")
    if rented.body["type"] != "tollfree" or rented.body["country"] not in ("US", "CA"):
        raise Invalid(f"The number {number} is not a US or Canadian toll-free number")
    standing = live(call.account, "tollfree").filter(body__number=number)
    if standing.exclude(state="REJECTED").exists():
        raise Invalid(f"The number {number} already has a verification request")
