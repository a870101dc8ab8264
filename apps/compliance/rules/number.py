"""What Plivo asks of a number that is to be linked to a campaign. Values: ``number`` (digits).

Context: ``account_number`` is None when the account does not rent it, else ``country``, ``type``,
``sms_enabled``, ``gone``; ``linked_to`` is the alias of the campaign that has it; ``campaign`` is
None when unknown, else ``status``, ``retired``, ``numbers`` (live links), ``usecase`` and
``brand_type``.
"""

import re
from typing import Any

import phonenumbers

from apps.compliance.rules import shapes
from apps.compliance.rules.registry import (
    NUMBER_DOCS,
    TOLLFREE_DOCS,
    Context,
    Values,
    Verdict,
    rule,
)
from apps.compliance.rules.shapes import filled

TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
NORTH_AMERICA = frozenset({"US", "CA", "USA", "UNITED STATES", "CANADA"})
LINK = frozenset({"create"})

shapes.required("number", "number", "Choose a number to link.", NUMBER_DOCS, acts=LINK)
shapes.formatted(
    "number",
    "number",
    "This is not a complete phone number. Enter it with country code, for example 12025551111.",
    NUMBER_DOCS,
    lambda value: bool(re.fullmatch(r"\d{8,15}", value)),
    acts=LINK,
)


def _digits(values: Values) -> str:
    return str(values.get("number") or "")


def _account(context: Context) -> Any:
    return context.get("account_number") or {}


def is_toll_free(digits: str) -> bool:
    """Toll-free by its prefix; the account's own word on a number's type may be missing."""
    return len(digits) == 11 and digits.startswith(tuple(f"1{p}" for p in TOLL_FREE))


@rule(
    "number.number.north_american",
    "number",
    text="10DLC is for local numbers of the United States and Canada. Choose one of those.",
    source="Plivo docs, 10DLC overview",
    acts=LINK,
)
def north_american(values: Values, context: Context) -> Verdict:
    digits = _digits(values)
    if not re.fullmatch(r"\d{8,15}", digits):
        return True
    if not re.fullmatch(r"1[2-9]\d{9}", digits):
        return False
    region = _account(context).get("country") or phonenumbers.region_code_for_number(
        phonenumbers.parse(f"+{digits}")
    )
    # Numbering metadata does not know every new area code; only a sure foreigner is refused.
    return not region or str(region).upper() in NORTH_AMERICA


@rule(
    "number.number.toll_free",
    "number",
    text="This is a toll-free number. It needs a toll-free verification, not a campaign.",
    source=TOLLFREE_DOCS,
    acts=LINK,
)
def not_toll_free(values: Values, context: Context) -> Verdict:
    digits = _digits(values)
    return not is_toll_free(digits) and _account(context).get("type") != "tollfree"


@rule(
    "number.number.rented",
    "number",
    text="This account does not have this number. Rent it at Plivo first, or choose another.",
    source=NUMBER_DOCS,
    acts=LINK,
)
def rented(values: Values, context: Context) -> Verdict:
    if "account_number" not in context or not filled(values, "number"):
        return True
    number = context["account_number"]
    return number is not None and not number.get("gone", False)


@rule(
    "number.number.sms",
    "number",
    text="This number cannot send text messages. Choose one with SMS.",
    source="Plivo docs, Account phone number",
    acts=LINK,
)
def sms_enabled(values: Values, context: Context) -> Verdict:
    return _account(context).get("sms_enabled", True) is not False


@rule(
    "number.number.linked",
    "number",
    text="This number is already linked to a campaign. Unlink it there first.",
    source="Plivo SDK fixtures, “already requested for linking”",
    acts=LINK,
)
def not_linked(values: Values, context: Context) -> Verdict:
    name = context.get("linked_to", "")
    return not name or f"This number is already linked to {name}. Unlink it there first."


@rule(
    "number.campaign.known",
    "campaign",
    text="There is no such campaign in this connection. Choose one from the list.",
    source=NUMBER_DOCS,
    acts=LINK,
)
def campaign_known(values: Values, context: Context) -> Verdict:
    return not ("campaign" in context and context["campaign"] is None)


@rule(
    "number.campaign.usable",
    "campaign",
    text="This campaign cannot take numbers. Choose one that is active or under review.",
    source="Plivo docs, 10DLC callbacks",
    acts=LINK,
)
def campaign_usable(values: Values, context: Context) -> Verdict:
    # A campaign still PROCESSING is fine: the number waits here until the campaign is active.
    campaign = context.get("campaign") or {}
    if campaign.get("retired", False):
        return "This campaign has been deactivated. Choose another one."
    status = str(campaign.get("status", "")).upper()
    if status == "FAILED":
        return "This campaign was declined. Correct it and send it again before you link numbers."
    if status == "EXPIRED":
        return "This campaign has expired. File it again before you link numbers."
    return True


@rule(
    "number.campaign.many",
    "campaign",
    text="A campaign takes 49 numbers; more need a number pool that the carriers approve.",
    source="Plivo SDK fixtures, number_pool_limit",
    acts=LINK,
    advice=True,
)
def not_too_many(values: Values, context: Context) -> Verdict:
    return int((context.get("campaign") or {}).get("numbers", 0)) < 49


@rule(
    "number.campaign.starter",
    "campaign",
    text="A Starter campaign takes five numbers at most.",
    source="Plivo blog, Starter 10DLC, 2022-02-08",
    acts=LINK,
    advice=True,
)
def starter_takes_five(values: Values, context: Context) -> Verdict:
    campaign = context.get("campaign") or {}
    starter = "STARTER" in (campaign.get("usecase"), campaign.get("brand_type"))
    return not (starter and int(campaign.get("numbers", 0)) >= 5)
