"""``/v1/environments/{envID}``: that it is there. PingOne's clients look after a 401 or 403."""

from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.pingone import hal
from apps.policies.api.common import EnvironmentView
from apps.policies.api.schema import environment as schema


@schema.DETAIL
class EnvironmentDetail(EnvironmentView):
    http_method_names = ["get", "head"]

    def get(self, request: Request, env_id: str) -> Response:
        body = {
            "_links": {"self": hal.link(request)},
            "id": self.configuration.account_id,
            "name": self.configuration.name,
        }
        return Response(body)
