"""``/v1/environments/{envID}/notificationsSettings/phoneDeliverySettings``."""

from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.pingone import hal
from apps.policies.api.common import EnvironmentView
from apps.policies.api.schema import setting as schema
from apps.policies.mirrors.setting import SettingMirror
from apps.policies.models import PhoneDeliverySetting
from apps.policies.services import setting as services


@schema.LIST
class SettingList(EnvironmentView):
    http_method_names = ["get", "post", "head"]
    family = "setting"

    def get(self, request: Request, env_id: str) -> Response:
        rows = self.mine(PhoneDeliverySetting.objects.all())
        write = self.writer.setting
        path, key = SettingMirror.path, SettingMirror.embedded
        return Response(hal.listing(request, path, key, rows, write))

    def post(self, request: Request, env_id: str) -> Response:
        made = services.create_setting(
            configuration=self.configuration, body=self.sent(), actor=self.actor
        )
        row = self.one(PhoneDeliverySetting.objects.all(), made.public_id)
        return self.answer(row, self.writer.setting(row), 201)


@schema.DETAIL
class SettingDetail(EnvironmentView):
    """``?expand=twilioverifytemplates`` is taken; templates are read at Twilio, not kept here."""

    http_method_names = ["get", "put", "delete", "head"]
    family = "setting"

    def get(self, request: Request, env_id: str, setting_id: str) -> Response:
        row = self.one(PhoneDeliverySetting.objects.all(), setting_id)
        return self.answer(row, self.writer.setting(row))

    def put(self, request: Request, env_id: str, setting_id: str) -> Response:
        row = self.one(PhoneDeliverySetting.objects.all(), setting_id)
        services.replace_setting(
            setting=row,
            body=self.sent(row),
            version=self.version_for(row),
            actor=self.actor,
        )
        return self.get(request, env_id, setting_id)

    def delete(self, request: Request, env_id: str, setting_id: str) -> Response:
        row = self.one(PhoneDeliverySetting.objects.all(), setting_id)
        services.delete_setting(setting=row, version=self.version_for(row), actor=self.actor)
        return self.gone(row)
