"""`/10dlc/Campaign/`"""

import hashlib
import uuid
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
    new_id,
    ok,
    page,
    pay,
    public,
)
from apps.sandbox.store import iso
from apps.sandbox.validation import campaign as validation
from apps.sandbox.validation import choices
from apps.sandbox.validation.reader import Invalid, Reader, Refusal, without

# USD per submission, first or repeated (Plivo docs, Update a campaign).
VETTING_FEE = 15


def create(call: Call) -> Answer:
    fields = validation.created(call.body)
    url, method = Reader(call.body).callback()
    brand = find(call.account, "brand", fields["brand_id"])
    if brand is None:
        raise Invalid("brand_id: Brand not found.")
    if brand.state != "COMPLETED":
        raise Invalid(
            f"brand_id: brand {brand.remote_id} is {brand.state}; "
            "a campaign needs a registered brand."
        )
    if (brand.body["brand_type"] == "STARTER") != (fields["usecase"] == "STARTER"):
        raise Invalid("usecase STARTER belongs to STARTER brands, and they allow no other.")
    row = _new_campaign(call, new_id(call.account, "C", "campaign"), fields, "plivo", url, method)
    pay(call, "campaign", row.remote_id, VETTING_FEE)
    # Plivo's page prints apiId and campaignId, every SDK reads api_id and campaign_id.
    api_id = str(uuid.uuid4())
    return Answer(
        {
            "api_id": api_id,
            "apiId": api_id,
            "campaign_id": row.remote_id,
            "campaignId": row.remote_id,
            "message": "Request to create campaign was received and is being processed.",
        }
    )


def imported(call: Call) -> Answer:
    fields = validation.imported(call.body)
    url, method = Reader(call.body).callback()
    campaign_id = fields["campaign_id"]
    if campaign_id.startswith(magic.UNSHARED_PREFIX):
        raise Refusal(404, f"The campaign {campaign_id} is not shared with Plivo.")
    if find(call.account, "campaign", campaign_id):
        raise Invalid(f"The campaign {campaign_id} is already imported.")
    content = {
        **_shared_content(campaign_id),
        "campaign_alias": fields["campaign_alias"],
    }
    _new_campaign(call, campaign_id, content, "shared", url, method)
    return ok(
        campaign_id=campaign_id,
        message="Request to import campaign was received and is being processed.",
    )


def _new_campaign(
    call: Call,
    campaign_id: str,
    fields: dict[str, Any],
    source: str,
    url: str,
    method: str,
) -> Resource:
    body = {
        "campaign_id": campaign_id,
        "registration_status": "PROCESSING",
        "reseller_id": "",
        **{key: value for key, value in fields.items() if value not in ("", [])},
        "created_at": iso(call.now),
        "campaign_source": source,
    }
    row = Resource(
        account=call.account,
        kind="campaign",
        remote_id=campaign_id,
        parent=fields["brand_id"],
        body=body,
        state="PROCESSING",
        callback_url=url,
        callback_method=method,
        created_at=call.now,
    )
    lifecycle.schedule(row, magic.campaign_verdict(body)[0], call.now)
    row.save()
    callbacks.campaign(row, call.now)
    return row


def index(call: Call) -> Answer:
    filters = {
        "usecase": chosen(call, "usecase", choices.USE_CASE_CODES),
        "brand_id": call.query.get("brand_id", "").strip(),
        "registration_status": chosen(call, "registration_status", choices.CAMPAIGN_STATUSES),
        "campaign_source": chosen(call, "campaign_source", choices.CAMPAIGN_SOURCES).lower(),
    }
    rows = live(call.account, "campaign").order_by("-id")
    if filters["usecase"]:
        rows = rows.filter(body__usecase=filters["usecase"])
    if filters["brand_id"]:
        rows = rows.filter(parent=filters["brand_id"])
    if filters["registration_status"]:
        rows = rows.filter(state=filters["registration_status"])
    if filters["campaign_source"]:
        rows = rows.filter(body__campaign_source=filters["campaign_source"])
    return page(call, rows, path="10dlc/Campaign", key="campaigns", filters=filters)


def detail(call: Call, campaign_id: str) -> Answer:
    return ok(campaign=public(get(call.account, "campaign", campaign_id).body))


def update(call: Call, campaign_id: str) -> Answer:
    row = get(call.account, "campaign", campaign_id)
    if row.state not in ("FAILED", "PROCESSING"):
        raise Invalid(
            f"The campaign is {row.state}; only a FAILED or PROCESSING campaign can be updated."
        )
    changes = validation.updated(call.body)
    url, method = Reader(call.body).callback()
    if url:
        row.callback_url, row.callback_method = url, method
    row.body = without(row.body, call.body, validation.REQUIRED) | changes
    row.state = row.body["registration_status"] = "PROCESSING"
    for name in ("error_code", "error_reason", "error_description"):
        row.body.pop(name, None)
    lifecycle.schedule(row, magic.campaign_verdict(row.body)[0], call.now)
    row.save()
    callbacks.campaign(row, call.now)
    pay(call, "campaign update", row.remote_id, VETTING_FEE)
    return ok(campaign=public(row.body))


def delete(call: Call, campaign_id: str) -> Answer:
    row = get(call.account, "campaign", campaign_id)
    links = live(call.account, "link").filter(parent=campaign_id)
    if links.filter(state="PROCESSING").exists():
        raise Invalid("The campaign has numbers in processing status and cannot be deleted.")
    for link in links:
        lifecycle.set_number_standing(call.account, link.remote_id, "UNREGISTERED", "")
    links.update(deleted_at=call.now)
    row.deleted_at = call.now
    row.save(update_fields=["deleted_at"])
    return ok(campaign_id=row.remote_id, message="Campaign Deactivated")


def _shared_content(campaign_id: str) -> dict[str, Any]:
    """What a campaign registered at TCR itself might say; the same for the same id."""
    digest = hashlib.sha256(campaign_id.encode()).hexdigest().upper()
    return {
        "brand_id": f"B{digest[:6]}",
        "vertical": "RETAIL",
        "usecase": "CUSTOMER_CARE",
        "description": "Support agents answer questions customers have about their orders.",
        "sample1": "Riverside Goods: your replacement left our warehouse today.",
        "sample2": "Riverside Goods: an agent will call you back within the hour.",
        "message_flow": "Customers tick an unchecked box beside their phone number at checkout "
        "on riverside.example.com and get a confirmation by SMS.",
        "help_message": "Riverside Goods: write to help@riverside.example.com. Reply STOP to end.",
        "optin_keywords": "START,YES",
        "optin_message": "Riverside Goods: you now get order updates. Reply STOP to end.",
        "optout_keywords": "STOP,END",
        "optout_message": "Riverside Goods: you are unsubscribed and get no more messages.",
        "help_keywords": "HELP,INFO",
        "campaign_attributes": {
            name: name in validation.MUST_BE_TRUE for name in validation.ATTRIBUTES
        },
    }
