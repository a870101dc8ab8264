"""Changes made behind the API's back, as by hand in Plivo's own console."""

import uuid
from typing import Any

from apps.sandbox import lifecycle, worlds
from apps.sandbox.models import Account, Resource
from apps.sandbox.plivo.common import find, new_id
from apps.sandbox.store import iso
from apps.sandbox.validation.reader import Invalid, Refusal

ID_FIELDS = {
    "profile": "profile_uuid",
    "brand": "brand_id",
    "campaign": "campaign_id",
    "link": "number",
    "number": "number",
    "tollfree": "uuid",
}
PARENT_FIELDS = {
    "brand": "profile_uuid",
    "campaign": "brand_id",
    "link": "campaign_id",
    "tollfree": "profile_uuid",
}
STATUS_FIELDS = {
    "brand": ("registration_status", "COMPLETED"),
    "campaign": ("registration_status", "ACTIVE"),
    "link": ("status", "COMPLETED"),
    "tollfree": ("status", "APPROVED"),
}


def apply(
    account: Account, *, kind: str, remote_id: str, action: str, changes: dict[str, Any]
) -> Resource:
    """Edit, create or delete one object. Nothing is validated: consoles allow more than APIs.

    In an edit null removes a member. A status set by hand ends what was pending.
    """
    if not isinstance(kind, str) or kind not in ID_FIELDS:
        raise Invalid(f"kind must be one of {', '.join(ID_FIELDS)}.")
    if not isinstance(changes, dict) or not isinstance(remote_id, str):
        raise Invalid("changes must be an object and id a string.")
    if action == "create":
        row = _new(account, kind, remote_id)
    elif action in ("edit", "delete"):
        found = find(account, kind, remote_id)
        if found is None:
            raise Refusal(404, f"There is no {kind} {remote_id}.")
        row = found
    else:
        raise Invalid("action must be edit, create or delete.")
    if action == "delete":
        row.deleted_at = worlds.now(account)
    else:
        _change(row, changes)
    row.save()
    if kind == "link":
        _show_link(account, row)
    elif kind == "tollfree":
        lifecycle.set_number_verification(row)
    return row


def _new(account: Account, kind: str, remote_id: str) -> Resource:
    at = worlds.now(account)
    if not remote_id:
        remote_id = _fresh_id(account, kind)
    if find(account, kind, remote_id):
        raise Invalid(f"There is a {kind} {remote_id} already.")
    if kind == "number":
        body = worlds.number_body(auth_id=account.auth_id, number=remote_id, at=at)
    else:
        body = {ID_FIELDS[kind]: remote_id}
    if kind in ("profile", "brand", "campaign"):
        body["created_at"] = iso(at)
    if kind == "profile":
        body |= {
            "profile_type": "SECONDARY",
            "primary_profile": account.primary_profile,
        }
    if kind == "brand":
        body["brand_type"] = "STANDARD"
    if kind == "campaign":
        body |= {"reseller_id": "", "campaign_source": "plivo"}
    if kind == "tollfree":
        body |= {"created": iso(at), "last_modified": iso(at), "error_message": ""}
    row = Resource(account=account, kind=kind, remote_id=remote_id, body=body, created_at=at)
    if kind in STATUS_FIELDS:
        field, row.state = STATUS_FIELDS[kind]
        row.body[field] = row.state
    return row


def _fresh_id(account: Account, kind: str) -> str:
    if kind in ("profile", "tollfree"):
        return str(uuid.uuid4())
    if kind in ("brand", "campaign"):
        return new_id(account, kind[0].upper(), kind)
    raise Invalid(f"id is required to create a {kind}.")


def _change(row: Resource, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if name == PARENT_FIELDS.get(row.kind):
            row.parent = str(value)
            if row.kind == "link":
                continue
        if value is None:
            row.body.pop(name, None)
        else:
            row.body[name] = value
    field, _ = STATUS_FIELDS.get(row.kind, ("", ""))
    if field in changes:
        row.state, row.next_state, row.changes_at = str(changes[field]), "", None


def _show_link(account: Account, row: Resource) -> None:
    linked = row.deleted_at is None and row.state in ("PROCESSING", "COMPLETED")
    lifecycle.set_number_standing(
        account,
        row.remote_id,
        row.state if linked else "UNREGISTERED",
        row.parent if linked else "",
    )
