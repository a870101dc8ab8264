"""A phone delivery setting at PingOne (PingOne API, Phone delivery settings)."""

from collections.abc import Mapping
from typing import Any

from apps.policies import body as bodies
from apps.policies.kinds import Kind
from apps.policies.mirrors.base import PingOneMirror
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.secrets import carried, cut, digest, merge, spelt
from apps.policies.veil import Veil
from apps.sync.errors import Waiting
from apps.sync.mirror import Act
from apps.upstream.pingone import PingOneClient
from apps.upstream.redact import MASK

# Characters: what is shorter is part of any sentence.
SHORTEST = 4


class SettingMirror(PingOneMirror[PhoneDeliverySetting]):
    model = PhoneDeliverySetting
    noun = "provider"
    decided_by = "setting.edit"
    path = "notificationsSettings/phoneDeliverySettings"
    embedded = "phoneDeliverySettings"
    known = bodies.KNOWN_SETTING

    def body_for(self, obj: PhoneDeliverySetting) -> dict[str, Any]:
        return merge(obj.wanted, obj.secrets)

    def write(self, client: PingOneClient, act: Act) -> dict[str, Any]:
        """PingOne may quote a value it refuses: its words are kept without our secrets."""
        held = cut(act.body or {})[1].items()
        quoted = {value for _, value in held if isinstance(value, str) and len(value) >= SHORTEST}
        client.hide = Veil(quoted)
        return super().write(client, act)

    def ours(self, obj: PhoneDeliverySetting) -> Mapping[str, Any]:
        theirs = {key: value for key, value in obj.remote_data.items() if self.is_theirs(obj, key)}
        return {**theirs, **obj.wanted}

    def is_theirs(self, obj: PhoneDeliverySetting, key: str) -> bool:
        """An account at Twilio or Syniverse tells its own numbers and services."""
        return super().is_theirs(obj, key) or obj.kind != Kind.CUSTOM_PROVIDER

    def key_for(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Custom providers are found by name, the others by their account: they have no name."""
        kind = body.get("provider")
        if kind == Kind.CUSTOM_PROVIDER or "sid" not in body:
            return {"provider": kind, "name": body.get("name")}
        return {"provider": kind, "sid": body["sid"]}

    def unsent_secrets(self, obj: PhoneDeliverySetting) -> str:
        now = digest(obj.secrets) if obj.secrets else ""
        return now if now != obj.sent_secrets else ""

    def secrets_arrived(self, obj: PhoneDeliverySetting, digest: str) -> None:
        obj.sent_secrets = digest
        obj.save(update_fields=["sent_secrets"])

    def keep_secrets(self, obj: PhoneDeliverySetting, secrets: dict[str, Any]) -> None:
        obj.remote_secrets = secrets or None
        obj.save(update_fields=["remote_secrets"])

    def secrets_of(self, obj: PhoneDeliverySetting) -> dict[str, Any]:
        return obj.secrets or {}

    def secrets_shown(self, obj: PhoneDeliverySetting) -> dict[str, Any]:
        return obj.remote_secrets or {}

    def may_delete(self, obj: PhoneDeliverySetting) -> None:
        """PingOne is not known to let go of a setting a policy names: the policies go first."""
        live = NotificationPolicy.objects.live().filter(configuration=obj.configuration)
        for policy in live.exclude(remote_id="").order_by("pk"):
            if obj.remote_id in bodies.chain_ids(policy.remote_data):
                raise Waiting(on=policy)

    def drift(self, obj: PhoneDeliverySetting) -> dict[str, tuple[Any, Any]]:
        found = super().drift(obj)
        ours, theirs = obj.secrets or {}, obj.remote_secrets or {}
        for place in ours.keys() & theirs.keys():
            if ours[place] != theirs[place]:
                found[spelt(place)] = (MASK, f"{MASK} another value")
        return found

    def take_theirs(self, obj: PhoneDeliverySetting) -> None:
        theirs = bodies.wanted_of(merge(obj.remote_data, obj.remote_secrets))
        # Where PingOne sends them already, they may go.
        masked, secrets = carried(theirs, obj.wanted, obj.secrets or {}, anywhere=True)
        obj.take_wanted(masked)
        obj.secrets = secrets or None
        obj.sent_secrets = digest(obj.secrets) if obj.secrets else ""
