"""``/v1/environments/{envID}/notificationsPolicies``."""

from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.pingone import hal
from apps.policies import body as bodies
from apps.policies.api.common import EnvironmentView
from apps.policies.api.schema import policy as schema
from apps.policies.mirrors.policy import PolicyMirror
from apps.policies.mirrors.setting import SettingMirror
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.services import policy as services


@schema.LIST
class PolicyList(EnvironmentView):
    http_method_names = ["get", "post", "head"]
    family = "policy"

    def get(self, request: Request, env_id: str) -> Response:
        rows = self.mine(NotificationPolicy.objects.all())
        path, key = PolicyMirror.path, PolicyMirror.embedded
        return Response(hal.listing(request, path, key, rows, self.writer.policy))

    def post(self, request: Request, env_id: str) -> Response:
        made = services.create_policy(
            configuration=self.configuration, body=self.sent(), actor=self.actor
        )
        row = self.one(NotificationPolicy.objects.all(), made.public_id)
        return self.answer(row, self.writer.policy(row), 201)


@schema.DETAIL
class PolicyDetail(EnvironmentView):
    http_method_names = ["get", "put", "delete", "head"]
    family = "policy"

    def get(self, request: Request, env_id: str, policy_id: str) -> Response:
        row = self.one(NotificationPolicy.objects.all(), policy_id)
        return self.answer(row, self.writer.policy(row))

    def put(self, request: Request, env_id: str, policy_id: str) -> Response:
        row = self.one(NotificationPolicy.objects.all(), policy_id)
        services.replace_policy(
            policy=row, body=self.sent(row), version=self.version_for(row), actor=self.actor
        )
        return self.get(request, env_id, policy_id)

    def delete(self, request: Request, env_id: str, policy_id: str) -> Response:
        row = self.one(NotificationPolicy.objects.all(), policy_id)
        services.delete_policy(policy=row, version=self.version_for(row), actor=self.actor)
        return self.gone(row)


@schema.SETTINGS
class PolicyChains(EnvironmentView):
    """The settings its fallback chains name, each once. PingOne links to it (``providersFallback
    Chain``) and documents nothing more."""

    http_method_names = ["get", "head"]
    family = "policy"

    def get(self, request: Request, env_id: str, policy_id: str) -> Response:
        policy = self.one(NotificationPolicy.objects.all(), policy_id)
        path = f"{PolicyMirror.path}/{policy.public_id}/phoneDeliverySettings"
        named = bodies.chain_ids(policy.wanted)
        rows = self.mine(PhoneDeliverySetting.objects.filter(public_id__in=named))
        write = self.writer.setting
        return Response(hal.listing(request, path, SettingMirror.embedded, rows, write))
