"""``POST /api/v1/policies/{id}/simulate/``: what a policy would do to a message, and why."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.own.views import OwnView
from apps.policies.models import NotificationPolicy
from apps.policies.questions import decide


class Simulate(OwnView):
    """The body is a situation (docs/policies.md); nothing is sent, so a token that may read does.

    Answers the decision with its steps. 400 names wrong fields in ``fields``.
    """

    http_method_names = ["post"]
    family = "policy"
    writes = False

    def post(self, request: Request, value: str) -> Response:
        rows = NotificationPolicy.objects.live().visible_to(self.actor).filter(retiring=False)
        if self.account:
            rows = rows.filter(configuration__account_id=self.account)
        policy = rows.select_related("configuration").called(value)
        if policy is None:
            raise Http404
        asked: dict[str, Any] = dict(request.data)
        return Response(decide(policy, asked).written())
