"""Changes as by hand in PingOne's own console. Nothing is validated."""

from typing import Any

from apps.sandbox import worlds
from apps.sandbox.models import Account, Resource
from apps.sandbox.pingone import secrets
from apps.sandbox.pingone.common import live, new, stamp
from apps.sandbox.pingone.environments import default_policy
from apps.sandbox.validation.reader import Invalid, Refusal

KINDS = ("policy", "setting")


def apply(account: Account, body: dict[str, Any]) -> Resource:
    """Edit (`set` merges top-level members, `unset` names those to remove), create or delete."""
    kind, remote_id = body["kind"], body.get("id", "")
    changes, removed = _changes(body)
    action = body.get("action", "edit")
    at = worlds.now(account)
    if not isinstance(remote_id, str):
        raise Invalid("id must be a string.")
    if action == "create":
        if live(account, kind).filter(remote_id=remote_id).exists():
            raise Invalid(f"There is a {kind} {remote_id} already.")
        basis = default_policy() | {"default": False} if kind == "policy" else {}
        fields, hidden = secrets.cut(basis | changes)
        return new(account, kind, fields, at=at, secrets=hidden, remote_id=remote_id)
    row = live(account, kind).filter(remote_id=remote_id).first()
    if row is None:
        raise Refusal(404, f"There is no {kind} {remote_id}.")
    if action == "delete":
        row.deleted_at = at
    elif action == "edit":
        fields, hidden = secrets.cut(changes)
        kept = {key: value for key, value in row.body.items() if key not in removed}
        row.body = kept | {"updatedAt": stamp(at)} | fields
        row.secrets |= hidden
    else:
        raise Invalid("action must be edit, create or delete.")
    row.save()
    return row


def _changes(body: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """`changes` is `set` in which null removes a member, as for Plivo's objects."""
    given, merged, removed = body.get("changes", {}), body.get("set", {}), body.get("unset", [])
    if not isinstance(given, dict) or not isinstance(merged, dict):
        raise Invalid("set and changes must be objects.")
    if not isinstance(removed, list) or not all(isinstance(name, str) for name in removed):
        raise Invalid("unset must be an array of member names.")
    dropped = {name for name, value in given.items() if value is None}
    changes = {name: value for name, value in given.items() if value is not None} | merged
    return changes, {*removed, *dropped}
