"""Campaign input (Plivo docs, Create / Update / Import a campaign)."""

import re
from typing import Any

from apps.sandbox.validation import choices
from apps.sandbox.validation.reader import Invalid, Reader

KEYWORDS = re.compile(r"[A-Za-z0-9]+(,[A-Za-z0-9]+)*")
IMPORTABLE = re.compile(r"C[A-Z0-9]{6,8}")
MUST_BE_TRUE = ("subscriber_optin", "subscriber_optout", "subscriber_help")
ATTRIBUTES = (
    "embedded_link",
    "embedded_phone",
    "age_gated",
    "direct_lending",
    *MUST_BE_TRUE,
    "affiliate_marketing",
)
# (field, minimum length, required on create)
TEXTS = (
    ("description", 40, True),
    ("sample1", 20, True),
    ("sample2", 20, True),
    ("sample3", 20, False),
    ("sample4", 20, False),
    ("sample5", 20, False),
    ("message_flow", 40, True),
    ("help_message", 20, True),
    ("optout_message", 20, True),
    ("optin_message", 20, False),
)
KEYWORD_FIELDS = ("optin_keywords", "optout_keywords", "help_keywords")
PLAIN_FIELDS = ("terms_and_conditions_link", "privacy_policy_link", "reseller_id")


def created(body: dict[str, Any]) -> dict[str, Any]:
    """The stored fields of a new campaign, with `brand_id`."""
    read = Reader(_with_aliases(body))
    usecase = read.choice("usecase", choices.USE_CASE_CODES, required=True)
    return {
        "campaign_alias": read.text("campaign_alias", required=True),
        "brand_id": read.text("brand_id", required=True),
        "vertical": read.choice("vertical", choices.VERTICALS, required=True),
        "usecase": usecase,
        "sub_usecase": ",".join(_sub_usecases(read, usecase)),
        **_texts(read, required=True),
        "campaign_attributes": _attributes(read),
    }


REQUIRED = ("campaign_alias", "description", "sample1", "sample2", "message_flow", "help_message")


def updated(body: dict[str, Any]) -> dict[str, Any]:
    """The fields to change: those given and not empty."""
    read = Reader(_with_aliases(body))
    fields = {
        "campaign_alias": read.text("campaign_alias"),
        **_texts(read, required=False),
    }
    changes = {key: value for key, value in fields.items() if value}
    if not changes and None not in body.values():
        raise Invalid("The request names no field that can be updated.")
    return changes


def imported(body: dict[str, Any]) -> dict[str, str]:
    read = Reader(body)
    alias = read.text("campaign_alias", required=True)
    campaign_id = read.text("campaign_id", required=True)
    if not IMPORTABLE.fullmatch(campaign_id):
        raise Invalid(f"campaign_id '{campaign_id}' is not a valid campaign id.")
    return {"campaign_alias": alias, "campaign_id": campaign_id}


def _with_aliases(body: dict[str, Any]) -> dict[str, Any]:
    # The Node SDK's snake-case shim renames sample3..5.
    renamed = {f"sample{n}": body[f"sample_{n}"] for n in range(1, 6) if f"sample_{n}" in body}
    return {**renamed, **body}


def _texts(read: Reader, *, required: bool) -> dict[str, str]:
    fields = {
        field: read.text(field, required=required and wanted, least=least)
        for field, least, wanted in TEXTS
    }
    for field in KEYWORD_FIELDS:
        fields[field] = _keywords(read, field)
    for field in PLAIN_FIELDS:
        fields[field] = read.text(field)
    return fields


def _keywords(read: Reader, field: str) -> str:
    value = read.text(field)
    if value and not KEYWORDS.fullmatch(value):
        raise Invalid(
            f"{field} must be a comma-separated list without spaces or special characters."
        )
    if field == "help_keywords" and value != value.upper():
        raise Invalid("help_keywords must be in capital letters.")
    return value


def _sub_usecases(read: Reader, usecase: str) -> list[str]:
    codes = [code.upper() for code in read.texts("sub_usecases")]
    if usecase not in choices.COMPOSITE_USE_CASES:
        if codes:
            raise Invalid("sub_usecases is only applicable to STARTER, MIXED and LOW_VOLUME.")
        return []
    # Plivo defines MIXED and LOW_VOLUME as combinations; of STARTER it only says "applicable".
    if not codes and usecase == "STARTER":
        return []
    for code in codes:
        if code not in choices.SUB_USE_CASES:
            raise Invalid(f"sub_usecases: '{code}' is not allowed.")
    if not 2 <= len(codes) <= 5 or len(set(codes)) != len(codes):
        raise Invalid("sub_usecases must name two to five different use cases.")
    return codes


def _attributes(read: Reader) -> dict[str, bool]:
    attributes = {field: read.flag(field, required=True) for field in ATTRIBUTES}
    for field in MUST_BE_TRUE:
        if not attributes[field]:
            raise Invalid(f"{field} must be true.")
    return attributes
