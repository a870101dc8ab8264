"""What the dialect serves of an environment."""

from apps.dialects.pingone.routes import Route
from apps.policies.api.environment import EnvironmentDetail
from apps.policies.api.policy import PolicyChains, PolicyDetail, PolicyList
from apps.policies.api.setting import SettingDetail, SettingList

SETTINGS = "notificationsSettings/phoneDeliverySettings"
POLICIES = "notificationsPolicies"

ROUTES = [
    Route("", EnvironmentDetail, "environment"),
    Route(f"{SETTINGS}/", SettingList, "settings"),
    Route(f"{SETTINGS}/{{setting_id}}/", SettingDetail, "setting"),
    Route(f"{POLICIES}/", PolicyList, "policies"),
    Route(f"{POLICIES}/{{policy_id}}/", PolicyDetail, "policy"),
    Route(f"{POLICIES}/{{policy_id}}/phoneDeliverySettings/", PolicyChains, "policy_settings"),
]
