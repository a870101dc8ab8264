"""Toll-free verification at Plivo: judged, free, corrected while the carriers still look at it.

Source: Plivo docs, Toll-free verification.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.compliance.choices import TollfreeStatus, Verdict
from apps.compliance.mirrors.common import drop_unanswered, note_verdict, open_submission
from apps.compliance.mirrors.judged import JudgedMirror
from apps.compliance.mirrors.take import take_tollfree
from apps.compliance.models import TollfreeVerification
from apps.compliance.models.tollfree import UPDATE_WITHIN, TollfreeVerificationQuerySet
from apps.compliance.serializers import CALLBACK, LINKS
from apps.compliance.serializers.drift import carries, drift
from apps.core import events
from apps.core.actor import provider_actor
from apps.core.clock import db_now
from apps.core.errors import Refused
from apps.numberpools.models import PhoneNumber
from apps.sync.callbacks import callback_url
from apps.sync.errors import Waiting
from apps.sync.lane import not_before
from apps.sync.matching import created_since, matching, moment
from apps.sync.mirror import Act
from apps.sync.models import Attempt, Sync
from apps.upstream.errors import Gone
from apps.upstream.plivo import PlivoClient

PATH = "TollfreeVerification/"
# The list shows at most 30 days at a time, 7 when nothing is said.
WINDOW = timedelta(days=29)
STANDING: dict[str, str] = {
    TollfreeStatus.APPROVED: "VERIFIED",
    TollfreeStatus.REJECTED: "UNVERIFIED",
}
VERDICTS: dict[str, Verdict] = {
    TollfreeStatus.APPROVED: Verdict.APPROVED,
    TollfreeStatus.REJECTED: Verdict.DECLINED,
    TollfreeStatus.UPDATE_REQUIRED: Verdict.RETURNED,
}

EXPLAINED = (TollfreeStatus.REJECTED, TollfreeStatus.UPDATE_REQUIRED)
# The company may change and is proved like the texts.
NOT_COMPARED = (LINKS | CALLBACK) - {"profile_uuid"}


def listed(
    client: PlivoClient, since: date, until: date, params: dict[str, Any] | None = None
) -> Iterator[Any]:
    """The verifications created from `since` to `until`, in windows the list can show."""
    while since <= until:
        end = min(since + WINDOW, until)
        asked = {**(params or {}), "created__gte": f"{since}", "created__lte": f"{end}"}
        yield from client.pages(PATH, "objects", asked, name="uuid")
        since = end + timedelta(days=1)


class TollfreeMirror(JudgedMirror[TollfreeVerification]):
    model = TollfreeVerification
    noun = "toll-free verification"
    final = TollfreeStatus.terminals()
    receipt_status = "SUBMITTED"

    def load(self, sync: Sync) -> TollfreeVerification:
        rows = TollfreeVerification.objects.select_related("configuration__lane", "profile__sync")
        return rows.get(sync=sync)

    def plan(self, obj: TollfreeVerification, sync: Sync) -> Act | None:
        path = f"{PATH}{obj.remote_id}/"
        if obj.retiring:
            if not obj.remote_id:
                return None
            return Act("delete", "DELETE", path, key={"uuid": obj.remote_id})
        submission = open_submission(sync)
        if submission is None:
            return None
        profile = obj.profile
        if not profile.remote_id or profile.sync.sent < profile.sync.wanted:
            raise Waiting(on=profile)
        wanted = {**submission.snapshot, "profile_uuid": profile.remote_id}
        body = {**wanted, "callback_url": callback_url(sync), "callback_method": "POST"}
        if obj.remote_id:
            changed = not carries(obj.remote_data, wanted)
            sent = {"uuid": obj.remote_id, "changed": changed}
            return Act("resubmit", "POST", path, body, sent, submission.pk)
        key = {
            "number": obj.number,
            "profile_uuid": profile.remote_id,
            "address": _address(callback_url(sync)),
            "not_before": not_before(obj.configuration).isoformat(),
        }
        return Act("create", "POST", PATH, body, key, submission.pk)

    def prove(self, client: PlivoClient, attempt: Attempt, taken: frozenset[str]) -> list[Any]:
        key = attempt.key
        if attempt.verb == "create":
            sent = moment(key["not_before"]) or attempt.started_at
            # A day more on both sides: whose midnight the dates are is not documented.
            since = sent.date() - timedelta(days=1)
            until = max(since, timezone.now().date()) + timedelta(days=1)
            pages = listed(client, since, until, {"number": key["number"]})
            found = matching(pages, "uuid", taken, key, "number", "profile_uuid")
            return [body for body in found if _ours(body, key)]
        try:
            body = self.read(client, key["uuid"], {})
        except Gone:
            return [{}] if attempt.verb == "delete" else []
        if attempt.verb == "delete":
            return []
        kept = {k: v for k, v in (attempt.body or {}).items() if k not in NOT_COMPARED}
        # The same texts sent again show only by the state having left UPDATE_REQUIRED.
        moved = self.status_of(body) != TollfreeStatus.UPDATE_REQUIRED
        return [body] if carries(body, kept) and (key.get("changed") or moved) else []

    def read(self, client: PlivoClient, remote_id: str, obj_key: dict[str, Any]) -> dict[str, Any]:
        return client.get(f"{PATH}{remote_id}/")

    def id_of(self, body: dict[str, Any]) -> str:
        return str(body.get("uuid") or "")

    def status_of(self, body: dict[str, Any]) -> str:
        return str(body.get("status") or "").upper()

    def apply(self, obj: TollfreeVerification, body: dict[str, Any], asked_at: datetime) -> bool:
        """A body without a state tells nothing; an open one would be taken for undecided."""
        return self.whole(body) and super().apply(obj, body, asked_at)

    def set_status(self, obj: TollfreeVerification, status: str, asked_at: datetime) -> None:
        """Opened again at Plivo it stays decided here beside a newer one: one is open at a time."""
        reopened = obj.remote_status in self.final and status not in self.final
        if reopened and _others(obj).undecided().exists():
            status = obj.remote_status
        super().set_status(obj, status, asked_at)

    def status_words(self, obj: TollfreeVerification) -> str:
        return obj.error_message if obj.remote_status in EXPLAINED else ""

    def status_changed(self, obj: TollfreeVerification, before: str) -> None:
        assert obj.remote_seen_at is not None
        obj.update_by = None
        if obj.remote_status == TollfreeStatus.UPDATE_REQUIRED:
            obj.update_by = _asked_at(obj) + UPDATE_WITHIN
        obj.save(update_fields=["update_by", "updated_at"])
        if obj.remote_status in VERDICTS:
            verdict = VERDICTS[obj.remote_status]
            note_verdict(obj.sync, verdict, self.status_words(obj), obj.remote_seen_at)
        _show(obj, STANDING.get(obj.remote_status, "PENDING_VERIFICATION"))
        self._end_if_decided(obj)

    def refused(self, obj: TollfreeVerification, attempt: Attempt, words: str) -> None:
        """The carriers may have decided meanwhile: then nothing is left to send, else it stays."""
        if obj.remote_id:
            obj.sync.look_at = db_now()
            self._end_if_decided(obj)

    def _end_if_decided(self, obj: TollfreeVerification) -> None:
        """A decided one is neither changed nor withdrawn any more (Plivo docs): what was still to
        go is dropped. Not while an answer is missing: that is proved first."""
        sync = obj.sync
        if obj.remote_status not in self.final or sync.unsure_since or sync.sent >= sync.wanted:
            return
        drop_unanswered(sync)
        sync.sent, sync.blocked, sync.waits_for, sync.detail = sync.wanted, "", None, {}
        if obj.retiring:
            obj.retiring = False
            obj.version += 1
            obj.save(update_fields=["retiring", "version", "updated_at"])
            words = "It was decided before it could be withdrawn."
            events.record(obj, "kept", actor=provider_actor(self.provider), text=words)

    def callback(
        self, obj: TollfreeVerification, what: str, words: str = ""
    ) -> dict[str, str] | None:
        """Plivo tells of decisions and of data it wants, not of having received it."""
        if what != "status" or obj.remote_status not in VERDICTS:
            return None
        return {
            "uuid": obj.public_id,
            "number": obj.number,
            "status": obj.status,
            "error_message": obj.error_message,
        }

    def retire(self, obj: TollfreeVerification) -> None:
        if obj.remote_id:
            _show(obj, "UNVERIFIED")
        super().retire(obj)

    def drift(self, obj: TollfreeVerification) -> dict[str, tuple[Any, Any]]:
        if open_submission(obj.sync):
            return {}
        return drift(obj, obj.remote_data)

    def take_theirs(self, obj: TollfreeVerification) -> None:
        take_tollfree(obj, obj.remote_data, only=self.drift(obj))
        if obj.remote_status not in self.final and _others(obj).undecided().exists():
            raise Refused(f"{obj} is under another verification here. Withdraw that one first.")


def _ours(body: dict[str, Any], key: dict[str, Any]) -> bool:
    """They answer with the address they call: another's is no proof; without one the time tells."""
    if said := body.get("callback_url"):
        return _address(str(said)) == key["address"]
    return created_since(body, key["not_before"], "created")


def _address(url: str) -> str:
    """Tells callback addresses of ours apart without giving away their token."""
    token = url.rstrip("/").rpartition("/")[2]
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _others(obj: TollfreeVerification) -> TollfreeVerificationQuerySet:
    same = TollfreeVerification.objects.live().exclude(pk=obj.pk)
    return same.filter(configuration=obj.configuration, number=obj.number)


def _asked_at(obj: TollfreeVerification) -> datetime:
    """When the carriers asked: their own time where it is told, else when we saw it."""
    now = obj.remote_seen_at or db_now()
    said = moment(obj.remote_data.get("last_modified"))
    return said if said and now - UPDATE_WITHIN <= said <= now else now


def _show(obj: TollfreeVerification, standing: str) -> None:
    """The account's list tells the same; until it is read again we tell it.

    The end of an older one says nothing beside one that is open or approved.
    """
    newer = _others(obj).exclude(remote_id="").exclude(remote_status=TollfreeStatus.REJECTED)
    if standing == "UNVERIFIED" and newer.exists():
        return
    PhoneNumber.objects.filter(configuration=obj.configuration, number=obj.number).update(
        toll_free_sms_verification=standing,
        toll_free_sms_verification_id="" if standing == "UNVERIFIED" else obj.remote_id,
    )
