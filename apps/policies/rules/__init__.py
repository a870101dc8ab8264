"""The rules of PingOne's phone delivery settings and notification policies.

``check_setting`` and ``check_policy`` are all that forms, REST, imports and services ask.
"""

from apps.policies.rules.policy import check_policy
from apps.policies.rules.registry import RULES, Context, Finding, Rule, SettingFacts
from apps.policies.rules.setting import check_setting

__all__ = [
    "RULES",
    "Context",
    "Finding",
    "Rule",
    "SettingFacts",
    "check_policy",
    "check_setting",
]
