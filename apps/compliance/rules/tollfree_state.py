"""What Plivo lets one do with a toll-free verification in the state it is in.

Context: ``status`` is the verification's own, ``changed`` the fixed fields an update would change.
"""

from apps.compliance.rules import shapes
from apps.compliance.rules.registry import TOLLFREE_DOCS, Context, Values, Verdict, rule

CHANGEABLE = frozenset({"SUBMITTED", "UPDATE_REQUIRED"})
DELETABLE = CHANGEABLE | {"PROCESSING"}

UPDATABLE = frozenset(
    (
        "profile_uuid",
        "usecase",
        "usecase_summary",
        "message_sample",
        "optin_image_url",
        "optin_type",
        "volume",
        "additional_information",
        "extra_data",
        "terms_and_conditions_link",
        "privacy_policy_link",
        "optin_message",
        "help_message",
    )
)
"""Columns an update may change (Plivo docs; the last four: Plivo SDKs since 2026-07)."""

_UNCHANGEABLE = {
    "PROCESSING": "This verification is being processed. Wait for the decision, or delete it and "
    "file a new one.",
    "APPROVED": "This verification is approved and cannot be changed. File a new one.",
    "REJECTED": "This verification was rejected, which is final for its use case. File a new one "
    "for another use case.",
}


def _status(context: Context) -> str:
    return str(context.get("status") or "SUBMITTED").upper()


@rule(
    "tollfree.update.status",
    "__all__",
    text="Only a verification that is submitted or needs an update can be changed.",
    source=TOLLFREE_DOCS,
    acts={"update"},
)
def changeable(values: Values, context: Context) -> Verdict:
    status = _status(context)
    return status in CHANGEABLE or _UNCHANGEABLE.get(status, False)


@rule(
    "tollfree.delete.status",
    "__all__",
    text="Plivo deletes a verification only until it is decided. This one stays on record.",
    source=TOLLFREE_DOCS,
    acts={"delete"},
)
def deletable(values: Values, context: Context) -> Verdict:
    status = _status(context)
    if status in DELETABLE:
        return True
    if status not in ("APPROVED", "REJECTED"):
        return False
    return f"This verification is {status.lower()} and stays; Plivo deletes only open ones."


shapes.fixed(
    "tollfree",
    "number",
    "The number of a filed verification cannot be changed. File a new one for the other number.",
    TOLLFREE_DOCS,
)
