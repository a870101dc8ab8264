"""Which handler a path below an environment and a method reach."""

import re

from apps.sandbox.pingone import environments, policy, setting
from apps.sandbox.pingone.common import Handler
from apps.sandbox.pingone.errors import Refused, not_found

_SETTINGS = r"notificationsSettings/phoneDeliverySettings"
_POLICIES = r"notificationsPolicies"
_ROUTES: list[tuple[str, dict[str, Handler]]] = [
    (r"", {"GET": environments.detail}),
    (_SETTINGS, {"GET": setting.index, "POST": setting.create}),
    (
        rf"{_SETTINGS}/(?P<setting_id>[^/]+)",
        {"GET": setting.detail, "PUT": setting.update, "DELETE": setting.delete},
    ),
    (_POLICIES, {"GET": policy.index, "POST": policy.create}),
    (
        rf"{_POLICIES}/(?P<policy_id>[^/]+)",
        {"GET": policy.detail, "PUT": policy.update, "DELETE": policy.delete},
    ),
    (rf"{_POLICIES}/(?P<policy_id>[^/]+)/phoneDeliverySettings", {"GET": policy.providers}),
]
ROUTES = [(re.compile(pattern), methods) for pattern, methods in _ROUTES]


def resolve(method: str, path: str) -> tuple[Handler, dict[str, str]]:
    """The handler, or 404 or 405. A slash at the end is forgiven."""
    for pattern, methods in ROUTES:
        match = pattern.fullmatch(path.removesuffix("/"))
        if match is None:
            continue
        if method not in methods:
            raise Refused(405, message=f"Method {method} is not allowed here.")
        return methods[method], match.groupdict()
    raise not_found()
