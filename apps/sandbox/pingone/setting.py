"""`/notificationsSettings/phoneDeliverySettings`. `?expand=twilioverifytemplates` is accepted."""

from apps.sandbox.arrival import Answer
from apps.sandbox.models import Environment, Resource
from apps.sandbox.pingone import secrets, setting_rules, vendors
from apps.sandbox.pingone.checks import without_nulls
from apps.sandbox.pingone.common import (
    PATHS,
    READ_ONLY,
    Body,
    Call,
    chain_ids,
    get,
    listed,
    live,
    new,
    one,
    replace,
    stamp,
)
from apps.sandbox.pingone.errors import Refused
from apps.sandbox.pingone.errors import detail as error_detail
from apps.sandbox.pingone.policy import name_taken

MOST = 10


def index(call: Call) -> Answer:
    size = Environment.objects.get(pk=call.environment).page_size
    return listed(call, "setting", live(call.account, "setting"), PATHS["setting"], size)


def detail(call: Call, setting_id: str) -> Answer:
    return one(call, get(call, "setting", setting_id))


def create(call: Call) -> Answer:
    fields, hidden = _fields(call, None)
    if live(call.account, "setting").count() >= MOST:
        message = f"An environment can have {MOST} phone delivery settings."
        wrong = error_detail("SIZE_LIMIT_EXCEEDED", message, maximumValue=MOST)
        raise Refused(400, "REQUEST_FAILED", wrong)
    return one(call, new(call.account, "setting", fields, at=call.now, secrets=hidden), 201)


def update(call: Call, setting_id: str) -> Answer:
    row = get(call, "setting", setting_id)
    fields, hidden = _fields(call, row)
    # A token that cannot change stays, whether the page sends it or not.
    kept = {key: row.secrets[key] for key in secrets.TOP if key in row.secrets}
    replace(call, row, fields, kept | hidden)
    return one(call, row)


def delete(call: Call, setting_id: str) -> Answer:
    row = get(call, "setting", setting_id)
    if any(setting_id in chain_ids(policy.body) for policy in live(call.account, "policy")):
        message = "The settings are in the fallback chain of a notification policy."
        wrong = error_detail("CONSTRAINT_VIOLATION", message)
        raise Refused(400, "REQUEST_FAILED", wrong)
    row.deleted_at = call.now
    row.save(update_fields=["deleted_at"])
    return Answer({}, 204)


def _fields(call: Call, stored: Resource | None) -> tuple[Body, dict[str, str]]:
    """(the completed body without its secrets, their digests), its name nobody else's."""
    body = without_nulls({k: v for k, v in call.body.items() if k not in READ_ONLY})
    setting_rules.check(body, stored)
    if body["provider"] == setting_rules.CUSTOM:
        _check_name(call, body["name"])
    body = setting_rules.filled(body)
    if body["provider"] in vendors.PROVIDERS:
        body = vendors.read(body, stamp(call.now))
    return secrets.cut(body)


def _check_name(call: Call, name: str) -> None:
    """The holder of a name is recognised by the `id` in the body alone, also in a PUT."""
    named = live(call.account, "setting").filter(
        body__provider=setting_rules.CUSTOM, body__name=name
    )
    taken = named.exclude(remote_id=str(call.body.get("id"))).first()
    if taken is not None:
        raise name_taken(taken)
