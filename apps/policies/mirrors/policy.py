"""A notification policy at PingOne (PingOne API, Notification policies)."""

from collections.abc import Mapping
from typing import Any

from apps.policies import body as bodies
from apps.policies.ids import not_there_yet, to_ours, to_theirs
from apps.policies.mirrors.base import PingOneMirror
from apps.policies.models import NotificationPolicy
from apps.sync.errors import Waiting
from apps.sync.models import Sync
from apps.sync.queue import look_soon


class PolicyMirror(PingOneMirror[NotificationPolicy]):
    model = NotificationPolicy
    noun = "notification policy"
    path = "notificationsPolicies"
    embedded = "notificationsPolicies"
    known = bodies.KNOWN_POLICY

    def plan(self, obj: NotificationPolicy, sync: Sync) -> Any:
        losing = obj.remote_data.get("default") is True and not obj.default
        if losing and not obj.retiring:
            self._after_the_new_default(obj)
        return super().plan(obj, sync)

    def _after_the_new_default(self, obj: NotificationPolicy) -> None:
        """One is always the default: this one stops being it when the other has become it."""
        live = NotificationPolicy.objects.live().filter(configuration=obj.configuration)
        new = live.filter(default=True).exclude(pk=obj.pk).select_related("sync").first()
        if new is not None and new.remote_data.get("default") is not True:
            raise Waiting(on=new)

    def body_for(self, obj: NotificationPolicy) -> dict[str, Any]:
        missing = not_there_yet(obj.wanted, obj.configuration)
        if missing is not None:
            raise Waiting(on=missing)
        return to_theirs(obj.wanted, obj.configuration)

    def ours(self, obj: NotificationPolicy) -> Mapping[str, Any]:
        return to_theirs(obj.wanted, obj.configuration)

    def key_for(self, body: Mapping[str, Any]) -> dict[str, Any]:
        return {"name": body.get("name")}

    def take_theirs(self, obj: NotificationPolicy) -> None:
        obj.take_wanted(bodies.wanted_of(to_ours(obj.remote_data, obj.configuration)))
        if obj.default:
            only_default(obj)
        obj.link()


def only_default(policy: NotificationPolicy) -> list[NotificationPolicy]:
    """Takes the flag from the others of the environment; returns them, saved. Before `policy` is
    saved: the database holds one default at any time."""
    live = NotificationPolicy.objects.live().filter(configuration=policy.configuration)
    others = list(live.filter(default=True).exclude(pk=policy.pk).select_for_update(no_key=True))
    for other in others:
        other.take_wanted({**other.wanted, "default": False})
        other.version += 1
        other.save()
        look_soon(other.sync)
    return others
