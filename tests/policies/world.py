"""One organisation with a PingOne environment at the sandbox, and the hands that move both."""

import json
import uuid
from typing import Any

from apps.accounts.actors import actor_of
from apps.accounts.models import User
from apps.core import clock
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.services.policy import create_policy
from apps.policies.services.pull import pull_environment
from apps.policies.services.setting import create_setting
from apps.providers import catalogue
from apps.sync.drain import drain
from apps.sync.models import Attempt, Sync
from tests import factories
from tests.sandbox_process import SandboxProcess

SETTING: dict[str, Any] = {
    "name": "Gateway",
    "provider": "CUSTOM_PROVIDER",
    "authentication": {"method": "BASIC", "username": "acme", "password": "hunter2-canary"},
    "requests": [
        {
            "deliveryMethod": "SMS",
            "url": "https://sms.example.com/message",
            "method": "POST",
            "body": "to=${to}&text=${message}&from=${from}",
            "headers": {"content-type": "application/x-www-form-urlencoded"},
            "phoneNumberFormat": "FULL",
        }
    ],
    "numbers": [
        {
            "number": "+14155550100",
            "type": "PHONE_NUMBER",
            "selected": True,
            "available": True,
            "capabilities": ["SMS"],
        }
    ],
}
POLICY: dict[str, Any] = {
    "name": "Staff",
    "quotas": [{"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 30}],
    "countryLimit": {"type": "NONE"},
    "default": False,
}


def chain(*settings: PhoneDeliverySetting, **more: Any) -> dict[str, Any]:
    """One condition: SMS to `countries`, or everywhere, through `settings` in this order."""
    entries = [{"id": setting.public_id} for setting in settings]
    return {"deliveryMethods": ["SMS"], **more, "fallbackChain": entries}


# Who opens an environment at the sandbox owns it there.
CLIENT = "0f1e2d3c-4b5a-4697-8877-665544332211"


class Environment:
    """`actor` is the owner's, `filer` and `viewer` may not edit policies."""

    def __init__(
        self, sandbox: SandboxProcess, organization: Any = None, account: str = ""
    ) -> None:
        self.sandbox = sandbox
        self.organization = organization or factories.OrganizationFactory()
        self.account = account or str(uuid.uuid4())
        self.configuration = factories.ConfigurationFactory(
            organization=self.organization,
            provider=catalogue.PINGONE.id,
            account_id=self.account,
            api_key=CLIENT if account else str(uuid.uuid4()),
            api_secret="the-same-secret" if account else str(uuid.uuid4()),
            base_url=sandbox.pingone_url,
            meta={"environment_id": self.account},
        )
        members = {
            role: factories.MembershipFactory(organization=self.organization, role=role)
            for role in ("owner", "admin", "filer", "viewer")
        }
        self.olivia: User = members["owner"].user
        self.ada: User = members["admin"].user
        self.sam: User = members["filer"].user
        self.vera: User = members["viewer"].user
        self.actor: Actor = actor_of(members["owner"])
        self.admin: Actor = actor_of(members["admin"])
        self.filer: Actor = actor_of(members["filer"])
        self.viewer: Actor = actor_of(members["viewer"])

    def drain(self) -> int:
        """Works off everything that is due now; returns how many rounds that took."""
        total = 0
        while Sync.objects.due(db_now()).filter(configuration=self.configuration).exists():
            rounds = drain(self.configuration.pk)
            total += rounds
            if not rounds:
                break
        return total

    def later(self, seconds: float) -> None:
        """Time passes on both sides, then everything due is worked off."""
        clock.shift(seconds)
        self.sandbox.advance(seconds, self.account)
        self.drain()

    def pull(self) -> dict[str, int]:
        return pull_environment(configuration=self.configuration, actor=self.actor)

    def setting(self, **over: Any) -> PhoneDeliverySetting:
        body = {**SETTING, **over}
        return create_setting(configuration=self.configuration, body=body, actor=self.actor)

    def policy(self, **over: Any) -> NotificationPolicy:
        body = {**POLICY, **over}
        return create_policy(configuration=self.configuration, body=body, actor=self.actor)

    def there(self, kind: str) -> list[dict[str, Any]]:
        """What PingOne really has: `kind` is setting or policy; without what was deleted."""
        found = self.sandbox.objects(self.account)
        plural = {"setting": "settings", "policy": "policies"}[kind]
        return [body for body in found[plural] if not body.get("deleted")]

    def load(self, *, settings: Any = (), policies: Any = ()) -> None:
        """Makes these bodies, as they are, all that PingOne has."""
        self.sandbox.load(self.account, settings=settings, policies=policies)

    def edit_there(self, kind: str, remote_id: str, **over: Any) -> None:
        """Somebody edits in PingOne's console: `over` replaces top-level properties."""
        self.sandbox.drift(self.account, kind, remote_id, over)

    def fault(self, **fault: Any) -> int:
        return self.sandbox.fault(account=self.account, **fault)

    def requests(self, *methods: str) -> list[dict[str, Any]]:
        """What reached PingOne's API, without token requests."""
        found = self.sandbox.requests(self.account)
        wanted = [one for one in found if not one["path"].endswith("/as/token")]
        return [one for one in wanted if not methods or one["method"] in methods]

    def writes(self) -> list[dict[str, Any]]:
        return self.requests("POST", "PUT", "DELETE")

    def attempts(self, **filters: Any) -> list[Attempt]:
        rows = Attempt.objects.filter(configuration=self.configuration, **filters)
        return list(rows.order_by("pk"))


def same_json(a: Any, b: Any) -> bool:
    """Equal as JSON; the order of keys aside."""
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)
