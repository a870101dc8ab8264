"""What settings and policies have in common at PingOne: PUT replaces everything, no ETag."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db.models import Q

from apps.core.actor import Actor
from apps.policies.body import READ_ONLY
from apps.policies.differences import Pairs, drift
from apps.policies.models import PingOneObject
from apps.policies.secrets import cut
from apps.policies.services.common import note_version
from apps.sync.lane import not_before
from apps.sync.matching import created_since
from apps.sync.mirror import Act, Mirror
from apps.sync.models import UNRESOLVED, Attempt, Outcome, Sync
from apps.upstream.errors import Changed, Gone, Unavailable
from apps.upstream.pingone import PingOneClient
from apps.upstream.redact import redact

M = TypeVar("M", bound=PingOneObject)
# Moves without anybody having edited this object: another policy becomes the default.
VOLATILE = READ_ONLY | {"default"}


class PingOneMirror(Mirror[M, PingOneClient]):
    """``path`` is the collection below the environment, ``embedded`` its key in a list."""

    provider = "PingOne"
    filed = False
    receipt_status = ""
    path: ClassVar[str]
    embedded: ClassVar[str]
    known: ClassVar[frozenset[str]]

    def body_for(self, obj: M) -> dict[str, Any]:
        """The body PingOne must get, with secrets and its own ids. Raises Waiting."""
        raise NotImplementedError

    def ours(self, obj: M) -> Mapping[str, Any]:
        """What drift compares, masked and with PingOne's ids."""
        raise NotImplementedError

    def key_for(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """What finds the object again if the answer to its create is lost."""
        raise NotImplementedError

    def unsent_secrets(self, obj: M) -> str:
        """The digest of secrets PingOne does not have yet, "" when it has them all."""
        return ""

    def may_delete(self, obj: M) -> None:
        """Raises Waiting while something at PingOne still needs it."""

    def plan(self, obj: M, sync: Sync) -> Act | None:
        path = f"{self.path}/{obj.remote_id}"
        if obj.retiring:
            if not obj.remote_id:
                return None
            self.may_delete(obj)
            return Act("delete", "DELETE", path, key={"id": obj.remote_id})
        body, secrets = self.body_for(obj), self.unsent_secrets(obj)
        if not obj.remote_id:
            key = self.key_for(body) | {"not_before": not_before(obj.configuration).isoformat()}
            return Act("create", "POST", self.path, body, key | {"secrets": secrets})
        untold = self._untold(obj, body)
        if obj.remote_data and not secrets and not untold and not self.drift(obj):
            return None
        # A PUT clears whatever it does not name.
        news = {
            key: value
            for key, value in obj.remote_data.items()
            if key not in READ_ONLY and key not in body and self.is_theirs(obj, key)
        }
        # Without its id PingOne takes the name for another one's (UNIQUENESS_VIOLATION).
        whole = {"id": obj.remote_id, **news, **body}
        key = {
            "id": obj.remote_id,
            "secrets": secrets,
            "untold": untold,
            "without": self.without(obj),
        }
        return Act("update", "PUT", path, whole, key, seen=self.seen(obj))

    def _untold(self, obj: M, body: Mapping[str, Any]) -> list[str]:
        """Properties nobody has documented that PingOne does not show: no drift once they were
        sent, for it may keep them without telling."""
        hidden = [
            key
            for key in body.keys() - self.known - READ_ONLY
            if body[key] is not None and key not in obj.remote_data
        ]
        if not hidden:
            return []
        sent = Attempt.objects.filter(
            sync=obj.sync_id,
            verb__in=["create", "update"],
            outcome__in=[Outcome.DONE, Outcome.ADOPTED],
        )
        last = sent.order_by("-pk").values_list("body", flat=True).first()
        last = last if isinstance(last, dict) else {}
        masked = redact(dict(body))
        return sorted(key for key in hidden if last.get(key) != masked[key])

    def is_theirs(self, obj: M, key: str) -> bool:
        """Whether a property we do not name is PingOne's own to fill: what it has learnt to keep
        since its pages were read."""
        return key not in self.known

    def without(self, obj: M) -> list[str]:
        """Properties that were taken out here, though PingOne could have filled in what it has."""
        return []

    def secrets_of(self, obj: M) -> dict[str, Any]:
        """Those we want it to have, by place."""
        return {}

    def secrets_shown(self, obj: M) -> dict[str, Any]:
        """Those PingOne's body showed when it was read, by place."""
        return {}

    def known_there(self, obj: M) -> dict[str, Any]:
        """The body PingOne has as far as we know."""
        return dict(obj.remote_data)

    def seen(self, obj: M) -> dict[str, Any]:
        """What we know of it there: as it was read, and what we may have made of it since."""
        held, sent = self.secrets_shown(obj), self._unanswered(obj)
        return {"body": self.known_there(obj), "held": held, "sent": sent}

    def _unanswered(self, obj: M) -> list[dict[str, Any]]:
        """Bodies sent since it was read and of which nobody can say whether they arrived: one
        with a new secret proves nothing."""
        sent = Attempt.objects.filter(in_doubt(obj), sync=obj.sync_id, verb="update")
        return [body for body in sent.values_list("body", flat=True) if isinstance(body, dict)]

    def write(self, client: PingOneClient, act: Act) -> dict[str, Any]:
        """A PUT only if the object still is what we knew: nobody's change is undone unseen."""
        if act.method != "PUT" or act.body is None:
            return client.call(act.method, act.path, json=act.body).body
        try:
            now = self.read(client, act.key["id"], {})
        except Gone as error:
            raise Changed("PingOne no longer has it.") from error
        masked, shown = cut(now)
        ours, held = cut(act.body)
        if self._done(act.key, ours, masked):
            return now
        if act.seen and self._by_others(act.seen, masked, shown, (ours, held)):
            raise Changed("It was changed at PingOne, so nothing was sent.", body=now)
        return client.call(act.method, act.path, json=act.body).body

    def changed_there(self, obj: M, seen: Mapping[str, Any]) -> bool:
        """Whether what was read just now is the work of somebody else since `seen`."""
        wanted = (self.ours(obj), self.secrets_of(obj))
        return self._by_others(seen, obj.remote_data, self.secrets_shown(obj), wanted)

    def _by_others(
        self,
        seen: Mapping[str, Any],
        masked: Mapping[str, Any],
        shown: Mapping[str, Any],
        wanted: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> bool:
        """Whether `masked`, with the secrets `shown`, is neither what we saw nor what we made."""
        before, held = seen["body"], seen["held"]
        ours, secrets = wanted
        if seen.get("moving"):
            # Wherever the flag of the default is just now, it is our own doing.
            masked = {**masked, "default": ours.get("default")}
        if not before or (_same(before, masked, ours) and held == shown):
            return False
        told = all(value in (held.get(at), secrets.get(at)) for at, value in shown.items())
        return not (told and any(self._shows(body, masked) for body in (ours, *seen["sent"])))

    def _shows(self, body: Mapping[str, Any], masked: Mapping[str, Any]) -> bool:
        """Whether `masked` is what a PUT of `body` makes: nothing else is in it either."""
        added = masked.keys() - body.keys() - READ_ONLY - self.known
        return not added and not drift(body, masked, self.known)

    def prove(
        self, client: PingOneClient, attempt: Attempt, taken: frozenset[str]
    ) -> list[dict[str, Any]]:
        key = attempt.key
        if attempt.verb == "create":
            return list(self._made(client.collection(self.path, self.embedded), key, taken))
        try:
            body = self.read(client, key["id"], {})
        except Gone:
            return [{}] if attempt.verb == "delete" else []
        if attempt.verb == "delete":
            return []
        sent = attempt.body if isinstance(attempt.body, dict) else {}
        return [body] if self._done(key, sent, cut(body)[0]) else []

    def _done(
        self, key: Mapping[str, Any], sent: Mapping[str, Any], masked: Mapping[str, Any]
    ) -> bool:
        """Whether `masked` shows a PUT of `sent`. What cannot be read back shows nothing: that it
        arrived is made sure by sending it again."""
        if key.get("secrets") or key.get("untold"):
            return False
        left = any(masked.get(name) for name in key.get("without", ()))
        return not left and not drift(sent, masked, self.known)

    def _made(
        self, found: Iterable[dict[str, Any]], key: Mapping[str, Any], taken: frozenset[str]
    ) -> Iterable[dict[str, Any]]:
        own = {name: value for name, value in key.items() if name not in ("not_before", "secrets")}
        for body in found:
            same = all(body.get(name) == value for name, value in own.items())
            earliest = str(key.get("not_before") or "")
            if same and body.get("id") not in taken and created_since(body, earliest, "createdAt"):
                yield body

    def read(
        self, client: PingOneClient, remote_id: str, obj_key: dict[str, Any]
    ) -> dict[str, Any]:
        body = client.get(f"{self.path}/{remote_id}")
        if self.id_of(body) != remote_id:
            # Taken for the object, it would be an edit that removed everything.
            raise Unavailable("PingOne's answer is not about this object.")
        return body

    def id_of(self, body: dict[str, Any]) -> str:
        return str(body.get("id") or "")

    def status_of(self, body: dict[str, Any]) -> str:
        return ""

    def whole(self, body: dict[str, Any]) -> bool:
        return "_links" in body or "name" in body or "provider" in body

    def accepted(self, obj: M, attempt: Attempt, body: dict[str, Any], asked_at: datetime) -> bool:
        if attempt.verb != "delete" and attempt.key.get("secrets"):
            self.secrets_arrived(obj, attempt.key["secrets"])
        return super().accepted(obj, attempt, body, asked_at)

    def secrets_arrived(self, obj: M, digest: str) -> None:
        """Hook: PingOne has the secrets of this digest."""

    def apply(self, obj: M, body: dict[str, Any], asked_at: datetime) -> bool:
        if obj.remote_seen_at and asked_at < obj.remote_seen_at:
            return False
        # Nothing but secrets is taken out: what drift compares and "take theirs" takes is whole.
        masked, secrets = cut(body)
        # Looking alone changes nothing, and lists say when something changed.
        moved = ["updated_at"] if masked != obj.remote_data else []
        obj.remote_data, obj.remote_seen_at = masked, asked_at
        obj.save(update_fields=["remote_data", "remote_seen_at", *moved])
        self.keep_secrets(obj, secrets)
        return True

    def keep_secrets(self, obj: M, secrets: dict[str, Any]) -> None:
        """Hook: what PingOne's body showed of secrets (those of headers, not of sign-ins)."""

    def drift(self, obj: M) -> Pairs:
        return drift(self.ours(obj), obj.remote_data, self.known)

    def taken(self, obj: M, drift: dict[str, list[Any]], actor: Actor) -> None:
        changes = {place: (ours, theirs) for place, (ours, theirs) in drift.items()}
        note_version(obj, "took_theirs", before={}, body=obj.wanted, actor=actor, changes=changes)

    def can_push(self, obj: M) -> bool:
        return True

    def verdict(self, obj: M, sync: Sync) -> str | None:
        """Who waits for it waits until PingOne has it as it is now."""
        return "" if obj.remote_id and sync.sent >= sync.wanted else None

    def next_look(self, obj: M, looks: int, now: datetime) -> datetime | None:
        """For ever: PingOne tells nobody when somebody edits there."""
        return now + timedelta(seconds=settings.PINGONE_LOOK_SECONDS) if obj.live else None


def in_doubt(obj: PingOneObject) -> Q:
    """Attempts that may have been done since `obj` was read, or may yet be: none after GRACE."""
    unresolved = Q(outcome__in=UNRESOLVED)
    if obj.remote_seen_at is None:
        return unresolved | Q(outcome=Outcome.ABSENT)
    since = obj.remote_seen_at - timedelta(seconds=settings.SYNC_GRACE_SECONDS)
    return unresolved | Q(outcome=Outcome.ABSENT, started_at__gte=since)


def _same(before: Mapping[str, Any], now: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    """Whether nobody has edited it meanwhile. That the flag of the default has moved where we want
    it is our own doing, or none of anybody's who could lose by it."""
    a, b = ({key: each[key] for key in each.keys() - VOLATILE} for each in (before, now))
    return a == b and (now.get("default") is True) in (
        before.get("default") is True,
        ours.get("default") is True,
    )
