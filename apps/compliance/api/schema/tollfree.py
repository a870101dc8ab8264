"""Toll-free verifications in the reference (Plivo docs, Toll-free verification)."""

from drf_spectacular.utils import OpenApiParameter, extend_schema_view

from apps.compliance.api.schema import fields as fields  # registers how bodies are described
from apps.compliance.choices import TollfreeStatus
from apps.compliance.serializers import (
    TollfreeVerificationRequest,
    TollfreeVerificationResource,
    TollfreeVerificationUpdateRequest,
)
from apps.dialects.plivo.schema import (
    IF_MATCH,
    PAGING,
    flat,
    in_path,
    in_query,
    listing,
    operation,
    received,
)

TAG = "Toll-free verification"
UUID = in_path("uuid", "The verification's id, ours or Plivo's.")
DAY = {"type": "string", "format": "date"}
DAYS = {
    "created": "Filed on this day, UTC.",
    "created__gt": "Filed after this day.",
    "created__gte": "Filed on or after this day.",
    "created__lt": "Filed before this day.",
    "created__lte": "Filed on or before this day.",
}

LIST = extend_schema_view(
    get=operation(
        "listTollfreeVerifications",
        "List verifications",
        "All of the account, newest first; Plivo's own list shows seven days unless dates are "
        "given.",
        tag=TAG,
        parameters=[
            *PAGING,
            in_query("number", "Of this toll-free number."),
            in_query("status", "Where it stands.", TollfreeStatus.values),
            in_query("profile_uuid", "Of this company, by our id or Plivo's."),
            in_query("usecase", "With just these use cases, separated by commas."),
            *(OpenApiParameter(name, DAY, description=words) for name, words in DAYS.items()),
        ],
        answer=listing("TollfreeVerificationList", "objects", TollfreeVerificationResource),
        says="A page of verifications.",
    ),
    post=operation(
        "createTollfreeVerification",
        "File a verification",
        "Asks the carriers to let a toll-free number send. One open verification for each number.",
        tag=TAG,
        request=TollfreeVerificationRequest,
        answer=received("TollfreeVerificationCreated", uuid="The new verification's id."),
        says="Kept here; Linecheck files it with Plivo.",
        status=201,
        synced=True,
    ),
)
DETAIL = extend_schema_view(
    get=operation(
        "getTollfreeVerification",
        "Read a verification",
        "One verification. If Plivo did not take it, it stays SUBMITTED with an error_message.",
        tag=TAG,
        parameters=[UUID],
        answer=flat("TollfreeVerificationAnswer", TollfreeVerificationResource),
        says="The verification, without an envelope.",
        synced=True,
    ),
    post=operation(
        "updateTollfreeVerification",
        "Correct a verification",
        "Only while it is SUBMITTED or UPDATE_REQUIRED, and within six days once data is wanted. "
        '`""` means unchanged; null empties a text.',
        tag=TAG,
        parameters=[UUID, IF_MATCH],
        request=TollfreeVerificationUpdateRequest,
        answer=received("TollfreeVerificationUpdated"),
        says="Kept here; Linecheck corrects it at Plivo.",
        status=202,
        synced=True,
    ),
    delete=operation(
        "deleteTollfreeVerification",
        "Withdraw a verification",
        "Only while it is SUBMITTED, PROCESSING or UPDATE_REQUIRED.",
        tag=TAG,
        parameters=[UUID, IF_MATCH],
        answer=None,
        says="It is gone here at once; no body.",
        status=204,
        synced=True,
        versioned=False,
    ),
)
