"""`/10dlc/Campaign/{id}/Number/` and the account's phone numbers at `/Number/`."""

from typing import Any

from apps.sandbox import callbacks, lifecycle, magic
from apps.sandbox.models import Resource
from apps.sandbox.plivo.common import (
    Answer,
    Call,
    chosen,
    find,
    get,
    live,
    ok,
    page,
    window,
)
from apps.sandbox.validation import choices
from apps.sandbox.validation import number as validation
from apps.sandbox.validation.reader import Invalid, Reader, Refusal

# Number pool limit as printed in the SDKs' fixtures; five for STARTER (Plivo blog).
POOL_LIMIT, STARTER_LIMIT = 49, 5


def link(call: Call, campaign_id: str) -> Answer:
    campaign = get(call.account, "campaign", campaign_id)
    numbers = validation.linked(call.body)
    url, method = Reader(call.body).callback()
    if campaign.state != "ACTIVE":
        raise Invalid(
            f"The campaign is {campaign.state}; numbers can be linked to an ACTIVE campaign only."
        )
    for number in numbers:
        _check_linkable(call, number)
    taken = live(call.account, "link").filter(parent=campaign_id).exclude(state="FAILED").count()
    if taken + len(numbers) > _limit(campaign):
        raise Invalid(f"A campaign can have at most {_limit(campaign)} numbers.")
    for number in numbers:
        _link(call, campaign, number, url, method)
    return ok(
        202,
        message=f"Request to link {','.join(numbers)} to campaign {campaign_id} was received "
        "and is being processed",
    )


def _check_linkable(call: Call, number: str) -> None:
    rented = find(call.account, "number", number)
    if rented is None:
        raise Invalid(f"The number {number} is not rented to this account")
    standing = find(call.account, "link", number)
    if standing is not None and standing.state != "FAILED":
        raise Invalid(f"The number {number} is already requested for linking")
    local = rented.body["type"] == "fixed" and rented.body["country"] in ("US", "CA")
    if not local:
        raise Invalid(f"The number {number} is not a US or Canadian local number")
    if not rented.body["sms_enabled"]:
        raise Invalid(f"The number {number} is not SMS enabled")


def _link(call: Call, campaign: Resource, number: str, url: str, method: str) -> None:
    # Only a FAILED link can still be here: the new request takes its place.
    live(call.account, "link").filter(remote_id=number).update(deleted_at=call.now, changes_at=None)
    row = Resource(
        account=call.account,
        kind="link",
        remote_id=number,
        parent=campaign.remote_id,
        body={"number": number, "status": "PROCESSING"},
        state="PROCESSING",
        callback_url=url,
        callback_method=method,
        created_at=call.now,
    )
    lifecycle.schedule(row, magic.link_verdict(number), call.now)
    row.save()
    lifecycle.set_number_standing(call.account, number, "PROCESSING", campaign.remote_id)
    callbacks.link(row, call.now, "created")


def linked(call: Call, campaign_id: str) -> Answer:
    campaign = get(call.account, "campaign", campaign_id)
    limit, offset = window(call)
    rows = live(call.account, "link").filter(parent=campaign_id).order_by("id")
    return _numbers(call, campaign, [row.body for row in rows[offset : offset + limit]])


def linked_number(call: Call, campaign_id: str, number: str) -> Answer:
    campaign = get(call.account, "campaign", campaign_id)
    return _numbers(call, campaign, [_get_link(call, campaign_id, number).body])


def unlink(call: Call, campaign_id: str, number: str) -> Answer:
    get(call.account, "campaign", campaign_id)
    row = _get_link(call, campaign_id, validation.digits(number))
    url, method = Reader(call.body).callback()
    if row.next_state != lifecycle.UNLINKED:
        if url:
            row.callback_url, row.callback_method = url, method
        row.state = row.body["status"] = "PROCESSING"
        lifecycle.schedule(row, lifecycle.UNLINKED, call.now)
        row.save()
        lifecycle.set_number_standing(call.account, row.remote_id, "PROCESSING", campaign_id)
        callbacks.unlink(row, call.now, "created")
    return ok(
        202,
        message=f"Request to unlink {row.remote_id} from campaign {campaign_id} was received "
        "and is being processed",
    )


def index(call: Call) -> Answer:
    filters = {
        "type": chosen(call, "type", choices.NUMBER_TYPES).lower().replace("-", ""),
        "number_startswith": call.query.get("number_startswith", "").strip().removeprefix("+"),
    }
    rows = live(call.account, "number").order_by("id")
    if filters["type"]:
        rows = rows.filter(body__type=filters["type"])
    if filters["number_startswith"]:
        rows = rows.filter(remote_id__startswith=filters["number_startswith"])
    return page(call, rows, path="Number", key="objects", filters=filters)


def detail(call: Call, number: str) -> Answer:
    return ok(**get(call.account, "number", number.removeprefix("+")).body)


def _get_link(call: Call, campaign_id: str, number: str) -> Resource:
    row = find(call.account, "link", number.removeprefix("+"))
    if row is None or row.parent != campaign_id:
        raise Refusal(404, f"The number {number} is not linked to this campaign")
    return row


def _limit(campaign: Resource) -> int:
    return STARTER_LIMIT if campaign.body.get("usecase") == "STARTER" else POOL_LIMIT


def _numbers(call: Call, campaign: Resource, found: list[dict[str, Any]]) -> Answer:
    states = live(call.account, "link").filter(parent=campaign.remote_id)
    summary: dict[str, int] = {}
    for state in states.values_list("state", flat=True):
        summary[state] = summary.get(state, 0) + 1
    return ok(
        campaign_alias=campaign.body.get("campaign_alias", ""),
        campaign_id=campaign.remote_id,
        phone_numbers=found,
        phone_numbers_summary=summary,
        number_pool_limit=_limit(campaign),
        usecase=campaign.body.get("usecase", ""),
    )
