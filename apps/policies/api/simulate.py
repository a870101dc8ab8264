"""``POST /api/v1/policies/{id}/simulate/``: what a policy would do to a message, and why."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import Invalid
from apps.dialects.own.views import OwnView
from apps.policies.models import NotificationPolicy
from apps.policies.questions import decide


class Simulate(OwnView):
    """The body is a situation (docs/policies.md); nothing is sent, so a token that may read does.

    ``policy`` in it is a body to try in place of the one that is kept, in PingOne's JSON.
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
        body = asked.pop("policy", None)
        if body is not None and not isinstance(body, dict):
            words = "Give the body of a policy as a JSON object, or leave it out."
            raise Invalid({"policy": [words]})
        return Response(decide(policy, asked, body).written())
