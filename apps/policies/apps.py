from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "apps.policies"

    def ready(self) -> None:
        from apps.policies.mirrors.policy import PolicyMirror
        from apps.policies.mirrors.setting import SettingMirror
        from apps.sync.registry import register

        register("policies.setting", SettingMirror())
        register("policies.policy", PolicyMirror())
