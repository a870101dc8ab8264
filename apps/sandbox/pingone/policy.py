"""`/notificationsPolicies`"""

from apps.sandbox.arrival import Answer
from apps.sandbox.models import Environment, Resource
from apps.sandbox.pingone import policy_rules
from apps.sandbox.pingone.checks import without_nulls
from apps.sandbox.pingone.common import (
    KEYS,
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
)
from apps.sandbox.pingone.errors import Refused
from apps.sandbox.pingone.errors import detail as error_detail

PATH = KEYS["policy"]


def index(call: Call) -> Answer:
    size = Environment.objects.get(pk=call.environment).page_size
    return listed(call, "policy", live(call.account, "policy"), PATH, size)


def detail(call: Call, policy_id: str) -> Answer:
    return one(call, get(call, "policy", policy_id))


def create(call: Call) -> Answer:
    fields = _fields(call, "")
    row = new(call.account, "policy", fields, at=call.now)
    _keep_one_default(row)
    return one(call, row, 201)


def update(call: Call, policy_id: str) -> Answer:
    row = get(call, "policy", policy_id)
    fields = _fields(call, policy_id)
    if row.body.get("default") is True:
        # An environment is never without a default policy: it passes to another, or stays.
        fields["default"] = True
    replace(call, row, fields)
    _keep_one_default(row)
    return one(call, row)


def delete(call: Call, policy_id: str) -> Answer:
    row = get(call, "policy", policy_id)
    if row.body.get("default") is True:
        message = "You cannot remove default notifications policy."
        wrong = error_detail("CONSTRAINT_VIOLATION", message)
        raise Refused(400, "REQUEST_FAILED", wrong)
    row.deleted_at = call.now
    row.save(update_fields=["deleted_at"])
    return Answer({}, 204)


def providers(call: Call, policy_id: str) -> Answer:
    """The settings its chains name. PingOne prints the link and no page about it."""
    named = chain_ids(get(call, "policy", policy_id).body)
    rows = live(call.account, "setting").filter(remote_id__in=named)
    return listed(call, "setting", rows, f"{PATH}/{policy_id}/{KEYS['setting']}", None)


def _fields(call: Call, own_id: str) -> Body:
    """The checked and completed body, its name nobody else's."""
    body = without_nulls({k: v for k, v in call.body.items() if k not in READ_ONLY})
    settings = live(call.account, "setting").values_list("remote_id", flat=True)
    policy_rules.check(body, set(settings))
    others = live(call.account, "policy").exclude(remote_id=own_id)
    taken = others.filter(body__name=body["name"]).first()
    if taken is not None:
        raise name_taken(taken)
    return policy_rules.filled(body)


def name_taken(row: Resource) -> Refused:
    message = "A resource with the specified name already exists."
    wrong = error_detail("UNIQUENESS_VIOLATION", message, "name", existingId=row.remote_id)
    return Refused(400, "INVALID_DATA", wrong)


def _keep_one_default(row: Resource) -> None:
    if row.body.get("default") is not True:
        return
    for other in live(row.account, "policy").exclude(pk=row.pk).filter(body__default=True):
        other.body["default"] = False
        other.save(update_fields=["body"])
