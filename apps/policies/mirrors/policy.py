"""A notification policy at PingOne (PingOne API, Notification policies)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from apps.core.events import timeline
from apps.policies import body as bodies
from apps.policies.differences import Pairs
from apps.policies.ids import not_there_yet, to_ours, to_theirs
from apps.policies.mirrors.base import PingOneMirror, in_doubt
from apps.policies.models import NotificationPolicy
from apps.providers.models import ProviderConfiguration
from apps.sync.errors import Waiting
from apps.sync.models import Attempt, Outcome, Sync
from apps.sync.queue import look_soon

CHAINS = "providerConfiguration"


class PolicyMirror(PingOneMirror[NotificationPolicy]):
    model = NotificationPolicy
    noun = "notification policy"
    # A setting waits until no policy names it any more.
    gone_frees = True
    decided_by = "policy.edit"
    path = "notificationsPolicies"
    embedded = "notificationsPolicies"
    known = bodies.KNOWN_POLICY

    def plan(self, obj: NotificationPolicy, sync: Sync) -> Any:
        obj.remote_data = self.known_there(obj)
        losing = obj.remote_data.get("default") is True and not obj.default
        if losing:
            self._after_the_new_default(obj)
        return super().plan(obj, sync)

    def _after_the_new_default(self, obj: NotificationPolicy) -> None:
        """One is always the default: this one stops being it, or goes, when the other has become
        it."""
        live = NotificationPolicy.objects.live().filter(configuration=obj.configuration)
        new = live.filter(default=True).exclude(pk=obj.pk).select_related("sync").first()
        if new is None or self.known_there(new).get("default") is True:
            return
        # Both were seen with the flag at about the same time; nothing more is on its way.
        settled = new.remote_data.get("default") is True and new.sync.sent >= new.sync.wanted
        if not settled:
            raise Waiting(on=new)

    def known_there(self, obj: NotificationPolicy) -> dict[str, Any]:
        """As it was read, but for the flag when another one was seen with it since, or may have got
        it: PingOne takes it from the former default by itself."""
        if obj.remote_data.get("default") is not True or obj.remote_seen_at is None:
            return dict(obj.remote_data)
        live = NotificationPolicy.objects.live().filter(configuration=obj.configuration)
        others = live.filter(remote_data__default=True).exclude(pk=obj.pk)
        moved = others.filter(remote_seen_at__gt=obj.remote_seen_at).exists()
        return {**obj.remote_data, "default": not (moved or self._moving(obj))}

    def _moving(self, obj: NotificationPolicy) -> bool:
        """Whether a write of ours may have taken the flag from this one, which shall have it, since
        it was read."""
        return obj.default and self._taken(obj)

    def _taken(self, obj: NotificationPolicy) -> bool:
        """Whether a write of ours that made another one the default was answered since this one was
        read, or may have been done since."""
        done = Q(outcome__in=[Outcome.DONE, Outcome.ADOPTED], ended_at__gte=obj.remote_seen_at)
        return (
            Attempt.objects.filter(
                done | in_doubt(obj),
                configuration=obj.configuration,
                sync__kind=obj.sync.kind,
                write=True,
                body__default=True,
            )
            .exclude(sync=obj.sync_id)
            .exists()
        )

    def seen(self, obj: NotificationPolicy) -> dict[str, Any]:
        return {**super().seen(obj), "moving": self._moving(obj)}

    def drift(self, obj: NotificationPolicy) -> Pairs:
        found = super().drift(obj)
        for name in self.without(obj):
            found.setdefault(name, (None, obj.remote_data[name]))
        return found

    def undone_by_us(self, obj: NotificationPolicy, differences: Pairs) -> bool:
        """An earlier write that made another one the default has arrived after the last; or this
        one was read with the flag before the one that gets it had it."""
        if set(differences) != {"default"}:
            return False
        return self._moving(obj) if obj.default else self._leaving(obj)

    def _leaving(self, obj: NotificationPolicy) -> bool:
        """Whether the flag was still on its way from this one when it was read."""
        live = NotificationPolicy.objects.live().filter(configuration=obj.configuration)
        new = live.filter(default=True).exclude(pk=obj.pk).select_related("sync").first()
        if new is None or obj.remote_seen_at is None:
            return False
        if new.sync.sent < new.sync.wanted or new.sync.unsure_since or new.remote_seen_at is None:
            return True
        seen = new.remote_data.get("default") is True and new.remote_seen_at >= obj.remote_seen_at
        return seen or self._taken(obj)

    def changed_there(self, obj: NotificationPolicy, seen: Mapping[str, Any]) -> bool:
        if not obj.default and self.undone_by_us(obj, self.drift(obj)):
            return False
        return super().changed_there(obj, seen)

    def without(self, obj: NotificationPolicy) -> list[str]:
        """A chain PingOne may have given it looks like one that was here and was taken out."""
        if obj.wanted.get(CHAINS) or not obj.remote_data.get(CHAINS):
            return []
        last = timeline(obj).filter(changes__has_key=CHAINS).first()
        return [CHAINS] if last is not None and not last.changes[CHAINS][1] else []

    def is_theirs(self, obj: NotificationPolicy, key: str) -> bool:
        """A chain we never named stays."""
        return super().is_theirs(obj, key) or (key == CHAINS and not self.without(obj))

    def body_for(self, obj: NotificationPolicy) -> dict[str, Any]:
        missing = not_there_yet(obj.wanted, obj.configuration)
        if missing is not None:
            raise Waiting(on=missing)
        return to_theirs(obj.wanted, obj.configuration)

    def ours(self, obj: NotificationPolicy) -> Mapping[str, Any]:
        return to_theirs(obj.wanted, obj.configuration)

    def key_for(self, body: Mapping[str, Any]) -> dict[str, Any]:
        return {"name": body.get("name")}

    def before_taking(self, sync: Sync) -> None:
        row = self.load(sync)
        if row.remote_data.get("default") is True:
            lock_default(row.configuration, besides=row.pk)

    def take_theirs(self, obj: NotificationPolicy) -> None:
        had = obj.default
        obj.take_wanted(bodies.wanted_of(to_ours(obj.remote_data, obj.configuration)))
        if obj.default:
            only_default(obj)
        elif had:
            self._pass_on(obj)
        obj.link()

    def _pass_on(self, obj: NotificationPolicy) -> None:
        """What has lost the flag there has lost it to another one: here too."""
        obj.save()
        live = NotificationPolicy.objects.live().filter(configuration=obj.configuration)
        others = live.filter(remote_data__default=True, retiring=False).exclude(pk=obj.pk)
        heir = others.order_by("-remote_seen_at").select_for_update(no_key=True).first()
        if heir is not None:
            heir.take_wanted({**heir.wanted, "default": True})
            heir.version += 1
            heir.save()
            look_soon(heir.sync)


def lock_default(configuration: ProviderConfiguration, *, besides: int) -> None:
    """Locks the default policy with its Sync, unless it is row `besides`: before the row that gets
    the flag. What waits is locked after what it waits for, and the loser may wait for the gainer,
    but not while it is the default."""
    live = NotificationPolicy.objects.live().filter(configuration=configuration, default=True)
    rows = list(live.exclude(pk=besides).select_for_update(no_key=True))
    ids = [row.sync_id for row in rows]
    list(Sync.objects.select_for_update(no_key=True).filter(pk__in=ids).values_list("pk"))


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
