"""``/TollfreeVerification/`` (Plivo docs, Toll-free verification)."""

from typing import Any

from django.db.models import Q
from rest_framework.request import Request
from rest_framework.response import Response

from apps.compliance.api import filters
from apps.compliance.api.schema import tollfree as schema
from apps.compliance.models import TollfreeVerification
from apps.compliance.models.reads import NONE, reads
from apps.compliance.rules import normalize
from apps.compliance.serializers import (
    TollfreeVerificationRequest,
    TollfreeVerificationResource,
    TollfreeVerificationUpdateRequest,
)
from apps.compliance.services import tollfree
from apps.dialects.plivo import paging
from apps.numberpools.services import learn_numbers
from apps.sync.plivo_api import AccountView

KEPT = ("number", "status", "profile_uuid", "usecase", "created", *filters.BOUNDS)


class TollfreeView(AccountView):
    family = "tollfree"

    def verification(self, uuid: str) -> TollfreeVerification:
        return self.one(TollfreeVerification.objects.select_related("profile"), uuid)


@schema.LIST
class TollfreeList(TollfreeView):
    def get(self, request: Request, auth_id: str) -> Response:
        """Without Plivo's hidden window of seven days: all there are, unless dates are given."""
        asked: Q = (
            reads(
                filters.word(request, "status"),
                refused=NONE,
                first="SUBMITTED",
                correctable="UPDATE_REQUIRED",
            )
            & filters.link(request, "profile_uuid", "profile")
            & filters.created(request)
        )
        if number := request.query_params.get("number", "").strip():
            asked &= Q(number=normalize.number(number))
        rows = self.mine(TollfreeVerification.objects.select_related("profile")).filter(asked)
        if use_cases := frozenset(normalize.use_cases(request.query_params.get("usecase", ""))):
            rows = rows.filter(pk__in=_with_exactly(rows, use_cases))
        return Response(paging.answer(request, rows, "objects", written, KEPT))

    def post(self, request: Request, auth_id: str) -> Response:
        values = self.read(TollfreeVerificationRequest, request.data)
        number = normalize.number(values.get("number") or "")
        learn_numbers(configuration=self.configuration, numbers=[number], actor=self.actor)
        verification = tollfree.submit_verification(
            profile=values.pop("profile"), values=values, actor=self.actor
        )
        body = {"message": "created", "uuid": verification.public_id}
        return self.answer(verification, body, status=201)


@schema.DETAIL
class TollfreeDetail(TollfreeView):
    def get(self, request: Request, auth_id: str, uuid: str) -> Response:
        verification = self.verification(uuid)
        return self.answer(verification, written(verification))

    def post(self, request: Request, auth_id: str, uuid: str) -> Response:
        verification = self.verification(uuid)
        values = self.read(TollfreeVerificationUpdateRequest, request.data)
        tollfree.correct_verification(
            verification=verification,
            profile=values.pop("profile", None),
            values=values,
            version=self.version_for(verification),
            actor=self.actor,
        )
        verification = self.verification(uuid)
        named = f"Tollfree verification request for uuid {verification.public_id}"
        body = {"message": f"{named} updated successfully."}
        return self.answer(verification, body, status=202)

    def delete(self, request: Request, auth_id: str, uuid: str) -> Response:
        verification = self.verification(uuid)
        tollfree.delete_verification(
            verification=verification, version=self.version_for(verification), actor=self.actor
        )
        return self.answer(verification, {}, status=204)


def written(verification: Any) -> dict[str, Any]:
    return dict(TollfreeVerificationResource(verification).data)


def _with_exactly(rows: Any, use_cases: frozenset[str]) -> list[int]:
    """The search is exact: that combination and no other (Plivo docs), in any order."""
    listed = rows.values_list("pk", "usecase")
    return [pk for pk, codes in listed if frozenset(codes) == use_cases]
