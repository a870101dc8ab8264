"""The control calls only PingOne's side has: loading a world as it stands, and paging its lists."""

from typing import Any

from django.http import HttpRequest

from apps.sandbox import worlds
from apps.sandbox.control import account_of, describe, view
from apps.sandbox.models import Account, Environment, Resource
from apps.sandbox.pingone import environments, secrets
from apps.sandbox.store import turn
from apps.sandbox.validation.reader import Invalid

LOADED = {"settings": "setting", "policies": "policy"}


@view("POST")
def load(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """Replace all objects of an environment by these, stored as given under their own ids."""
    with turn():
        account = _environment(request, body).account
        rows = [
            _row(account, kind, given, f"{name}[{index}]")
            for name, kind in LOADED.items()
            for index, given in enumerate(_list(body, name))
        ]
        if len({(row.kind, row.remote_id) for row in rows}) < len(rows):
            raise Invalid("Two objects of one kind have the same id.")
        Resource.objects.filter(account=account).delete()
        Resource.objects.bulk_create(rows)
        made = Resource.objects.filter(account=account).order_by("id")
        return {
            name: [describe(row) for row in made if row.kind == kind]
            for name, kind in LOADED.items()
        }


@view("POST")
def paging(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """Let both lists come in pages of `size`; null or 0 answers everything at once."""
    size = body.get("size")
    if size is not None and (type(size) is not int or not 0 <= size <= 1000):
        raise Invalid("size must be an integer from 0 to 1000, or null.")
    with turn():
        environment = _environment(request, body)
        environment.page_size = size or None
        environment.save(update_fields=["page_size"])
        return {"account": environment.account_id, "size": environment.page_size}


def _environment(request: HttpRequest, body: dict[str, Any]) -> Environment:
    account = account_of(request, body)
    if not environments.is_id(account):
        raise Invalid("account must be the id of an environment.")
    return environments.opened(account)


def _list(body: dict[str, Any], name: str) -> list[Any]:
    given = body.get(name, [])
    if not isinstance(given, list):
        raise Invalid(f"{name} must be an array.")
    return given


def _row(account: Account, kind: str, given: Any, place: str) -> Resource:
    remote_id = given.get("id") if isinstance(given, dict) else None
    if not isinstance(remote_id, str) or not 0 < len(remote_id) <= 64:
        raise Invalid(f"{place} must be an object with its id.")
    body, hidden = secrets.cut(given) if kind == "setting" else (given, {})
    return Resource(
        account=account,
        kind=kind,
        remote_id=remote_id,
        body=body,
        secrets=hidden,
        created_at=worlds.now(account),
    )
