"""The rules of a filing. ``check`` says what would be refused, ``advise`` what to think over."""

from apps.compliance.rules import (
    brand,
    campaign,
    campaign_state,
    campaign_text,
    normalize,
    number,
    profile,
    tollfree,
    tollfree_company,
    tollfree_consent,
    tollfree_evidence,
    tollfree_state,
    tollfree_text,
)
from apps.compliance.rules.registry import RULES, Rule, advise, check, rules_of
from apps.compliance.rules.shapes import limits

__all__ = [
    "RULES",
    "Rule",
    "advise",
    "brand",
    "campaign",
    "campaign_state",
    "campaign_text",
    "check",
    "limits",
    "normalize",
    "number",
    "profile",
    "rules_of",
    "tollfree",
    "tollfree_company",
    "tollfree_consent",
    "tollfree_evidence",
    "tollfree_state",
    "tollfree_text",
]
