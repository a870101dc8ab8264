"""Inputs that make the double misbehave the way Plivo and PingOne can. Capital letters count.

`TABLE` is what docs/sandbox.md prints and `GET /_control/magic` answers.
"""

import re
from typing import Any

from apps.sandbox.pingone import magic as pingone_magic

# Plivo support 26269324249753 has the sentences; the codes are unknown and ours.
BRAND_DECLINES = {
    "DECLINE TAX": (
        "TAX_ID",
        "Tax ID does not match the company name or business type.",
    ),
    "DECLINE NONPROFIT": ("NON_PROFIT", "IRS tax exempt subsection status not found"),
    "DECLINE GOV": ("GOVERNMENT", "Not recognized as a government entity"),
}
DECLINED_EIN = "000000001"

# Plivo support 24760935120665; 1001's reason is printed in the official SDKs' fixtures.
CAMPAIGN_DECLINES = {
    "1001": (
        "The campaign content falls under a prohibited content category.",
        "Campaigns of this category cannot be supported. Deactivate the campaign.",
    ),
    "1002": (
        "The brand is not the business that sends the messages.",
        "Register the sending business itself, not its service provider, as the brand.",
    ),
    "1003": (
        "The content is direct lending but the attribute is not selected.",
        "Campaign attributes cannot be changed. Create the campaign again with direct_lending.",
    ),
    "1004": (
        "The message flow is incomplete or unclear.",
        "Describe every way a customer opts in, and resubmit the campaign.",
    ),
}

# Plivo support 46297627862169 has the sentences.
TOLLFREE_REJECTIONS = {
    "REJECT SHAFT": "SHAFT content is not supported",
    "REJECT AGE": "Age gate policy needs to be added",
    "REJECT USECASE": "Unsupported use case and message content",
    "REJECT URL": "Invalid or unaccepted domain/URL",
    "REJECT BUSINESS": "Business information could not be validated",
    "REJECT OPTIN": "Opt-in information failed validation",
}
ASKED_FOR = TOLLFREE_REJECTIONS["REJECT OPTIN"]
OVERDUE = "The requested data was not supplied within six days."

FAILING_LINE = "0000"
ENDLESS_LINE = "0001"
UNSHARED_PREFIX = "CX"

TABLE: list[dict[str, str]] = [
    {
        "object": "account",
        "field": "auth token",
        "input": "wrong, or anything starting with bad",
        "effect": "401 on every request",
    },
    *(
        {
            "object": "brand",
            "field": "company_name of its profile",
            "input": phrase,
            "effect": f"brand FAILED: {message}",
        }
        for phrase, (_, message) in BRAND_DECLINES.items()
    ),
    {
        "object": "brand",
        "field": "ein of its profile",
        "input": DECLINED_EIN,
        "effect": f"brand FAILED: {BRAND_DECLINES['DECLINE TAX'][1]}",
    },
    {
        "object": "brand",
        "field": "company_name of its profile",
        "input": "SCORE 30 (any number from 0 to 100)",
        "effect": "that vetting_score; below 75 the campaigns get low throughput",
    },
    {
        "object": "brand",
        "field": "company_name of its profile",
        "input": "STAY PROCESSING",
        "effect": "brand never leaves PROCESSING",
    },
    *(
        {
            "object": "campaign",
            "field": "any text",
            "input": f"DECLINE {code}",
            "effect": f"campaign FAILED with error_code {code}: {reason}",
        }
        for code, (reason, _) in CAMPAIGN_DECLINES.items()
    ),
    {
        "object": "campaign",
        "field": "any text",
        "input": "STAY PROCESSING",
        "effect": "campaign never leaves PROCESSING",
    },
    {
        "object": "campaign",
        "field": "any text",
        "input": "EXPIRE",
        "effect": "campaign ACTIVE, then EXPIRED after another delay",
    },
    {
        "object": "import",
        "field": "campaign_id",
        "input": f"{UNSHARED_PREFIX}12345 (anything starting with {UNSHARED_PREFIX})",
        "effect": "404: the campaign is not shared with Plivo",
    },
    {
        "object": "number",
        "field": "number",
        "input": f"the rented local number ending {FAILING_LINE}",
        "effect": "linking FAILED",
    },
    {
        "object": "number",
        "field": "number",
        "input": f"the rented local number ending {ENDLESS_LINE}",
        "effect": "linking never leaves PROCESSING",
    },
    *(
        {
            "object": "toll-free",
            "field": "any text",
            "input": phrase,
            "effect": f"verification REJECTED with error_message: {message}",
        }
        for phrase, message in TOLLFREE_REJECTIONS.items()
    ),
    {
        "object": "toll-free",
        "field": "any text",
        "input": "UPDATE REQUIRED",
        "effect": f"verification UPDATE_REQUIRED with error_message: {ASKED_FOR}; "
        "REJECTED six days later",
    },
    {
        "object": "toll-free",
        "field": "any text",
        "input": "STAY SUBMITTED",
        "effect": "verification never leaves SUBMITTED",
    },
    {
        "object": "toll-free",
        "field": "any text",
        "input": "STAY PROCESSING",
        "effect": "verification PROCESSING after the delay, for ever",
    },
    *pingone_magic.TABLE,
]


def brand_verdict(body: dict[str, Any]) -> tuple[str, tuple[str, str] | None]:
    """(final state or "" for never, (code, message) of a decline)."""
    name = body.get("company_name", "")
    for phrase, decline in BRAND_DECLINES.items():
        if phrase in name:
            return "FAILED", decline
    if re.sub(r"\D", "", body.get("ein", "")) == DECLINED_EIN:
        return "FAILED", BRAND_DECLINES["DECLINE TAX"]
    if "STAY PROCESSING" in name:
        return "", None
    return "COMPLETED", None


def vetting_score(company_name: str) -> int:
    asked = re.search(r"\bSCORE (\d{1,3})\b", company_name)
    return min(int(asked[1]), 100) if asked else 80


def campaign_verdict(body: dict[str, Any]) -> tuple[str, str]:
    """(final state or "" for never, decline code or "")."""
    text = _texts(body)
    declined = re.search(r"\bDECLINE (100[1-4])\b", text)
    if declined:
        return "FAILED", declined[1]
    if "STAY PROCESSING" in text:
        return "", ""
    return "ACTIVE", ""


def campaign_expires(body: dict[str, Any]) -> bool:
    return re.search(r"\bEXPIRE\b", _texts(body)) is not None


def link_verdict(number: str) -> str:
    if number.endswith(FAILING_LINE):
        return "FAILED"
    return "" if number.endswith(ENDLESS_LINE) else "COMPLETED"


def tollfree_verdict(body: dict[str, Any]) -> tuple[str, str]:
    """(state after the delay or "" for never, error_message)."""
    text = _texts(body)
    for phrase, message in TOLLFREE_REJECTIONS.items():
        if re.search(rf"\b{phrase}\b", text):
            return "REJECTED", message
    if "UPDATE REQUIRED" in text:
        return "UPDATE_REQUIRED", ASKED_FOR
    if "STAY SUBMITTED" in text:
        return "", ""
    return ("PROCESSING" if "STAY PROCESSING" in text else "APPROVED"), ""


def _texts(body: dict[str, Any]) -> str:
    return "\n".join(value for value in body.values() if isinstance(value, str))
