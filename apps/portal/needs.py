"""What needs somebody now: the rows of the queue on the home page, each with its one button."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from apps.compliance.choices import TollfreeStatus
from apps.compliance.models import Brand, Campaign, CampaignNumber, TollfreeVerification
from apps.core.actor import Actor
from apps.core.templatetags.ui import phone
from apps.core.ui_words import left
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.portal.provider_words import words_for
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored
from apps.sync.models import Hold, Sync
from apps.sync.pages import describe, page_of
from apps.sync.registry import mirror_for

FAILED = "FAILED"
DECLINED = (FAILED, TollfreeStatus.REJECTED)


@dataclass(frozen=True)
class Need:
    """One row of the queue: what it is, why it is here, and the one button."""

    title: str
    noun: str
    text: str
    why: str
    label: str
    url: str
    word: str
    colour: str
    icon: str
    since: datetime | None = None
    quoted: bool = False


def needs_of(objects: list[Any], actor: Actor) -> list[Need]:
    """What is due at a day first, the soonest on top; then declines and refusals, the latest on
    top; then what is held for a decision."""
    found = [(_rank(obj), need) for obj in objects if (need := _need(obj, actor))]
    return [need for _, need in sorted(found, key=lambda pair: pair[0])]


def need_of_failing(connection: ProviderConfiguration) -> Need:
    """One whose credentials were refused when somebody asked, though nothing was held up yet."""
    return Need(
        title=connection.name,
        noun="connection",
        text=f"The last check failed. Replace its {words_for(connection).secret}, or check again.",
        why=connection.verify_error,
        label="Open the connection",
        word="Failing",
        url=reverse("portal:connection", args=[connection.pk]),
        colour="red",
        icon="plug-x",
    )


def need_of_paused(connection: ProviderConfiguration) -> Need:
    secret = words_for(connection).secret
    return Need(
        title=connection.name,
        noun="connection",
        text=f"This connection is paused: nothing of it is sent. Replace its {secret}, or resume "
        "it.",
        why=connection.lane.pause_reason,
        label="Open the connection",
        word="Paused",
        url=reverse("portal:connection", args=[connection.pk]),
        colour="red",
        icon="plug-x",
        since=connection.lane.paused_at,
    )


def name_of(obj: Any) -> str:
    if isinstance(obj, TollfreeVerification):
        return phone(obj.number)
    return f"{obj} in {obj.campaign}" if isinstance(obj, CampaignNumber) else str(obj)


def _rank(obj: Any) -> tuple[int, float]:
    if due := _due(obj):
        return -1, due.timestamp()
    return 1 if obj.sync.hold else 0, -obj.updated_at.timestamp()


def _due(obj: Any) -> datetime | None:
    """Until when data that Plivo asks for must be there."""
    asked = isinstance(obj, TollfreeVerification) and obj.time_left is not None
    return obj.update_by if asked else None


def _need(obj: Any, actor: Actor) -> Need | None:
    sync = obj.sync
    if sync.blocked or sync.hold:
        return _stuck(obj, actor)
    if _due(obj):
        # What was corrected is on its way: nobody has to do anything.
        return None if sync.sent < sync.wanted else _asked(obj, actor)
    if obj.remote_status not in DECLINED:
        return None
    noun = mirror_for(sync.kind).noun
    return Need(
        title=name_of(obj),
        noun=noun,
        text=_todo(obj),
        why=_words(obj),
        label=_label(noun, actor, final=isinstance(obj, TollfreeVerification)),
        url=page_of(obj) or reverse("sync:detail", args=[sync.pk]),
        word="Rejected" if obj.remote_status == TollfreeStatus.REJECTED else "Declined",
        colour="red",
        icon="circle-x",
        since=obj.remote_seen_at,
        quoted=True,
    )


def _stuck(obj: Any, actor: Actor) -> Need:
    sync = obj.sync
    noun, page = mirror_for(sync.kind).noun, page_of(obj)
    describe(sync, obj)
    story = sync.story
    refused = sync.blocked == "rejected" and page
    due = f" {left(obj.time_left).capitalize()}." if _due(obj) else ""
    return Need(
        title=name_of(obj),
        noun=noun,
        text=f"{story.happened} {story.todo}{due}",
        why=story.why,
        label=_label(noun, actor, right=_right(obj)) if refused else _look(sync, actor),
        url=page if refused else reverse("sync:detail", args=[sync.pk]),
        word="Blocked" if sync.blocked else "Held",
        colour="red" if sync.blocked else "orange",
        icon="alert-triangle" if sync.blocked else "player-pause",
        since=obj.updated_at,
        quoted=story.quoted,
    )


def _asked(obj: TollfreeVerification, actor: Actor) -> Need:
    time = obj.time_left
    assert time is not None
    noun = mirror_for(obj.sync.kind).noun
    return Need(
        title=name_of(obj),
        noun=noun,
        text="Supply the data Plivo asks for; after that it rejects the verification, which is "
        "final for its use cases.",
        why=obj.error_message,
        label="Supply the data" if actor.can("draft.edit") else _label(noun, actor),
        url=obj.get_absolute_url(),
        word=f"Update required, {left(time)}",
        colour="orange",
        icon="hourglass",
        since=obj.remote_seen_at,
        quoted=bool(obj.error_message),
    )


def _look(sync: Sync, actor: Actor) -> str:
    if sync.hold == Hold.DRIFT and actor.can(mirror_for(sync.kind).decided_by):
        return "Compare and decide"
    return "See what happened"


def _right(obj: Any) -> str:
    """What it takes to correct it."""
    if isinstance(obj, NotificationPolicy):
        return "policy.edit"
    return "setting.edit" if isinstance(obj, PhoneDeliverySetting) else "draft.edit"


def _label(noun: str, actor: Actor, *, final: bool = False, right: str = "draft.edit") -> str:
    """Who may not file is only shown the way, and so is who cannot correct it any more."""
    short = noun.split()[-1]
    may_correct = actor.can(right) and not final
    return f"Correct this {short}" if may_correct else f"Open this {short}"


def _words(obj: Any) -> str:
    """The provider's reasons, code last."""
    if isinstance(obj, TollfreeVerification):
        return obj.error_message
    declines = getattr(obj, "declined_reasons", None) or [getattr(obj, "decline", None)]
    texts = []
    for decline in filter(None, declines):
        code = f" ({decline.code})" if decline.code else ""
        texts.append(f"{decline.reason}{code}")
    return " ".join(texts)


def _todo(obj: Mirrored) -> str:
    if isinstance(obj, Brand):
        return "Correct the company, then register the brand again."
    if isinstance(obj, Campaign):
        return "Correct what the reviewer names and resubmit it."
    if isinstance(obj, TollfreeVerification):
        return "A rejection is final for its use cases: file a new verification for others."
    return "Check the number at Plivo, then link it again."
