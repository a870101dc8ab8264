"""What the engine asks of a kind of object. A mirror never retries, sleeps or decides when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Q

from apps.core import events
from apps.core.actor import Actor, provider_actor
from apps.core.clock import db_now
from apps.sync.mirrored import STATUS_LENGTH, Mirrored
from apps.sync.models import Attempt, Sync
from apps.sync.outgoing import notify
from apps.upstream.client import Client
from apps.upstream.errors import Gone, Rejected
from apps.upstream.redact import redact

M = TypeVar("M", bound=Mirrored)
C = TypeVar("C", bound=Client)
CREATING = frozenset({"create", "import", "link"})


@dataclass(frozen=True)
class Act:
    """One write: `key` is what finds it again at the provider if its answer is lost."""

    verb: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    key: dict[str, Any] = field(default_factory=dict)
    submission: int | None = None
    # What the provider had when it was planned, for writes that must not undo a change there.
    seen: dict[str, Any] | None = None


class Mirror(Generic[M, C]):
    """`plan`, `accepted`, `apply` run in the drain's thread with the database; `write`, `prove` and
    `read` run in a pool thread with HTTP only. `C` is the provider's client."""

    model: type[M]
    noun = "object"
    provider = "Plivo"
    # Whether objects are filed for review, by filers and for a fee; else an admin edits them.
    filed = True
    # The right it takes to say whose version counts.
    decided_by = "sync.decide"
    final: frozenset[str] = frozenset()
    # Whether those who wait for an object may go on, and not give up, once it is deleted.
    gone_frees = False
    # The state an object is in once its create was received; creates answer with a receipt only.
    receipt_status = "PROCESSING"

    def load(self, sync: Sync) -> M:
        return self.model._default_manager.select_related("configuration__lane").get(sync=sync)

    def plan(self, obj: M, sync: Sync) -> Act | None:
        """What to send so that the provider has what we want; None when it has it already.

        Raises Waiting or Blocked.
        """
        raise NotImplementedError

    def starting(self, obj: M, act: Act, now: datetime) -> None:
        """Hook, in the transaction that commits the attempt: what is sent from now on."""

    def write(self, client: C, act: Act) -> dict[str, Any]:
        """Sends `act`; returns the answer. Raises Changed when it must not be sent any more."""
        return client.call(act.method, act.path, json=act.body).body

    def prove(self, client: C, attempt: Attempt, taken: frozenset[str]) -> list[Any]:
        """Whether a write whose answer was lost was done: the bodies that show it, [] if none.

        `taken` are remote ids other rows have; they prove nothing for this one.
        """
        raise NotImplementedError

    def read(self, client: C, remote_id: str, obj_key: dict[str, Any]) -> dict[str, Any]:
        """The object's present body at the provider; raises Gone."""
        raise NotImplementedError

    def look_key(self, obj: M) -> dict[str, Any]:
        """What `read` needs besides the remote id."""
        return {}

    def id_of(self, body: dict[str, Any]) -> str:
        """The provider's id in any body of theirs, "" if there is none."""
        raise NotImplementedError

    def id_for(self, attempt: Attempt, body: dict[str, Any]) -> str:
        """The provider's id of what the write of `attempt` made, "" when its answer names none."""
        return self.id_of(body)

    def says_gone(self, error: Rejected) -> bool:
        """Whether a refusal means that there is no such object (any more)."""
        return isinstance(error, Gone)

    def status_of(self, body: dict[str, Any]) -> str:
        return str(body.get("registration_status") or "").upper()

    def whole(self, body: dict[str, Any]) -> bool:
        """Whether a body is the object itself and not just the receipt of a request."""
        return bool(self.status_of(body))

    def accepted(self, obj: M, attempt: Attempt, body: dict[str, Any], asked_at: datetime) -> bool:
        """The provider has done (or taken on) the write of `attempt`.

        Returns whether `remote_data` is as of this answer: a receipt leaves it as it was before.
        """
        if attempt.verb == "delete":
            self.retire(obj)
            return False
        if attempt.verb in CREATING and not obj.remote_id:
            obj.remote_id = self.id_for(attempt, body)
            obj.save(update_fields=["remote_id", "updated_at"])
        if self.whole(body):
            return self.apply(obj, body, asked_at)
        if attempt.verb in CREATING or attempt.verb == "resubmit":
            self.set_status(obj, self.receipt_status, asked_at)
        return False

    def matched(self, obj: M, attempt: Attempt, now: datetime) -> None:
        """Hook: a person said which object the lost write of `attempt` made."""

    def refused(self, obj: M, attempt: Attempt, words: str) -> None:
        """Hook: the provider refused the write of `attempt` and said why."""

    def apply(self, obj: M, body: dict[str, Any], asked_at: datetime) -> bool:
        """The only writer of the remote columns. Ignores what was asked before what we know.

        Never raises on a value it does not know. Returns whether it was applied.
        """
        if obj.remote_seen_at and asked_at < obj.remote_seen_at:
            return False
        obj.remote_data = redact(body)
        obj.save(update_fields=["remote_data", "updated_at"])
        self.set_status(obj, self.status_of(body), asked_at)
        return True

    def set_status(self, obj: M, status: str, asked_at: datetime) -> None:
        status = status[:STATUS_LENGTH]
        before, obj.remote_status, obj.remote_seen_at = obj.remote_status, status, asked_at
        obj.save(update_fields=["remote_status", "remote_seen_at", "updated_at"])
        if before != status:
            events.record(
                obj,
                "status",
                actor=provider_actor(self.provider),
                text=self.status_words(obj),
                changes={"status": (before, status)},
            )
            self.status_changed(obj, before)
            self.tell(obj, "status", self.status_words(obj))

    def status_words(self, obj: M) -> str:
        """The provider's own words on the state the object is in, "" when it gave none."""
        return ""

    def status_changed(self, obj: M, before: str) -> None:
        """Hook: what else follows from a new state."""

    def retire(self, obj: M) -> None:
        obj.retired_at = db_now()
        obj.save(update_fields=["retired_at", "updated_at"])
        events.record(obj, "retired", actor=provider_actor(self.provider))
        self.tell(obj, "retired")

    def callback(self, obj: M, what: str, words: str = "") -> dict[str, str] | None:
        """The parameters of the callback the provider would send; None when it would send none.

        `what` is status (`remote_status` has changed: after a create was taken, to the first one),
        refused (a create, with the provider's `words`; there is no remote object) or retired.
        """
        return None

    def tell(self, obj: M, what: str, words: str = "") -> None:
        """Passes it on to the integrator that gave an address with the object."""
        params = self.callback(obj, what, words) if obj.callback_url else None
        if params is not None:
            notify(obj, params)

    def verdict(self, obj: M, sync: Sync) -> str | None:
        """For those who wait: "" = go ahead, a text = it failed and why, None = not yet."""
        return "" if obj.remote_id else None

    def drift(self, obj: M) -> dict[str, tuple[Any, Any]]:
        """Keys we set on which the provider's last body differs: {field: (ours, theirs)}."""
        return {}

    def seen(self, obj: M) -> dict[str, Any]:
        """What we know of the object at the provider, for `changed_there`."""
        return {}

    def changed_there(self, obj: M, seen: Mapping[str, Any]) -> bool:
        """Whether somebody else changed it there since `seen`, while a change of ours waits."""
        return False

    def undone_by_us(self, obj: M, differences: dict[str, tuple[Any, Any]]) -> bool:
        """Whether a write of ours to another object made these: then ours is sent again."""
        return False

    def before_taking(self, sync: Sync) -> None:
        """Hook: locks what `take_theirs` will change besides, before the object itself."""

    def take_theirs(self, obj: M) -> None:
        """Makes the wanted columns what the provider has."""
        raise NotImplementedError

    def taken(self, obj: M, drift: dict[str, list[Any]], actor: Actor) -> None:
        """Records that theirs counts; `drift` is what that changed, {field: [ours, theirs]}."""
        events.record(obj, "took_theirs", actor=actor)

    def can_push(self, obj: M) -> bool:
        """Whether our values could be sent over theirs."""
        return False

    def next_look(self, obj: M, looks: int, now: datetime) -> datetime | None:
        """When to read it again without being asked: rarer with each look, never once final."""
        if not obj.live or (obj.remote_status in self.final and not obj.retiring):
            return None
        pause = min(settings.SYNC_LOOK_SECONDS * 1.5**looks, settings.SYNC_LOOK_MAX_SECONDS)
        return now + timedelta(seconds=pause)

    def taken_ids(self, obj: M) -> frozenset[str]:
        """Remote ids of the other rows of this account, tombstones too."""
        others = self.model._default_manager.filter(
            ~Q(pk=obj.pk), ~Q(remote_id=""), configuration=obj.configuration
        )
        return frozenset(others.values_list("remote_id", flat=True))
